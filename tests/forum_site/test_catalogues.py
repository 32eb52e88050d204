"""The interface is whole in every language."""

from pathlib import Path

import polib
import pytest
from django.conf import settings

from translations.checks import Subject, find_problems

CATALOGUES = sorted(Path(settings.BASE_DIR).glob("locale/*/LC_MESSAGES/*.po"))


def words_of(entry: polib.POEntry) -> list[str]:
    return list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]


def test_both_languages_have_a_catalogue():
    assert {path.parts[-3] for path in CATALOGUES} >= {"fr", "ko"}


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.parts[-3])
def test_no_message_is_missing_or_fuzzy(path):
    catalogue = polib.pofile(str(path))
    assert [entry.msgid for entry in catalogue.untranslated_entries()] == []
    assert [entry.msgid for entry in catalogue.fuzzy_entries()] == []
    assert len(catalogue) > 0


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.parts[-3])
def test_the_site_writes_as_it_asks_its_translators_to(path):
    """Spaces, quotation marks, apostrophes, and Korean of one level of speech."""
    asked = {"spaces", "quotes", "apostrophes", "full_width", "endings"}
    # But for what names the signs of French themselves.
    entries = [entry for entry in polib.pofile(str(path)) if "«" not in entry.msgid]
    said = {text for entry in entries for text in words_of(entry)}
    wrong = {
        (text, finding.message)
        for text in said
        for finding in find_problems(Subject(text, text, path.parts[-3], path.parts[-3]))
        if finding.check in asked
    }
    assert sorted(wrong) == []


def test_english_holds_only_what_differs_from_the_source():
    for path in CATALOGUES:
        if path.parts[-3] == "en":
            for entry in polib.pofile(str(path)):
                assert entry.msgstr != entry.msgid
