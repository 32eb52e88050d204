"""Whatever is sent: a clear sentence, nothing entered, and no error of the server."""

import io
import time
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import translation
from wagtail_localize.models import StringTranslation

from tests.translations.sources import publish_sentences
from translations.exchange import limits
from translations.exchange.files import decoded, read, unpacked
from translations.exchange.po import write_po
from translations.exchange.units import page_documents
from translations.exchange.xliff import write_xliff
from translations.models import ImportedFile
from translations.services.exchange import apply_files, keep_file

HEADER = 'msgid ""\nmsgstr ""\n"Language: ko\\n"\n"Content-Type: text/plain; charset=UTF-8\\n"\n\n'
XLIFF = '<xliff version="1.2"><file target-language="ko">{}</file></xliff>'
UNIT = '<trans-unit id="{}"><source>a</source><target>{}</target></trans-unit>'
BOMB = (
    '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    + XLIFF.format("&b;")
)
OUTSIDE = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>' + XLIFF.format("&a;")


def zipped(*files: tuple[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as book:
        for name, content in files:
            book.writestr(name, content)
    return packed.getvalue()


#: Name → what is sent, and words of the sentence that answers it.
FILES = {
    "nothing at all": (b"", "neither a PO"),
    "a picture": (b"\x89PNG\r\n\x1a\n\x00\x00", "neither a PO"),
    "words": (b"Bonjour", "neither a PO"),
    "the name of a file": (b"/etc/passwd", "neither a PO"),
    "the name of a file with a PO word": (b'/etc/msgid "passwd', "PO"),
    "no header": (b'msgid "a"\nmsgstr "b"\n', "no header"),
    "a header without a language": (b'msgid ""\nmsgstr "X: y\\n"\n', "no header"),
    "another language": (HEADER.replace("ko", "de").encode(), "another language"),
    "a NUL": (HEADER.replace("ko", "ko\x00").encode(), "neither a PO"),
    "a broken PO": ((HEADER + 'msgid "a"\nmsgwrong "b"\n').encode(), "from line"),
    "two translations": (
        (
            HEADER + 'msgctxt "x"\nmsgid "a"\nmsgstr "1"\n\nmsgctxt "x"\nmsgid "a"\nmsgstr "2"\n'
        ).encode(),
        "two translations",
    ),
    "Korean in CP949": ((HEADER + 'msgid "a"\nmsgstr "가나"\n').encode("cp949"), "UTF-8"),
    "a declared EUC-KR": (HEADER.replace("UTF-8", "EUC-KR").encode("euc-kr"), "EUC-KR"),
    "a declared nonsense": (HEADER.replace("UTF-8", "nonsense-8").encode(), "NONSENSE-8"),
    "a text too long": ((HEADER + f'msgid "a"\nmsgstr "{"가" * 20_001}"\n').encode(), "too long"),
    "broken XML": (b"<xliff version='1.2'><file>", "XML"),
    "other XML": (b"<schedule/>", "XLIFF"),
    "XLIFF 2.0": (b"<xliff version='2.0'/>", "1.2"),
    "XLIFF without a language": (b"<xliff version='1.2'><file/></xliff>", "no header"),
    "an entity bomb": (BOMB.encode(), "entities"),
    "an entity from outside": (OUTSIDE.encode(), "entities"),
    "marks of a tool": (
        XLIFF.format(UNIT.format("x", 'b<x id="1"/>')).encode(),
        "marks of its own",
    ),
    "a damaged ZIP": (b"PK\x03\x04" + b"x" * 50, "ZIP"),
    "a cut ZIP": (zipped(("a.po", b"x" * 5000))[:60], "ZIP"),
    "a ZIP bomb": (zipped(("a.po", b"0" * 9_000_000)), "unpacked"),
    "too many files": (zipped(*((f"{n}.po", b"x") for n in range(501))), "unpacked"),
    "a ZIP in a ZIP": (zipped(("a.zip", zipped(("a.po", b"x")))), "neither a PO"),
    "too large": (b"x" * (limits.MOST_SENT + 1), "too large"),
}


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"):
        yield


@pytest.mark.parametrize("name", FILES)
def test_a_hostile_file_gets_a_sentence(somebody, name):
    content, words = FILES[name]
    before = list(StringTranslation.objects.values_list("pk", "data", "has_error"))
    held = keep_file("ko", "x.po", content, somebody)
    apply_files(held, somebody)
    held.refresh_from_db()
    (file,) = held.report
    (problem,) = file["problems"]
    assert words in problem
    assert list(StringTranslation.objects.values_list("pk", "data", "has_error")) == before


@pytest.mark.parametrize("name", FILES)
def test_the_screens_say_so_too(log_in, name):
    content, _words = FILES[name]
    client = log_in("translator-ko")
    sent = SimpleUploadedFile("x.po", content)
    answer = client.post(reverse("translations:import", args=["ko"]), {"file": sent}, follow=True)
    assert answer.status_code == 200
    if not answer.redirect_chain:  # refused by the form
        assert answer.context["form"].errors
        return
    page = answer.content.decode()
    assert 'help-critical"' in page
    assert ImportedFile.objects.latest("pk").applied_at is None


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("write", [write_po, write_xliff])
def test_both_encodings_of_unicode_are_read(french, korean, encoding, write):
    (document,) = page_documents("ko", [french.translation_key])
    text = write(document).decode()
    found = read("x", text.encode(encoding))
    assert [entry.target for entry in found.entries] == [unit.target for unit in document.units]


def test_what_systems_put_into_a_zip_is_passed_over():
    content = zipped(("__MACOSX/._a.po", b"x"), (".DS_Store", b"x"), ("a/", b""), ("a/b.po", b"y"))
    assert list(unpacked("x.zip", content)) == [("a/b.po", b"y")]
    assert decoded("é".encode()) == "é"


def test_a_file_of_another_page_is_refused(french, korean, somebody, edition):
    other = edition.sessions.exclude(key=french.translation_key)[0]
    (document,) = page_documents("ko", [french.translation_key])
    held = keep_file("ko", "x.po", write_po(document), somebody, other.key)
    apply_files(held, somebody)
    held.refresh_from_db()
    assert "another page" in held.report[0]["problems"][0]


def test_words_are_composed_and_clean_when_they_come_in(french, korean, somebody):
    publish_sentences(french, "Une phrase neuve.")
    (document,) = page_documents("ko", [french.translation_key])
    text = write_po(document).decode()
    assert 'msgstr ""\n' in text.split("Une phrase neuve.")[1]
    decomposed = "\u1112\u1161\u11ab\u1100\u1173\u11af"
    head, tail = text.split("Une phrase neuve.")
    sent = head + "Une phrase neuve." + tail.replace('msgstr ""', f'msgstr "{decomposed}"', 1)
    held = keep_file("ko", "x.po", sent.encode(), somebody)
    apply_files(held, somebody)
    assert StringTranslation.objects.filter(data="한글").exists()


def test_many_sentences_that_are_gone_cost_no_time(french, korean, somebody):
    publish_sentences(french, *(f"Phrase numéro {number}, sans suite." for number in range(200)))
    (document,) = page_documents("ko", [french.translation_key])
    place = document.units[0].place
    entries = "".join(
        f'msgctxt "{place}/{n:012}"\nmsgid "a{n}"\nmsgstr "b"\n\n' for n in range(9000)
    )
    held = keep_file("ko", "x.po", (HEADER + entries).encode(), somebody)
    started = time.perf_counter()
    apply_files(held, somebody)
    assert time.perf_counter() - started < 30
    held.refresh_from_db()
    assert sum(held.report[0]["counts"].values()) == len(held.report[0]["rows"]) == 9000
