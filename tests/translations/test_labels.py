"""Labels: one row, three columns, and a fall-back that says what it is."""

import pytest
from django.utils.translation import override
from modeltranslation.translator import translator as registry

from programme.models import Session
from tests.translations.bench import type_into
from translations.labels import Words, label_sets, pick
from translations.templatetags.labels import label


@pytest.mark.parametrize(
    ("filled", "reader", "expected"),
    [
        ({"fr": "Un", "ko": "하나", "en": "One"}, "ko", ("하나", "ko")),
        ({"fr": "Un", "en": "One"}, "ko", ("One", "en")),
        ({"fr": "Un"}, "ko", ("Un", "fr")),
        ({"fr": "Un", "ko": "하나"}, "en", ("Un", "fr")),
        ({"ko": "하나"}, "en", ("하나", "ko")),
        ({"ko": "하나"}, "fr", ("하나", "ko")),
        ({"en": "One", "ko": "하나"}, "fr", ("One", "en")),
        ({"fr": "", "ko": None}, "fr", ("", "fr")),
    ],
)
def test_the_chain(filled, reader, expected):
    row = {f"title_{code}": filled.get(code) for code in ("fr", "ko", "en")}
    assert pick(row, "title", reader) == Words(*expected)


def test_a_fall_back_is_marked_and_escaped():
    session = Session(title_fr="A & <b>")
    with override("ko"):
        assert label(session) == '<span lang="fr">A &amp; &lt;b&gt;</span>'
    with override("fr"):
        assert label(session) == "A & <b>"


def test_every_label_is_on_the_translators_list():
    registered = {labels.model: set(labels.fields) for labels in label_sets()}
    for model in registry.get_registered_models(abstract=False):
        fields = set(registry.get_options_for_model(model).get_field_names())
        assert registered[model] == fields, model


def test_every_form_shows_the_columns_and_never_the_bare_field(db):
    """A bare field beside its columns throws away what is typed into it."""
    from programme.viewsets.group import ProgrammeGroup

    labelled = registry.get_registered_models(abstract=False)
    for viewset in ProgrammeGroup.items:
        if viewset.model not in labelled:
            continue
        options = registry.get_options_for_model(viewset.model)
        form = viewset.get_form_class()
        for name in options.get_field_names():
            assert name not in form.base_fields
            assert {f"{name}_{code}" for code in ("fr", "ko", "en")} <= set(form.base_fields)


def test_a_translator_gives_a_title(translator, edition, visitor):
    session = edition.sessions.get(code="M6")
    address = f"/admin/translations/ko/labels/programme.session/{session.pk}/"
    shown = translator.get(address).content.decode()
    assert session.title_fr in shown
    assert type_into(translator, address, "청소년 의회와 예산")["Location"] == address
    session.refresh_from_db()
    assert session.title_ko == "청소년 의회와 예산"
    assert session.pages.get(locale__language_code="ko").title == "청소년 의회와 예산"
    assert "청소년 의회와 예산" in visitor.get("/ko/forum-2027/programme/").content.decode()


def test_a_title_is_one_line_whatever_is_pasted(translator, edition):
    """A mail with another line in its subject is never sent."""
    address = f"/admin/translations/ko/labels/programme.edition/{edition.pk}/"
    row = f"l-programme.edition-{edition.pk}-title"
    sent = {"row": row, "act": "save", "seen": "0", "text": "제목\r\n\u200eBcc: x@y.example "}
    answer = translator.post("/admin/translations/ko/labels/save/", sent)
    assert answer.json()["text"] == "제목 Bcc: x@y.example"
    edition.refresh_from_db()
    assert edition.title_ko == "제목 Bcc: x@y.example"
    translator.post(address, {"title": "새\n제목", "seen": "1"})
    edition.refresh_from_db()
    assert "\n" not in edition.title_ko


def test_other_columns_cannot_be_forged(translator, session):
    address = f"/admin/translations/ko/labels/programme.session/{session.pk}/"
    before = (session.title_fr, session.title_en, session.kind)
    translator.post(
        address,
        {
            f"l-programme.session-{session.pk}-{name}.0": "x"
            for name in ("title_fr", "title_en", "kind", "code")
        },
    )
    type_into(translator, address, "제목")
    session.refresh_from_db()
    assert (session.title_fr, session.title_en, session.kind) == before
    assert session.title_ko == "제목"


def test_a_label_that_is_too_long_stays_in_the_form(translator, session):
    address = f"/admin/translations/ko/labels/programme.session/{session.pk}/"
    response = type_into(translator, address, "가" * 251)
    assert response.status_code == 200
    assert "가" * 251 in response.content.decode()


@pytest.mark.parametrize("name", ["auth.user", "programme.nothing", "x"])
def test_only_registered_labels(translator, session, name):
    address = f"/admin/translations/ko/labels/{name}/{session.pk}/"
    response = translator.get(address, follow=True)
    assert response.status_code == 404
