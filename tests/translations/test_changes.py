"""A comma is waved through for all languages; what changes the meaning is not."""

from wagtail_localize.models import Translation

from tests.translations.sources import publish
from translations.enums import StringState
from translations.queries.changes import changes_of
from translations.queries.labels import label_texts
from translations.queries.pages import missing_strings
from translations.queries.strings import string_work


def translations(page) -> list[Translation]:
    return list(
        Translation.objects.filter(source__object=page.translation_key).select_related("source")
    )


def test_a_comma_is_waved_through_for_all_languages(editor, french):
    before = {t.pk: [w.target for w in string_work([t])[t.pk]] for t in translations(french)}
    publish(french, french.abstract.replace("</p>", "\u202f!</p>", 1))
    (change,) = changes_of(french)
    assert [piece.text for piece in change.pieces if piece.kind == "new"][-1].strip() == "!"
    assert sorted(change.kept) == ["en", "ko"]
    address = f"/admin/translations/changes/{french.pk}/"
    assert "!</ins>" in editor.get(address).content.decode()
    editor.post(address, {"changes": [change.name]})
    assert changes_of(french) == []
    for translation in translations(french):
        work = string_work([translation])[translation.pk]
        assert [piece.target for piece in work] == before[translation.pk]
        assert missing_strings(translation) == 0
        assert work[0].state == StringState.VALIDATED


def test_a_locked_translation_stays_as_it_is(editor, session, french):
    korean = session.pages.get(locale__language_code="ko")
    korean.locked = True
    korean.save()
    publish(french, french.abstract.replace("</p>", "\u202f!</p>", 1))
    (change,) = changes_of(french)
    editor.post(f"/admin/translations/changes/{french.pk}/", {"changes": [change.name]})
    (left,) = changes_of(french)
    assert list(left.kept) == ["ko"]


def test_what_is_not_ticked_stays_to_be_adapted(editor, french):
    publish(french, french.abstract.replace("</p>", "\u202f!</p>", 1))
    editor.post(f"/admin/translations/changes/{french.pk}/", {"changes": ["0", "nonsense"]})
    assert len(changes_of(french)) == 1


def test_a_renamed_label_can_be_waved_through_too(editor, session, french):
    session.title_fr += "\u202f!"
    session.save()
    (change,) = changes_of(french)
    editor.post(f"/admin/translations/changes/{french.pk}/", {"changes": [change.name]})
    assert changes_of(french) == []
    rows = {type(session): type(session).objects.filter(pk=session.pk)}
    assert [text.state for text in label_texts("ko", rows)] == [StringState.VALIDATED]
