"""Files as other tools leave them: entered as they were meant, or refused in a sentence."""

import io
import re
import warnings
import zipfile
from collections.abc import Callable, Iterator

import polib
import pytest
from django.utils import translation

from tests.translations.sources import publish_sentences
from translations.enums import Outcome, StringState
from translations.exchange.po import write_po
from translations.exchange.units import Document, label_document, page_documents
from translations.exchange.xliff import write_xliff
from translations.queries.strings import string_work
from translations.services.exchange import apply_files, keep_file

SENTENCES = ["Deux villes.", 'Le <b>maire</b> vient <a href="https://a.example/">ici</a>.', "TGV"]
#: What the translators typed, in the order of the page.
WORDS = ["두 도시입니다.", '<b>시장</b>이 <a id="a1">여기</a> 옵니다.', "TGV"]
DONE = [(StringState.TRANSLATED, text) for text in WORDS]
OPEN = [(StringState.TO_TRANSLATE, "")] * 3
TARGET = re.compile(r'<target state="new" ?/>')


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"):
        yield


def filled(document: Document) -> polib.POFile:
    file = polib.pofile(write_po(document).decode())
    for entry, words in zip(file, WORDS, strict=True):
        entry.msgstr = words
    return file


def po(change: Callable[[polib.POFile], object]) -> Callable[[Document], bytes]:
    """The file of a PO editor: `change` returns its text, or bytes, or nothing."""

    def make(document: Document) -> bytes:
        file = filled(document)
        made = change(file) or str(file)
        return made if isinstance(made, bytes) else str(made).encode()

    return make


def xliff(*targets: str, change: Callable[[str], str] = str, encoding: str = "utf-8"):
    """The file of an XLIFF editor, with `targets` as it writes them."""

    def make(document: Document) -> bytes:
        written: Iterator[str] = iter(targets or [f"<target>{_escaped(w)}</target>" for w in WORDS])
        text = write_xliff(document).decode()
        text = TARGET.sub(lambda found: next(written, found[0]), text)
        return change(text).encode(encoding, "xmlcharrefreplace")

    return make


def _escaped(text: str) -> str:
    return text.replace("<", "&lt;")


def poedit(file: polib.POFile) -> str:
    """Entries in another order, wrapped, with the header of Poedit and the ends of Windows."""
    file.metadata |= {
        "X-Generator": "Poedit 3.4.2",
        "Language": "ko_KR",
        "Plural-Forms": "nplurals=1; plural=0;",
        "Last-Translator": "김민지 <kim@example.org>",
    }
    file.wrapwidth = 30
    head, *entries = str(file).split("\n\n")
    return "\n\n".join([head, *reversed(entries)]).replace("\n", "\r\n")


def with_old_entries(file: polib.POFile) -> None:
    """What msgmerge keeps of sentences that are gone, for people to copy from."""
    for entry in list(file):
        old = polib.POEntry(msgctxt=entry.msgctxt, msgid=entry.msgid, msgstr="옛말", obsolete=True)
        file.append(old)


def declared(encoding: str, name: str) -> Callable[[polib.POFile], bytes]:
    return lambda file: str(file).replace("UTF-8", name).encode(encoding, "replace")


def prefixed(text: str) -> str:
    text = re.sub(r"<(/?)(?=[a-z])", r"<\1x:", text)
    return text.replace("xmlns=", "xmlns:x=")


ALT = '<alt-trans match-quality="80"><source>q</source><target>틀린 말</target></alt-trans>'

RIGHT = {
    "Poedit": po(poedit),
    "msgmerge": po(with_old_entries),
    "PO in UTF-16": po(declared("utf-16", "UTF-16")),
    "PO with a mark of UTF-8": po(lambda file: b"\xef\xbb\xbf" + str(file).encode()),
    "PO without comments": po(lambda file: [setattr(entry, "comment", "") for entry in file][:0]),
    "XLIFF": xliff(),
    "XLIFF for a country": xliff(change=lambda text: text.replace('e="ko"', 'e="ko-KR"')),
    "XLIFF with a prefix": xliff(change=prefixed),
    "XLIFF in UTF-16": xliff(
        change=lambda text: text.replace("utf-8", "UTF-16"), encoding="utf-16"
    ),
    "XLIFF in ASCII": xliff(
        change=lambda text: text.replace("utf-8", "us-ascii"), encoding="ascii"
    ),
    "XLIFF without notes": xliff(change=lambda text: re.sub(r"<note.*?</note>", "", text)),
    "memoQ: matches beside the target": xliff(
        *(f"{ALT}<target>{_escaped(words)}</target>" for words in WORDS)
    ),
    "Trados: segments": xliff(
        *(
            f'<seg-source><mrk mtype="seg" mid="1">x</mrk></seg-source>'
            f'<target><mrk mtype="seg" mid="1">{_escaped(words)}</mrk></target>'
            for words in WORDS
        )
    ),
    "Trados: mark-up as it was": xliff(
        f"<target>{WORDS[0]}</target>",
        '<target><bpt id="1">&lt;b&gt;</bpt>시장<ept id="1">&lt;/b&gt;</ept>이 '
        '<ph id="2">&lt;a id="a1"&gt;</ph>여기<ph id="3">&lt;/a&gt;</ph> 옵니다.</target>',
        "<target><![CDATA[TGV]]></target>",
    ),
    "Virtaal: states": xliff(
        *(
            f'<target state="{state}">{_escaped(words)}</target>'
            for state, words in zip(["translated", "final", "signed-off"], WORDS, strict=True)
        )
    ),
    "by hand, in lines": xliff(*(f"<target>\n  {_escaped(w)}\n </target>" for w in WORDS)),
}
MARKS = "marks of its own"
DOCTYPE = '<!DOCTYPE xliff PUBLIC "a" "b">'
WRONG = {
    "EUC-KR": (po(declared("euc-kr", "EUC-KR")), "EUC-KR"),
    "Latin-1": (po(declared("latin-1", "ISO-8859-1")), "ISO-8859-1"),
    "UTF-16 without a mark": (po(declared("utf-16-le", "UTF-16LE")), "neither a PO"),
    "PO for another language": (po(lambda file: file.metadata.update(Language="ja")), "ja"),
    "XLIFF for another language": (
        xliff(change=lambda text: text.replace('e="ko"', 'e="ja"')),
        "another language",
    ),
    "XLIFF for no language": (
        xliff(change=lambda text: text.replace(' target-language="ko"', "")),
        "no header",
    ),
    "a group": (xliff('<target><g id="1">두</g> 도시</target>'), MARKS),
    "raw mark-up": (xliff("<target><b>두</b> 도시</target>"), MARKS),
    "an empty placeholder": (xliff('<target>두<ph id="1"/> 도시</target>'), MARKS),
    "words struck out": (
        xliff('<target><mrk mtype="x-sdl-deleted">옛</mrk>새 도시</target>'),
        MARKS,
    ),
    "a DOCTYPE": (
        xliff(change=lambda text: text.replace("<xliff", f"{DOCTYPE}<xliff", 1)),
        "entities",
    ),
}  # fmt: skip


@pytest.fixture
def sent(french, korean, somebody):
    """Sends what is made of the page's document, and returns the report, file by file."""
    publish_sentences(french, *SENTENCES)

    def send(make: Callable[[Document], bytes]) -> list[dict]:
        (document,) = page_documents("ko", [french.translation_key])
        held = keep_file("ko", "retour", make(document), somebody)
        apply_files(held, somebody)
        held.refresh_from_db()
        return held.report

    return send


def texts_of(korean) -> list[tuple[StringState, str]]:
    return [(work.state, work.target) for work in string_work([korean])[korean.pk]]


@pytest.mark.parametrize("tool", RIGHT)
def test_what_tools_write_is_entered_as_it_was_meant(sent, korean, tool):
    (report,) = sent(RIGHT[tool])
    assert (report["problems"], report["counts"]) == ([], {Outcome.APPLIED: 3})
    assert texts_of(korean) == DONE


@pytest.mark.parametrize("tool", WRONG)
def test_what_would_lose_something_is_refused_whole(sent, korean, tool):
    make, words = WRONG[tool]
    (report,) = sent(make)
    (problem,) = report["problems"]
    assert words in problem
    assert (report["counts"], texts_of(korean)) == ({}, OPEN)


COPIES = {
    "OmegaT: PO": po(lambda file: [setattr(e, "msgstr", e.msgid) for e in file][:0]),
    "OmegaT: XLIFF": lambda document: re.sub(
        r"<source>(.*?)</source>\s*<target [^>]*/>",
        r'<source>\1</source><target state="new">\1</target>',
        write_xliff(document).decode(),
    ).encode(),
}


@pytest.mark.parametrize("tool", COPIES)
def test_a_source_copied_to_where_nothing_was_translated_is_no_translation(sent, korean, tool):
    """Or French words would be published as Korean ones. A name is the same in every language."""
    (report,) = sent(COPIES[tool])
    assert report["counts"] == {Outcome.PROPOSED: 2, Outcome.APPLIED: 1}
    assert [state for state, _text in texts_of(korean)] == [
        StringState.PROPOSAL,
        StringState.PROPOSAL,
        StringState.TRANSLATED,
    ]
    assert report["rows"][0]["problem"] == "The translation is the same as the source."


def test_nor_is_a_copied_name_of_a_label(session, somebody):
    before = session.title_ko
    rows = {type(session): type(session).objects.filter(pk=session.pk)}
    file = polib.pofile(write_po(label_document("ko", rows)).decode())
    for entry in file:
        entry.msgstr, entry.flags = entry.msgid, []
    held = keep_file("ko", "x.po", str(file).encode(), somebody)
    apply_files(held, somebody)
    held.refresh_from_db()
    assert held.report[0]["counts"] == {Outcome.ASIDE: len(file)}
    session.refresh_from_db()
    assert session.title_ko == before


def packed(*files: tuple[str, bytes]) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as book, warnings.catch_warnings(action="ignore"):
        for name, content in files:
            book.writestr(name, content)
    return held.getvalue()


def test_a_zip_as_people_pack_it(sent, korean):
    """What is no translation is named, and what is one is entered."""
    reports = sent(
        lambda document: packed(
            ("retour/", b""),
            ("__MACOSX/retour/._a.po", b"\x00\x05"),
            ("../../../etc/a.po", RIGHT["Poedit"](document)),
            ("lisez-moi.txt", b"Bonjour"),
            ("dedans.zip", packed(("a.po", RIGHT["Poedit"](document)))),
        )
    )
    refused = {report["name"]: report["problems"] for report in reports if report["problems"]}
    assert refused == {
        name: ["This is neither a PO nor an XLIFF file."]
        for name in ("lisez-moi.txt", "dedans.zip")
    }
    assert texts_of(korean) == DONE


def test_the_same_name_twice_is_two_files(sent, korean):
    """The second comes too late for what the first has changed, and is told so."""
    first, second = sent(
        lambda document: packed(
            ("a.po", RIGHT["XLIFF"](document)),
            ("a.po", RIGHT["XLIFF"](document).replace(b"TGV</t", b"KTX</t")),
        )
    )
    assert (first["counts"], second["counts"]) == (
        {Outcome.APPLIED: 3},
        {Outcome.CONFLICT: 3},
    )
    assert texts_of(korean) == DONE


@pytest.mark.parametrize(
    "damage",
    [
        lambda data: data.replace("가.po".encode(), b"\xff\xfe\xfd.po"),
        lambda data: data[:-22] + data[-22:-6] + b"\xff\xff\xff\x7f" + data[-2:],
        lambda data: data[: len(data) // 2] + b"\x00" + data[len(data) // 2 :],
        lambda data: data[:-3],
    ],
    ids=["a name in no letters", "a place outside", "a byte too many", "cut"],
)
def test_a_damaged_zip_is_said_to_be_damaged(sent, korean, damage):
    (report,) = sent(lambda document: damage(packed(("가.po", RIGHT["XLIFF"](document)))))
    assert report["problems"] == ["The ZIP file is damaged or protected by a password."]
    assert texts_of(korean) == OPEN
