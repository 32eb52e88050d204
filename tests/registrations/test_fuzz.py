"""Whatever is typed into a public form: an answer, never a loss, and nothing strange is kept.

The same properties are checked with many more cases by tests/proof/test_fuzz.py.
"""

import os
import re
import time
import unicodedata
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from urllib.parse import quote

import pytest
from bs4 import BeautifulSoup
from django.conf import settings as django_settings
from django.db import transaction
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from home.forms import LONGEST_TYPED, normalised
from outbox.models import OutgoingEmail
from programme.models import Edition
from registrations.enums import Mode, Need
from registrations.forms.flow import ORDER, REVIEW
from registrations.forms.steps import STEPS
from registrations.models import Attendee, ConsentRecord, Quota, Registration, SessionSignup
from registrations.privacy import PERSONAL
from registrations.queries.offer import offer_of
from registrations.services.entries import Details, register
from registrations.tokens import STAY, Access, token

#: For each form; `make proof` asks for many more.
CASES = int(os.environ.get("FUZZ_CASES", "40"))
ANSWERS = {200, 302, 303, 400, 403, 404, 429}
BIDI = {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}
FORM = "/fr/forum-2027/registration/form/"
OWN, LOST = "/fr/registrations/", "/fr/registrations/lost/"
URLENCODED = "application/x-www-form-urlencoded"
Pairs = list[tuple[str, str]]

# What is typed

CATEGORIES = [
    *("Lu", "Ll", "Lt", "Lm", "Lo", "Mn", "Mc", "Me", "Nd", "Nl", "No", "Pc", "Pd", "Ps", "Pe"),
    *("Pi", "Pf", "Po", "Sm", "Sc", "Sk", "So", "Zs", "Zl", "Zp", "Cc", "Cf", "Cs", "Co", "Cn"),
]
SCRIPTS = ["홍길동김이박", "한글", "ابجد", "אבגד", "नमस्ते", "漢字倭", "👩‍👩‍👧🇰🇷", "Ａｂｃ", "éœÿ"]
MEANT = [
    "홍길동",
    unicodedata.normalize("NFD", "홍길동"),
    unicodedata.normalize("NFD", "Élise Lefèvre"),
    "O’Brien-Łukasiewicz",
    "\ufeff\u202eHong\u202c \u2066길동\u2069\u200f",
]
NASTY = [
    "",
    " ",
    "a\r\nBcc: x@y.example",
    "a@b.example\nBcc: x@y.example",
    "a\x00b",
    "a\ud800b",
    "\ufeff\u202egnitirw\u2066",
    "\u200b",
    "\x85\x1f",
    "'); DROP TABLE x; --",
    "<script>alert(1)</script>",
    "\"'><input name=at value=review>",
    "{{ form }}{% debug %}%(one)s%s{0}",
    "=1+1",
    "&amp;#0;&quot",
    "a@localhost",
    '"\x07"@example.org',
    '"\\\x01"@example.org',
    "a@한국.example",
    "a@\u202eexample.org",
    f"{'x' * 65}@example.org",
    f"{'x' * 64}@{'y' * 63}.{'z' * 63}.example",
    "9" * 400,
    "-1",
    "٣",
    "1.5",
    "null",
    str(2**63),
    "\U0010ffff",
    "\U000e0001",
]
HUGE = ["x" * 1_000_000, "é" * 150_000, "a" + "\u0301" * 30_000 + "\u0323" * 30_000]

ODD = st.one_of(
    st.text(st.characters(), max_size=20),
    *(st.text(st.characters(categories=[name]), min_size=1, max_size=5) for name in CATEGORIES),
    *(st.text(st.sampled_from(script), min_size=1, max_size=90) for script in SCRIPTS),
    *(st.just(text) for text in NASTY),
)
#: A hundredth of all cases: each costs a second.
ODD_OR_HUGE = st.integers(0, 99).flatmap(lambda n: st.sampled_from(HUGE) if n == 57 else ODD)


@dataclass(frozen=True)
class Sent:
    """A form as it was sent."""

    pairs: Pairs
    multipart: bool = False

    @property
    def read(self) -> dict[str, list[str]]:
        """Each name with its values, as whoever reads UTF-8 must read them (WHATWG, URL)."""
        read: dict[str, list[str]] = {}
        for name, value in self.pairs:
            read.setdefault(readable(name), []).append(readable(value))
        return read

    @property
    def is_broken(self) -> bool:
        """Whether no form of ours can have sent this: it holds NUL, in the way ours are sent."""
        texts = [text for pair in self.pairs for text in pair]
        return not self.multipart and any("\x00" in text for text in texts)

    @property
    def body(self) -> tuple[bytes, str]:
        """What goes over the wire, and its content type."""
        if self.multipart:
            return self._parts(), "multipart/form-data; boundary=frontier"
        pairs = ["=".join(quote(raw(text)) for text in pair) for pair in self.pairs]
        return "&".join(pairs).encode(), URLENCODED

    def _parts(self) -> bytes:
        part = b'--frontier\r\nContent-Disposition: form-data; name="%b"\r\n\r\n%b\r\n'
        parts = [part % (quote(raw(name)).encode(), raw(value)) for name, value in self.pairs]
        return b"".join(parts) + b"--frontier--\r\n"


def raw(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


def readable(text: str) -> str:
    return raw(text).decode("utf-8", "replace")


def mutated(draw: Any, pairs: Pairs) -> Pairs:
    """Some of the fields left out, repeated, or with something else in them."""
    pairs = list(pairs)
    for _ in range(draw(st.sampled_from([0, 0, 0, 1, 1, 2, 5]))):
        place = draw(st.integers(0, len(pairs) - 1))
        pairs[place : place + 1] = spoilt(draw, *pairs[place])
        pairs = pairs or [("x", "")]
    return pairs


def spoilt(draw: Any, name: str, value: str) -> Pairs:
    act = draw(st.sampled_from(["odd", "odd", "odd", "drop", "repeat", "twice", "other"]))
    if act == "odd":
        return [(name, draw(ODD_OR_HUGE))]
    if act == "drop":
        return []
    if act == "repeat":
        return [(name, value)] * draw(st.integers(2, 50))
    if act == "twice":
        return [(name, value), (name, draw(ODD))]
    return [(name, draw(st.sampled_from(MEANT)))]


@st.composite
def entries(draw: Any, answers: Pairs, extra: Pairs) -> Sent:
    """The form somewhere on its way: right answers, some of them spoilt, in any order of steps."""
    at, go, seen = REVIEW, "send", list(STEPS)
    if draw(st.sampled_from([True, True, False])):
        at = draw(st.sampled_from([*STEPS, *ORDER, "nowhere"]))
        go = draw(st.sampled_from(["next", "stay", "send", *ORDER, "", "x"]))
    if draw(st.sampled_from([False, False, True])):
        seen = draw(st.lists(st.sampled_from([*STEPS, "x"]), max_size=9))
    frame = [("at", at), ("go", go), *(("seen", name) for name in seen), *extra]
    key = draw(st.sampled_from([uuid.UUID(int=7).hex, str(uuid.UUID(int=8)), "", "x"]))
    texts = [(name, draw(st.sampled_from(MEANT))) for name in ("position", "name_other")]
    pairs = mutated(draw, [*frame, ("key", key), *answers, *texts])
    if draw(st.booleans()):
        pairs.append((draw(st.sampled_from(["wait", "x", "csrfmiddlewaretoken"])), draw(ODD)))
    return Sent(pairs, multipart=draw(st.sampled_from([False, False, True])))


# What must hold


@dataclass
class World:
    """Somebody who is registered, in a browser that was let in."""

    edition: Edition
    registration: Registration

    @cached_property
    def cookie(self) -> str:
        """Made once: its signature holds the second."""
        return token(Access(self.registration.key, self.registration.link_version), STAY)

    def client(self, cookie: str = "") -> Client:
        """A browser with the cookie of the stay, or with what is in its place."""
        client = Client()
        client.cookies[django_settings.OWN_COOKIE_NAME] = cookie or self.cookie
        return client

    def answers(self) -> Pairs:
        """Right answers to every question."""
        offer = offer_of(self.edition.slug, "fr")
        session = next(s for s in offer.sessions if s.quota and s.quota.left > 5)
        return [
            ("form_of_address", "ms"),
            ("family_name", "Dupont"),
            ("given_name", "Jeanne"),
            ("display_order", "given_first"),
            ("category", str(offer.categories[0].pk)),
            ("organisation_name", "Ville d’exemple"),
            ("country", "FR"),
            ("email", "jeanne.dupont@ville.example"),
            ("language", "fr"),
            ("mode", "on_site"),
            ("sessions", str(session.pk)),
            ("interpretation_language", "fr"),
            ("needs", "captions"),
            ("other_service", "Une place près de l’entrée"),
            ("consent_sensitive", "on"),
            ("consent_terms", "on"),
        ]


@pytest.fixture
def world(edition, settings) -> World:
    settings.FORM_RATE_LIMITS = {}
    offer = offer_of(edition.slug, "fr")
    person = {
        "family_name": "Martin",
        "email": "martin@ville.example",
        "language": "fr",
        "mode": Mode.ON_SITE,
        "category": offer.categories[0],
        "needs": [Need.VEGETARIAN],
    }
    details = Details(person, "Ville", "FR", consents=frozenset({"terms", "sensitive"}))
    return World(edition, register(offer, details, uuid.UUID(int=9)))


def stored() -> list[Any]:
    """Everything that a public form can change."""
    people = (Registration, Attendee, ConsentRecord, SessionSignup, OutgoingEmail, Quota)
    return [list(model.objects.order_by("pk").values_list()) for model in people]


def send(client: Client, address: str, sent: Sent) -> Any:
    """The answer, which is a page or a way on; what is stored changes only with the latter."""
    before = stored()
    body, content_type = sent.body
    response = client.generic("POST", address, body, content_type)
    assert response.status_code in ANSWERS
    if len(body) < django_settings.DATA_UPLOAD_MAX_MEMORY_SIZE:
        assert (response.status_code == 400) == sent.is_broken
    if response.status_code not in {302, 303}:
        assert stored() == before
    assert_clean()
    return response


def assert_clean() -> None:
    """What is stored of a person is NFC, and holds nothing that hides or turns text around."""
    for model in (Registration, Attendee):
        names = [name for name in PERSONAL[model._meta.model_name] if name != "needs"]
        for row in model.objects.values_list(*names):
            for text in filter(None, row):
                assert strange(text) == []
                assert unicodedata.is_normalized("NFC", text)
                assert text == text.strip()
    for recipient in OutgoingEmail.objects.values_list("recipient", flat=True):
        assert strange(recipient) == []


def strange(text: str) -> list[str]:
    """Control characters, lone surrogates, and marks of direction."""
    return [
        letter
        for letter in text
        if unicodedata.category(letter) in {"Cc", "Cs"}
        or unicodedata.bidirectional(letter) in BIDI
        or letter in "\u200e\u200f\u061c"
    ]


def page_of(response: Any) -> BeautifulSoup:
    return BeautifulSoup(response.content.decode(), "html.parser")


def assert_kept(response: Any, sent: Sent, fields: dict[str, list[str]]) -> str:
    """The form shown again holds what was typed in each step that was seen; returns the step."""
    page = page_of(response).find("form", id="entry")
    hidden = [(tag["name"], tag.get("value", "")) for tag in page.find_all("input", type="hidden")]
    shown = dict(hidden)["at"]
    seen = sent.read.get("seen", [])
    assert [value for name, value in hidden if name == "seen"] == [
        name for name in STEPS if name in seen or name == shown
    ]
    elsewhere = [name for step in STEPS if step != shown and step in seen for name in fields[step]]
    assert [pair for pair in hidden if pair[0] not in {*FRAME, "csrfmiddlewaretoken"}] == [
        (name, value) for name in elsewhere for value in sent.read.get(name, [])
    ]
    if shown in seen:
        for name in fields[shown]:
            assert_in_sight(page, name, sent.read.get(name, []))
    typed_key, key = sent.read.get("key", [""])[-1], dict(hidden)["key"]
    assert uuid.UUID(key) == (uuid.UUID(typed_key) if is_uuid(typed_key) else uuid.UUID(key))
    return shown


FRAME = {"at", "key", "seen", "version", "wait"}


def is_uuid(text: str) -> bool:
    try:
        uuid.UUID(text)
    except ValueError:
        return False
    return True


def assert_in_sight(page: Any, name: str, typed: list[str]) -> None:
    """A line holds the last value typed; a choice is made exactly where it is among the typed."""
    tags = page.find_all(["input", "select"], {"name": name})
    kinds = {tag.get("type", tag.name) for tag in tags} - {"hidden"}
    last = typed[-1] if typed else ""
    if kinds == {"select"}:
        options = {option["value"] for option in tags[0].find_all("option")}
        chosen = [o["value"] for o in tags[0].find_all("option", selected=True)]
        assert chosen == ([last] if last in options else [])
    elif kinds == {"radio"}:
        assert [tag["value"] for tag in tags if tag.has_attr("checked")] == [
            tag["value"] for tag in tags if tag["value"] == last
        ]
    elif name.startswith("consent_"):
        assert tags[0].has_attr("checked") == (last.lower() not in {"", "false"})
    elif kinds == {"checkbox"}:
        assert [tag["value"] for tag in tags if tag.has_attr("checked")] == [
            tag["value"] for tag in tags if tag["value"] in typed and not tag.has_attr("disabled")
        ]
    else:
        (tag,) = tags
        assert tag.get("value", "") == last


def fields_of(edition: Edition) -> dict[str, list[str]]:
    offer = offer_of(edition.slug, "fr")
    return {name: list(step(offer, held={}).fields) for name, step in STEPS.items()}


# The forms


@dataclass(frozen=True)
class Fuzz:
    """What is sent to a form, and what must hold; `sure` are cases that reach every place."""

    cases: Any
    #: Returns where the case came.
    check: Callable[[Any], str]
    sure: dict[str, Any]


def on_the_way(answers: Pairs, extra: Pairs) -> dict[str, Sent]:
    """Right answers, shown again at each step; at last they are sent."""
    frame = [*(("seen", name) for name in STEPS), *extra, *answers]
    sure = {step: Sent([("at", step), ("go", "stay"), *frame]) for step in ORDER}
    return sure | {"stored": Sent([("at", REVIEW), ("go", "send"), *frame])}


def fuzz_registration(world: World) -> Fuzz:
    """Any step of the form, and its end."""
    fields, client = fields_of(world.edition), Client()
    answers = world.answers()

    def check(sent: Sent) -> str:
        count = Registration.objects.count()
        response = send(client, FORM, sent)
        if response.status_code == 200:
            assert Registration.objects.count() == count
            return assert_kept(response, sent, fields)
        if response.status_code == 302:
            assert response["Location"] == OWN
            assert Registration.objects.count() == count + 1
            return "stored"
        return "refused"

    return Fuzz(entries(answers, []), check, on_the_way(answers, []))


def fuzz_change(world: World) -> Fuzz:
    """The same for somebody who is registered; only with the version that was shown."""
    fields, answers = fields_of(world.edition), world.answers()

    def check(sent: Sent) -> str:
        count = Registration.objects.count()
        response = send(world.client(), f"{OWN}change/", sent)
        assert Registration.objects.count() == count
        version = Registration.objects.get(pk=world.registration.pk).version
        if response.status_code == 200:
            assert version == 0
            return assert_kept(response, sent, fields)
        if response.status_code == 302:
            assert response["Location"] == OWN
            typed = sent.read.get("version", ["0"])[-1]
            right = re.fullmatch("0{1,6}", typed) is not None
            assert (right, version) == (True, 1)
            return "stored"
        return "refused"

    version = [("version", "0")]
    return Fuzz(entries(answers, version), check, on_the_way(answers, version))


@st.composite
def stays(draw: Any, right: str) -> tuple[str, Sent]:
    """A cookie, right or spoilt, and a body that means nothing."""
    known = [right, right, right[:-1], right + "x", right.swapcase(), "none", "a:b:c", "\x7f"]
    cookie = draw(st.one_of(st.sampled_from(known), ODD.map(lambda text: "x" + quote(raw(text)))))
    pairs = draw(st.lists(st.tuples(ODD, ODD), max_size=4))
    return cookie, Sent(pairs, multipart=draw(st.booleans()))


def with_cookie(world: World, cookie: str, address: str, sent: Sent) -> Any:
    before = stored()
    response = send(world.client(cookie), address, sent)
    if response.status_code == 302 and cookie != world.cookie:
        assert response["Location"] == LOST
        assert stored() == before
    return response


def fuzz_cancel(world: World) -> Fuzz:
    """Cancelled with the cookie of the stay, and with nothing else."""

    def check(given: tuple[str, Sent]) -> str:
        cookie, sent = given
        response = with_cookie(world, cookie, f"{OWN}cancel/", sent)
        state = Registration.objects.get(pk=world.registration.pk).state
        done = cookie == world.cookie and not sent.is_broken
        assert state == ("cancelled" if done else "confirmed")
        assert response.status_code == (400 if sent.is_broken else 302)
        return state

    sure = {"cancelled": (world.cookie, Sent([])), "confirmed": ("none", Sent([]))}
    return Fuzz(stays(world.cookie), check, sure)


def fuzz_withdraw(world: World) -> Fuzz:
    """A consent is taken back, and with it what it was for, by its holder only."""

    def check(given: tuple[str, Sent]) -> str:
        cookie, sent = given
        with_cookie(world, cookie, f"{OWN}withdraw/sensitive/", sent)
        person = Attendee.objects.get(registration=world.registration)
        done = cookie == world.cookie and not sent.is_broken
        assert person.needs == (None if done else [Need.VEGETARIAN])
        return "withdrawn" if done else "kept"

    sure = {"withdrawn": (world.cookie, Sent([])), "kept": ("none", Sent([]))}
    return Fuzz(stays(world.cookie), check, sure)


def fuzz_leave(world: World) -> Fuzz:
    """Nothing is stored, and the stay is over."""

    def check(given: tuple[str, Sent]) -> str:
        cookie, sent = given
        before = stored()
        response = with_cookie(world, cookie, f"{OWN}leave/", sent)
        assert stored() == before
        if sent.is_broken:
            return "refused"
        assert response["Location"] == LOST
        assert response.cookies[django_settings.OWN_COOKIE_NAME].value == ""
        return "left"

    return Fuzz(stays(world.cookie), check, {"left": (world.cookie, Sent([]))})


@st.composite
def addresses(draw: Any) -> Sent:
    known = ["martin@ville.example", " Martin@VILLE.example\u200b", "martin@ville.example,x@y.zz"]
    value = draw(st.one_of(st.sampled_from(known), ODD_OR_HUGE))
    return Sent(mutated(draw, [("email", value)]), multipart=draw(st.booleans()))


def fuzz_lost_link(_world: World) -> Fuzz:
    """A link goes to the address that is registered, and the form keeps what was typed."""

    def check(sent: Sent) -> str:
        before = set(OutgoingEmail.objects.values_list("pk", flat=True))
        response = send(Client(), LOST, sent)
        fresh = OutgoingEmail.objects.exclude(pk__in=before)
        if response.status_code == 200:
            shown = page_of(response).find("input", {"name": "email"}).get("value", "")
            assert shown == sent.read.get("email", [""])[-1]
            return "shown again"
        recipients = list(fresh.values_list("recipient", flat=True))
        assert recipients in ([], ["martin@ville.example"])
        return "sent" if recipients else "nobody"

    known, unknown = "martin@ville.example", "nobody@nowhere.example"
    typed = {"sent": known, "nobody": unknown, "shown again": "nobody"}
    return Fuzz(addresses(), check, {k: Sent([("email", v)]) for k, v in typed.items()})


@st.composite
def queries(draw: Any) -> Pairs:
    right = [("day", "2027-03-25"), ("track", "1"), ("kind", "workshop"), ("language", "ko")]
    return mutated(draw, right[: draw(st.integers(1, 4))])


def fuzz_programme(_world: World) -> Fuzz:
    """The programme's filter: the whole programme, part of it, or a request not understood."""

    def check(pairs: Pairs) -> str:
        query = Sent(pairs).body[0].decode()
        response = Client().get(f"/ko/forum-2027/programme/?{query}")
        broken = len(query) > 2_000 or Sent(pairs).is_broken
        assert response.status_code == (400 if broken else 200)
        return "error" if b'class="error"' in response.content else str(response.status_code)

    return Fuzz(queries(), check, {"200": [("kind", "workshop")], "error": [("kind", "x")]})


FORMS = {
    "registration": fuzz_registration,
    "change": fuzz_change,
    "cancel": fuzz_cancel,
    "withdraw": fuzz_withdraw,
    "leave": fuzz_leave,
    "lost_link": fuzz_lost_link,
    "programme": fuzz_programme,
}


def run(form: str, world: World, cases: int) -> None:
    """Ask `cases` times whether the properties of a form hold; each leaves no trace."""
    fuzz = FORMS[form](world)

    def place_of(case: Any) -> str:
        with transaction.atomic():
            place = fuzz.check(case)
            transaction.set_rollback(True)
        return place

    @settings(
        max_examples=cases,
        derandomize=True,
        database=None,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(fuzz.cases)
    def holds(case: Any) -> None:
        place_of(case)

    assert {place: place_of(case) for place, case in fuzz.sure.items()} == {
        place: place for place in fuzz.sure
    }
    holds()


@pytest.mark.parametrize("form", FORMS)
def test_whatever_is_typed(world, form):
    run(form, world, CASES)


# What was found this way, and what must be exact


def complete(world: World, **typed: str) -> Sent:
    frame = [("at", REVIEW), ("go", "send"), *(("seen", name) for name in STEPS)]
    answers = dict(world.answers()) | typed
    return Sent([*frame, ("key", uuid.UUID(int=5).hex), *answers.items()])


def test_names_are_kept_as_they_are_meant(world):
    """Decomposed Hangul becomes whole syllables; marks that came with pasting are gone."""
    name, other = unicodedata.normalize("NFD", "홍길동"), "\ufeff\u202eHONG\u202c  Gil\u00a0dong "
    sent = complete(world, family_name=name, name_other=other, email="hong\u200b@seoul.example")
    assert send(Client(), FORM, sent)["Location"] == OWN
    person = Attendee.objects.get(registration__key=uuid.UUID(int=5))
    found = (person.family_name, person.name_other, person.email)
    assert found == ("홍길동", "HONG Gil dong", "hong@seoul.example")


@pytest.mark.parametrize("email", ['"\x07"@example.org', '"\\\x01"@example.org', '"\x7f"@x.org'])
def test_no_control_character_in_an_address(world, email):
    """RFC 5322 allows them between quotes, and so does Django; no mail goes there."""
    response = send(Client(), FORM, complete(world, email=email))
    assert response.status_code == 200
    assert not Registration.objects.filter(key=uuid.UUID(int=5)).exists()


@pytest.mark.parametrize(("address", "name"), [(FORM, "family_name"), (LOST, "email")])
def test_marks_without_end_cost_no_time(world, address, name):
    """Putting combining marks into order takes quadratic time: hours for a megabyte.

    These would take a quarter of a minute.
    """
    marks = "a" + "\u0301" * 40_000 + "\u0323" * 40_000
    started = time.process_time()
    response = send(Client(), address, complete(world, **{name: marks}))
    assert response.status_code == 200
    assert time.process_time() - started < 5


def test_a_name_in_its_longest_spelling_is_not_too_long(world):
    """The bound lies above what any field can hold, however it is spelt."""
    longest = unicodedata.normalize("NFD", "각" * 160)
    assert len(longest) < LONGEST_TYPED
    assert normalised(longest) == "각" * 160
    assert send(Client(), FORM, complete(world, position=longest))["Location"] == OWN
