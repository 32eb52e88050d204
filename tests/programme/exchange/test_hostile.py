"""Broken, huge and hostile files: refused at once, with the place, and without an accident."""

import contextlib
import io
import json
import time
import tracemalloc
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from programme.exchange.columns import headings
from programme.exchange.imported import Refused
from programme.exchange.plan import plan_import
from programme.exchange.read import read
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
    "cut off json": PRETALX.read_bytes().partition(b'"days"')[0],
    "no schedule": b'{"a": 1}',
    "too large": b"<" + b"x" * MOST_BYTES,
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_files_are_refused_at_once(name):
    tracemalloc.start()
    began = time.process_time()
    with pytest.raises(Refused) as refusal:
        read(HOSTILE[name], PARIS)
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert str(refusal.value.problem)
    assert time.process_time() - began < 5
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
