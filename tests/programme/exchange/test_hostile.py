"""Broken, huge and hostile files: refused at once, with the place, and without an accident."""

import contextlib
import io
import json
import time
import tracemalloc
import zipfile

import pytest
from django.utils.translation import gettext as _
from hypothesis import given, settings
from hypothesis import strategies as st

from programme.exchange.columns import headings
from programme.exchange.imported import Refused
from programme.exchange.plan import plan_import
from programme.exchange.read import read
from programme.models import Edition, Room
from programme.services.imports import import_programme
from translations.exchange.limits import MOST_BYTES

from .files_of import FRAB, PARIS, PRETALX, book

BOMB = b"""<?xml version="1.0"?><!DOCTYPE s [<!ENTITY a "aaaaaaaaaa">
<!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><schedule><version>&b;</version></schedule>"""
OUTSIDE = b"""<?xml version="1.0"?><!DOCTYPE s [<!ENTITY x SYSTEM "file:///etc/passwd">]>
<schedule><version>&x;</version></schedule>"""


def zipped(**entries: bytes) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as book:
        for name, content in entries.items():
            book.writestr(name.replace("__", "/"), content)
    return held.getvalue()


def with_part(name: str) -> bytes:
    held = io.BytesIO(book(["title_fr"], ["A"]))
    with zipfile.ZipFile(held, "a") as whole:
        whole.writestr(name, b"<x/>")
    return held.getvalue()


HOSTILE = {
    "entities": BOMB,
    "external entity": OUTSIDE,
    "cut off": FRAB.read_bytes()[:2000],
    "another root": b"<rss><channel/></rss>",
    "wrong encoding": b'<?xml version="1.0" encoding="UTF-8"?><schedule><a>\xe9</a></schedule>',
    "unknown encoding": b'<?xml version="1.0" encoding="klingon"?><schedule/>',
    "deep": b"<schedule>" + b"<a>" * 100_000,
    "zip bomb": zipped(xl__worksheets__sheet1=b" " * 30_000_000),
    "many parts": zipped(**{f"p{number}": b"" for number in range(300)}),
    "no workbook": zipped(hello=b"world"),
    "broken zip": b"PK\x03\x04" + b"\x00" * 100,
    "formula": book(["title_fr"], ["=1+1"]),
    "external links": with_part("xl/externalLinks/externalLink1.xml"),
    "too long a table": b"title_fr\n" + b"A\n" * 6000,
    "too wide a table": b"title_fr," + b"x," * 200 + b"\n",
    "too long a cell": b"title_fr\n" + b"A" * 30_000 + b"\n",
    "no columns": b"name;when\nA;B\n",
    "empty": b"",
    "deep json": b'{"schedule":' * 100_000,
    "json of objects": b"[" + b"[]," * 400_000 + b"[]]",
    "long number": b'{"schedule": ' + b"9" * 10_000 + b"}",
    "too many events": b"<schedule><day><room>" + b"<event/>" * 6000,
    "too many elements": b"<schedule><day><room><event>" + b"<a/>" * 1_000_000,
    "too many rooms": b"<schedule><day>" + b"".join(b'<room name="%d"/>' % n for n in range(2000)),
    "too many people": b'{"talks":[{"speakers":[' + b'"a",' * 100_000 + b'""]}]}',
    "too many links": b"title_fr,links\n" + (b'A,"' + b"a\n" * 9000 + b'"\n') * 10,
    "cut off json": PRETALX.read_bytes().partition(b'"days"')[0],
    "no schedule": b'{"a": 1}',
    "too large": b"<" + b"x" * MOST_BYTES,
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_files_are_refused_at_once(name):
    began = time.process_time()
    with pytest.raises(Refused) as refusal:
        read(HOSTILE[name], PARIS)
    assert time.process_time() - began < 5
    assert str(refusal.value.problem)


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_files_take_little_memory(name):
    tracemalloc.start()
    try:
        with pytest.raises(Refused):
            read(HOSTILE[name], PARIS)
        _now, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 150_000_000


def test_the_place_is_named():
    for name, where in {
        "formula": "ligne 2, colonne A",
        "too long a cell": "ligne 2, colonne A",
        "cut off json": "ligne 24, colonne",
        "wrong encoding": "ligne 1, colonne 52",
    }.items():
        with pytest.raises(Refused) as refusal:
            read(HOSTILE[name], PARIS)
        assert refusal.value.problem.where.startswith(where), name


def change(path: str, value) -> bytes:
    """The pretalx file with one field of its first event changed."""
    whole = json.loads(PRETALX.read_bytes())
    day = whole["schedule"]["conference"]["days"][0]
    day["rooms"]["한강홀"][0][path] = value
    return json.dumps(whole).encode()


@pytest.mark.parametrize(
    ("path", "value", "where"),
    [
        ("duration", "-1:00", "duration"),
        ("duration", "00:00", "duration"),
        ("date", "soon", "date"),
        ("guid", "abc", "guid"),
        ("guid", "22222222-2222-4222-8222-000000000002", "guid"),
        ("id", 502, "id"),
        ("code", "FGH4JK", "code"),
        ("title", "", "title"),
        ("title", "x" * 300, "title"),
    ],
)
def test_a_fault_names_event_and_element(edition, path, value, where):
    plan = plan_import(edition, read(change(path, value), PARIS))
    assert plan.errors
    assert all(problem.where.startswith("événement 50") for problem in plan.errors)
    assert {problem.where.rpartition(", ")[2] for problem in plan.errors} == {where}


EVENT = {"id": 1, "title": "Un", "start": "9:00", "duration": 30}


def schedule(event: dict | None = None, **head) -> bytes:
    rooms = {"Salle A": [EVENT | (event or {})], "Salle B": [EVENT | {"id": 2}]}
    conference = {"title": "R", "days": [{"date": "2027-05-20", "rooms": rooms}], **head}
    return json.dumps({"schedule": {"conference": conference}}).encode()


NESTED: dict = {}
for _level in range(300):
    NESTED = {"a": NESTED}
HALF = json.loads('"\\ud800"')
#: What a database or an XML document would refuse.
RAW = {
    "endless numbers": {"rooms": [{"name": "Salle A", "features": {"x": float("nan")}}]},
    "nested": {"rooms": [{"name": "Salle A", "assembly": NESTED}]},
    "half a letter": {"rooms": [{"name": "Salle A", "description": f"a{HALF}"}], "title": HALF},
    "nul": {"rooms": [{"name": "Salle A", "features": {"a\0": ["b\0"]}}]},
    "colours": {"colors": {"primary": "#ffffff", "x y<": "1", "tag": "a", "parent": {}}},
    "keywords": {"keywords": [{"a": 1}, "b\0"], "acronym": [1], "logo": {}, "tracks": [None, "A"]},
}


@pytest.mark.parametrize("name", RAW)
def test_what_cannot_be_kept_comes_in_without(db, name, export):
    odd = {"do_not_stream": {"a": float("inf")}, "recording": {"optout": "perhaps"}}
    slug = "rencontre-2027"
    import_programme(Edition(slug=slug), read(schedule(odd, **RAW[name]), PARIS))
    edition = Edition.objects.get(slug=slug)
    for kind in ("xml", "json"):
        plan = plan_import(edition, read(export(edition, kind, "fr", "--draft"), PARIS))
        assert (plan.errors, plan.new, plan.changed) == ([], [], [])


@pytest.mark.parametrize(
    ("data", "where"),
    [
        (schedule({"persons": [{"name": "A B", "biography": "a " * 20_000}]}), "biography"),
        (schedule({"subtitle": "a" * 30_000}), "subtitle"),
        (schedule({"persons": ["A" + "b" * 100]}), "speakers"),
        (schedule({"persons": ["(" * 1_000_000]}), "speakers"),
        (schedule({"abstract": "a" + " " * 1_000_000 + "</b>"}), "abstract"),
        (schedule(start="1900-01-01", end="2199-12-31"), "start"),
        (schedule(rooms=[{"name": n, "guid": "a" * 32} for n in ("A", "B")]), "B, guid"),
    ],
)
def test_what_does_not_fit_names_its_place(db, data, where):
    began = time.process_time()
    plan = plan_import(Edition(slug="rencontre-2027"), read(data, PARIS))
    assert [problem.where.endswith(where) for problem in plan.errors] == [True]
    assert time.process_time() - began < 5


HEAP = "\N{COMBINING GRAVE ACCENT}\N{COMBINING COMMA ABOVE RIGHT}" * 1_000_000
SLOW = {
    "marks": json.dumps(HEAP, ensure_ascii=False)
    .encode()
    .join([b'{"schedule":{"conference":{"title":', b"}}}"]),
    "marks in a table": b"title_fr,title_ko\n" + f"{HEAP[:19_000]},A\n".encode() * 100,
    "brackets": b"title_fr,speakers\n" + (b"A," + b"[" * 19_000 + b"\n") * 100,
    "spaces": b"title_fr,abstract_fr\n" + (b"A,x" + b" " * 19_000 + b"</b>\n") * 100,
    "a date of spaces": b"title_fr,date\n" + (b"A,x" + b" " * 19_000 + b"y\n") * 100,
}


@pytest.mark.parametrize("name", SLOW)
def test_nothing_takes_longer_than_its_length(db, name):
    began = time.process_time()
    with contextlib.suppress(Refused):
        plan_import(Edition(slug="rencontre-2027"), read(SLOW[name], PARIS))
    assert time.process_time() - began < 10


def test_a_longer_name_of_what_is_there_is_refused_too(edition):
    """A room and a speaker known by their guid, whom the file gives names that do not fit."""
    room, speaker = edition.venue.rooms.first(), edition.speakers.first()
    Room.objects.filter(pk=room.pk).update(name_en=None)
    people = [{"guid": str(speaker.key), "name": "Ana " + "b" * 100}]
    rooms = [{"guid": str(room.key), "name": {"fr": room.name_fr, "en": "c" * 100}}]
    plan = plan_import(edition, read(schedule({"persons": people}, rooms=rooms), PARIS))
    assert [problem.where for problem in plan.errors] == ["événement 1, speakers", "c" * 40]


@pytest.mark.parametrize("cell", ["start", "date", "end"])
def test_a_cell_that_says_nothing_is_named(cell):
    row = {"title_fr": "Un", "date": "2027-05-20", "start": "9:00", "end": "10:00", cell: ""}
    (problem,) = read(book(list(row), list(row.values())), PARIS).problems
    assert (problem.where[-len(cell) - 2 :], problem.sentence) == (
        f"({cell})", _("This cell is empty."),
    )  # fmt: skip


def test_an_error_in_a_cell_is_no_text():
    with pytest.raises(Refused) as refusal:
        read(book(["title_fr"], ["#REF!"]), PARIS)
    assert refusal.value.problem.where == "ligne 2, colonne A"


def test_a_quotation_without_an_end_swallows_no_rows():
    with pytest.raises(Refused) as refusal:
        read(b'code,title_fr\nQ1,"Un\nQ2,Deux\n', PARIS)
    assert refusal.value.problem.where == "ligne 2"


# Whatever comes, a sentence and never an accident.


def survives(data: bytes) -> None:
    with contextlib.suppress(Refused):
        read(data, PARIS)


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes(data):
    for begin in (b"", b"<schedule>", b'{"schedule":', b"PK\x03\x04", b"title_fr,", b"\xff\xfe"):
        survives(begin + data)


WORDS = st.one_of(
    st.text(max_size=30),
    st.sampled_from(["2027-05-20", "9:30", "25:61", "fr", "P1", "=1", "yes", "99999-99-99"]),
    st.integers(-(10**20), 10**20).map(str),
)


@settings(max_examples=100, deadline=None)
@given(st.lists(st.lists(WORDS, max_size=30), max_size=5))
def test_any_rows(rows):
    text = "\n".join([";".join(headings()), *(";".join(row) for row in rows)])
    survives(text.encode("utf-8", "replace"))


JSON = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=20), WORDS),
    lambda inner: st.one_of(
        st.lists(inner, max_size=4), st.dictionaries(st.text(max_size=8), inner, max_size=4)
    ),
    max_leaves=12,
)
NAMES = (
    *("guid", "id", "code", "title", "date", "start", "end", "duration", "room", "track", "type"),
    *("language", "persons", "links", "attachments", "recording", "logo", "url", "abstract"),
)


@settings(max_examples=150, deadline=None)
@given(st.dictionaries(st.sampled_from(NAMES), JSON, max_size=8), JSON, JSON)
def test_any_event(event, head, rooms):
    conference = {"title": head, "start": head, "rooms": rooms, "tracks": rooms, "colors": head}
    days = [{"date": head, "rooms": {"A": [event, head]}}, rooms]
    survives(json.dumps({"schedule": {"conference": conference | {"days": days}}}).encode())
