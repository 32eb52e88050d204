"""Links, placeholders, tags: what the page needs back as it was; and what length tells."""

import warnings

import pytest
from django.utils.translation import override

from translations.checks import Subject, check_label, find_problems


def problems(source, target, language="en", **more):
    with override("en"):
        found = find_problems(Subject(source, target, "fr", language, **more))
    return [(finding.check, finding.severity.value, finding.message) for finding in found]


EQUAL = "The translation is the same as the source."
LINK = 'Lire <a id="a1">le compte rendu</a> et <a id="a2">les actes</a>.'


@pytest.mark.parametrize(
    ("source", "target", "expected"),
    [
        (LINK, 'Read <a id="a2">the proceedings</a> and <a id="a1">the report</a>.', []),
        (
            LINK,
            "Read the report and <a id='a2'>the proceedings</a>.",
            [("links", "error", "The link “le compte rendu” is missing.")],
        ),
        (
            LINK,
            "Read the report and the proceedings.",
            [
                ("links", "error", "The link “le compte rendu” is missing."),
                ("links", "error", "The link “les actes” is missing."),
            ],
        ),
        (
            'Lire <a id="a1">la suite</a>',
            'Read <a id="a1">more</a> and <a id="a9">more</a>',
            [("links", "error", "The link “more” is not in the source.")],
        ),
        (
            "Bonjour {name}, il reste %(count)s places à {{ city }}.",
            "Hello {nom}, %(count)s places are left in {{ city }}.",
            [
                ("placeholders", "error", "The placeholder {name} is missing."),
                ("placeholders", "error", "The placeholder {nom} is not in the source."),
            ],
        ),
        (
            "Venez <b>tôt</b><br/>et nombreux",
            "Come <strong>early</strong>, all of you",
            [("tags", "warning", "<br>: 1 in the source, 0 in the translation.")],
        ),
        ("Venez <b>tôt</b>", "Come <strong>early</strong>", []),
        (
            "Venez tôt",
            "Come <b>early</b>",
            [("tags", "warning", "<b>: 0 in the source, 1 in the translation.")],
        ),
        ("Venez tôt", "", [("blank", "error", "The translation is empty.")]),
        ("Venez tôt", " \u00a0\u200b <b> </b>", [("blank", "error", "The translation is empty.")]),
        ("Venez tôt", "venez  tôt", [("equal", "warning", EQUAL)]),
        ("Paris", "Paris", []),
        ("Cité des Sciences et de l’Industrie", "Cité des Sciences et de l’Industrie", []),
        ("Gyeonggi-do", "Gyeonggi-do", []),
        ("2027 – 30 %", "2027 – 30 %", []),
        ("https://example.org/des-actes", "https://example.org/des-actes", []),
    ],
)  # fmt: skip
def test_into_english(source, target, expected):
    found = problems(source, target)
    assert [finding for finding in found if finding[0] != "spaces"] == expected


def test_a_heading_left_in_french_is_noticed_in_korean():
    assert [found[0] for found in problems("Inscription", "Inscription", "ko")] == ["equal"]
    assert problems("CUF", "CUF", "ko") == []


@pytest.mark.parametrize("target", ["<div>Come</div>", "Come <a id='a1' href='x'>in</a>"])
def test_what_the_engine_refuses_is_an_error(target):
    found = problems('Entrez <a id="a1">ici</a>', target)
    assert ("markup", "error") in [finding[:2] for finding in found]


LONG = (
    "Les élus et les agents des deux pays comparent leurs pratiques, visitent des services et"
    " préparent les suites à donner au forum."
)


@pytest.mark.parametrize(
    ("target", "language", "expected"),
    [
        ("양국의 공직자들이 사례를 비교하고 기관을 방문하며 후속 과제를 준비합니다.", "ko", []),
        ("양국이 비교합니다.", "ko", ["Much shorter than the source suggests."]),
        ("양국이 사례를 비교합니다. " * 9, "ko", ["Much longer than the source suggests."]),
        ("Both countries compare.", "en", ["Much shorter than the source suggests."]),
    ],
)  # fmt: skip
def test_a_length_that_does_not_fit(target, language, expected):
    assert [found[2] for found in problems(LONG, target, language)] == expected


def test_short_texts_may_be_of_any_length():
    assert (
        problems("Chef du service de la céramique et des métiers d’art", "도자공예과장", "ko") == []
    )


def test_longer_than_the_field():
    found = problems("Séance", "A session &amp; more", max_length=10)
    assert found == [("max_length", "error", "Too long by 6 characters: at most 10 fit.")]
    assert problems("Séance", "A session &amp; more", max_length=16) == []


def test_errors_come_first():
    found = problems(
        'Venez <b>tôt</b> au <a id="a1">forum</a> de 14 h', "Come to the forum at 15 h"
    )
    assert [severity for _check, severity, _message in found] == ["error", "error", "warning"]


def test_a_check_has_a_name_in_every_language():
    with override("en"):
        assert (check_label("links"), check_label("blank")) == ("Links", "Empty")
    assert check_label("gone") == "gone"


@pytest.mark.parametrize("text", ["https://www.example.org/a", "photo.jpg", "/etc/hosts"])
def test_an_address_or_a_file_name_is_a_text_like_others(text):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert [check for check, *_rest in problems("Voir", text)] == []
