"""Terms in their plurals, feminines, elisions and particles; which words are to be avoided."""

import time

import pytest
from django.utils.translation import override

from translations.checks import Subject, TermPair, find_problems
from translations.checks.terms import Terms, contains, fold

AUTHORITY = TermPair("collectivité territoriale", "지방자치단체", forbidden=("지자체 단체",))


def findings(source, target, *pairs, language="ko", source_language="fr"):
    used = Terms(pairs, source_language).pairs_in(source)
    subject = Subject(source, target, source_language, language, terms=used)
    with override("en"):
        found = find_problems(subject)
    return [
        (finding.check, finding.severity.value, finding.message)
        for finding in found
        if finding.check in {"term", "forbidden"}
    ]


@pytest.mark.parametrize(
    ("text", "term", "language"),
    [
        ("Les collectivités territoriales", "collectivité territoriale", "fr"),
        ("des conseillères municipales", "conseiller municipal", "fr"),
        ("les conseillers municipaux", "conseiller municipal", "fr"),
        ("l’adjointe au maire", "adjoint au maire", "fr"),
        ("les adjoints aux maires", "adjoint au maire", "fr"),
        ("Élues et élus", "élu", "fr"),
        ("d’inscription", "inscription", "fr"),
        ("la modératrice", "modérateur", "fr"),
        ("PROTOCOLE D'ACCORD", "protocole d’accord", "fr"),
        ("les protocoles d’accord", "protocole d'accord", "fr"),
        ("micro ateliers", "micro-atelier", "fr"),
        ("Cités\u00a0Unies France", "Cités Unies France", "fr"),
        ("Local authorities’ work", "local authority", "en"),
        ("decentralized cooperation", "decentralised cooperation", "en"),
        ("On-site sessions", "on site", "en"),
        ("지방자치단체에서는", "지방자치단체", "ko"),
        ("지방 자치 단체의", "지방자치단체", "ko"),
        ("동시통역이 제공됩니다", "동시 통역", "ko"),
        ("CUF는 프랑스의", "CUF", "ko"),
    ],
)
def test_a_term_in_another_form(text, term, language):
    assert contains(text, term, language)


@pytest.mark.parametrize(
    ("text", "term", "language"),
    [
        ("réélue", "élu", "fr"),
        ("les actions", "actes", "fr"),
        ("la table", "table ronde", "fr"),
        ("onlineshop", "online", "en"),
        ("공공기관", "지방자치단체", "ko"),
        ("CUFX", "CUF", "ko"),
    ],
)
def test_another_word(text, term, language):
    assert not contains(text, term, language)


def test_a_missing_term_is_asked_about():
    source = "Les collectivités territoriales des deux pays"
    assert findings(source, "양국 지방자치단체의", AUTHORITY) == []
    assert findings(source, "양국 도시의", AUTHORITY) == [
        (
            *("term", "warning"),
            "“collectivité territoriale” is “지방자치단체” in the glossary.",
        )
    ]
    assert findings("Les deux pays", "양국", AUTHORITY) == []


def test_a_word_to_avoid_is_named_with_the_right_one():
    source = "La collectivité territoriale"
    message = "Not “지자체 단체”: for “collectivité territoriale” the glossary has “지방자치단체”."
    assert findings(source, "지자체 단체는", AUTHORITY) == [("forbidden", "warning", message)]
    strict = TermPair(
        AUTHORITY.source, AUTHORITY.target, forbidden=AUTHORITY.forbidden, strict=True
    )
    assert findings(source, "지자체 단체는", strict) == [("forbidden", "error", message)]
    # Both are said: the right one does not excuse the other.
    assert findings(source, "지방자치단체, 지자체 단체", strict) == [
        ("forbidden", "error", message)
    ]


def test_what_is_part_of_the_right_word_is_not_avoided():
    pair = TermPair("visite de terrain", "현장 방문", forbidden=("방문",))
    assert findings("Une visite de terrain", "현장방문 안내", pair) == []
    assert [found[0] for found in findings("Une visite de terrain", "방문 안내", pair)] == [
        "forbidden"
    ]


def test_the_right_word_of_a_neighbour_is_not_avoided():
    twinning = TermPair("jumelage", "자매결연", forbidden=("우호협력",), strict=True)
    friendship = TermPair("relations d’amitié", "우호협력", forbidden=("자매결연",), strict=True)
    both = (twinning, friendship)
    assert findings("Un jumelage et des relations d’amitié", "자매결연과 우호협력", *both) == []
    assert len(findings("Un jumelage", "우호협력", *both)) == 1


def test_brackets_and_alternatives_are_each_good():
    cuf = TermPair("Cités Unies France (CUF)", "프랑스자매도시연합(CUF)")
    for target in ("프랑스자매도시연합", "CUF는", "프랑스자매도시연합(CUF)이"):
        assert findings("Cités Unies France et CUF", target, cuf) == []
    assert len(findings("La CUF invite", "초대합니다", cuf)) == 1
    online = TermPair("en ligne", "온라인 참가 / 온라인")
    assert findings("Réunion en ligne", "온라인 회의", online) == []


def test_what_is_written_for_a_term_is_as_long_as_the_source():
    cuf = TermPair("Cités Unies France (CUF)", "프랑스자매도시연합(CUF)")
    assert cuf.wording_for("CUF") == "CUF"
    assert cuf.wording_for("Cités Unies France") == "프랑스자매도시연합"
    assert cuf.wording_for("Cités Unies France (CUF)") == "프랑스자매도시연합(CUF)"
    assert TermPair("en ligne", "온라인 참가 / 온라인").wording_for("en ligne") == "온라인 참가"


def test_the_longest_term_wins_and_each_place_is_told_once():
    terms = Terms(
        [
            TermPair("atelier", "워크숍"),
            TermPair("micro-atelier", "마이크로 워크숍"),
            TermPair("ambassade de France en Corée", "주한 프랑스 대사관"),
            TermPair("ambassade", "대사관"),
        ],
        "fr",
    )
    text = "L’Ambassade de France en Corée ouvre deux micro-ateliers et un atelier."
    assert [(text[found.start : found.end], found.pair.target) for found in terms.find(text)] == [
        ("Ambassade de France en Corée", "주한 프랑스 대사관"),
        ("micro-ateliers", "마이크로 워크숍"),
        ("atelier", "워크숍"),
    ]


def test_capitals_count_where_the_glossary_says_so():
    terms = Terms([TermPair("Forum", "포럼", case_sensitive=True)], "fr")
    assert [found.start for found in terms.find("un forum, le Forum")] == [13]


def test_folding_keeps_every_letter_in_its_place():
    text = "İSTANBUL ß ’ \u202f Straße"
    assert len(fold(text)) == len(text)


def test_a_thousand_terms_in_five_hundred_sentences_are_quick():
    words = [f"{a}{b}{c}ité" for a in "bcdfglmnpr" for b in "aeiouéèàôû" for c in "lmnprstvzc"]
    pairs = [TermPair(f"{word} territoriale", word) for word in words]
    texts = [
        f"La {words[n]} territoriale et les {words[-n]}s du forum, avec les conseillers municipaux"
        f" et d’autres personnes qui ne sont dans aucun glossaire, numéro {n}."
        for n in range(500)
    ]
    terms = Terms(pairs, "fr")
    began = time.perf_counter()
    found = [occurrence for text in texts for occurrence in terms.find(text)]
    assert len(found) == 500
    assert time.perf_counter() - began < 1
