"""PO, XLIFF and TMX of the sample edition are what other tools take them for."""

import io
import subprocess
import zipfile

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from translate.storage import factory, po, tmx, xliff

from tests.translations.sources import publish_sentences
from translations.enums import StringState
from translations.exchange.po import write_po
from translations.exchange.tmx import write_tmx
from translations.exchange.units import page_documents
from translations.exchange.xliff import write_xliff
from translations.queries.memory import memory_units
from translations.services.strings import propose, save_string, validate_string

from .conftest import archive, of_edition

LANGUAGES = ["ko", "en"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_gettext_finds_nothing_wrong_with_the_sample(db, tmp_path, language):
    with zipfile.ZipFile(io.BytesIO(archive(language, "po"))) as book:
        book.extractall(tmp_path)
    files = sorted(tmp_path.glob("*.po"))
    assert len(files) > 10
    for file in files:
        command = ["msgfmt", "--check", "--output-file=/dev/null", str(file)]
        done = subprocess.run(command, check=False, capture_output=True, text=True)
        assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("kind", "store"), [("po", po.pofile), ("xliff", xliff.xlifffile)])
def test_translate_toolkit_reads_every_file(db, language, kind, store):
    documents = of_edition(language)
    with zipfile.ZipFile(io.BytesIO(archive(language, kind))) as book:
        names = book.namelist()
        assert len(names) == len(set(names)) == len(documents)
        for document, name in zip(documents, names, strict=True):
            file = io.BytesIO(book.read(name))
            file.name = name
            read = factory.getobject(file)
            assert isinstance(read, store)
            units = [unit for unit in read.units if not unit.isheader()]
            assert [unit.source for unit in units] == [unit.source for unit in document.units]
            assert [unit.target or "" for unit in units] == [u.target for u in document.units]
            assert read.gettargetlanguage() == language


def test_states_are_those_of_other_tools(french, korean, somebody):
    texts = ["Première phrase.", "Deuxième phrase.", "Une troisième, à part.", "Et de quatre !"]
    publish_sentences(french, *texts)

    def units():
        (document,) = page_documents("ko", [french.translation_key])
        return document, {unit.source: unit for unit in document.units}

    _document, held = units()
    propose(held[texts[1]].work.place, "둘째", "memory")
    save_string(held[texts[2]].work.place, "셋째", somebody, seen=0)
    save_string(held[texts[3]].work.place, "넷째", somebody, seen=0)
    validate_string(held[texts[3]].work.place, somebody, seen=1)
    document, held = units()
    assert held[texts[0]].state in {StringState.TO_TRANSLATE, StringState.TO_ADAPT}
    read = xliff.xlifffile.parsestring(write_xliff(document))
    states = {unit.source: unit.xmlelement.find(".//{*}target").get("state") for unit in read.units}
    assert [states[text] for text in texts[1:]] == [
        "needs-review-translation",
        "translated",
        "final",
    ]
    fuzzy = {
        unit.source: unit.isfuzzy() for unit in po.pofile.parsestring(write_po(document)).units
    }
    assert [fuzzy[text] for text in texts[1:]] == [True, False, False]


def test_a_sentence_that_stands_twice_is_one_entry(french, korean):
    publish_sentences(french, "Deux fois.", "Deux fois.")
    (document,) = page_documents("ko", [french.translation_key])
    assert [unit.source for unit in document.units].count("Deux fois.") == 1


def test_a_stale_translation_comes_with_its_old_source(french, korean):
    (document,) = page_documents("ko", [french.translation_key])
    old = document.units[0]
    publish_sentences(french, old.source.replace(old.source.split()[0], "Désormais", 1))
    (document,) = page_documents("ko", [french.translation_key])
    changed = document.units[0]
    (entry,) = [unit for unit in po.pofile.parsestring(write_po(document)).units if unit.source]
    assert (entry.target, entry.isfuzzy()) == (old.target, True)
    assert changed.former_source == old.source


@pytest.mark.parametrize("languages", [["ko"], ["ko", "en"]])
def test_translate_toolkit_reads_the_memory(db, languages):
    units = list(memory_units(languages))
    read = tmx.tmxfile.parsestring(write_tmx(units))
    assert len(read.units) == len(units) > 100
    assert {"fr", *languages} == {code for unit in units for code in unit}
    pairs = {(unit.source, unit.target) for unit in read.units}
    if languages == ["ko"]:
        assert all((unit["fr"].strip(), unit["ko"].strip()) in pairs for unit in units[:20])


def test_an_edition_costs_as_many_queries_as_a_page(edition):
    def queries(keys):
        with CaptureQueriesContext(connection) as spent:
            page_documents("ko", keys)
        return len(spent)

    keys = list(edition.sessions.values_list("key", flat=True))
    assert queries(keys[:1]) == queries(keys) == 4
