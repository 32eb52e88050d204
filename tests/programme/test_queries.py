"""No screen, list or export of a programme asks more for 300 sessions than for 30."""

from itertools import cycle

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import get_resolver, reverse

from programme.enums import LanguageUse
from programme.models import (
    Edition,
    InterpretationAssignment,
    Interpreter,
    Session,
    SessionLanguage,
    Slot,
)
from programme.services.schedule import draft_of
from programme.viewsets.group import ProgrammeGroup
from tests.factories import crowd

#: Screens of one edition that do something when they are asked, and show nothing.
POSTED = {"conflicts"}
PUBLIC = (
    *("", "programme/", "speakers/", "registration/", "registration/form/", "programme/changes/"),
    *("programme.json", "schedule.xml", "programme.xlsx", "programme.pdf", "programme.ics"),
    "changes.atom",
)


def screens(edition: Edition) -> list[str]:
    """Every screen of the programme's desk that shows an edition: newer ones by themselves."""
    names = get_resolver("programme.urls").reverse_dict
    about_edition = [
        name
        for name in names
        if isinstance(name, str)
        and names.getlist(name)[0][0][0][1] == ["edition_pk"]
        and name not in POSTED
    ]
    sections = [section.name for section in ProgrammeGroup.items]
    choosers = ("speakers", "interpreters", "tracks")
    return [
        *(reverse(f"programme:{name}", args=[edition.pk]) for name in about_edition),
        *(f"/admin/{section}/" for section in sections),
        *(f"/admin/choosers/{name}/?edition={edition.pk}" for name in choosers),
        f"/admin/sessions/new/?edition={edition.pk}",
        f"/admin/sessions/edit/{edition.sessions.get(code='P1').pk}/",
        "/admin/",
    ]


def fill(edition: Edition, count: int, first: int = 0) -> None:
    """Sessions in the draft, in the released programme, or in both, each with an interpreter."""
    slots = list(crowd(edition, count, first).slots.filter(session__code__startswith="X"))
    new = [slot for slot in slots if int(slot.session.code[1:]) >= first]
    draft = draft_of(edition)
    for number, slot in enumerate(new):
        slot.pk, slot.schedule = (None, draft) if number % 3 else (slot.pk, draft)
    Slot.objects.bulk_create(slot for slot in new if slot.pk is None)
    Slot.objects.bulk_update([slot for slot in new if slot.pk], ["schedule"])
    sessions = [slot.session for slot in new]
    SessionLanguage.objects.bulk_create(
        SessionLanguage(session=session, language="ko", use=LanguageUse.INTERPRETED)
        for session in sessions
    )
    people = cycle(
        Interpreter.objects.bulk_create(
            Interpreter(edition=edition, name=f"Interprète {first + n}") for n in range(count // 10)
        )
    )
    InterpretationAssignment.objects.bulk_create(
        InterpretationAssignment(
            session=session, interpreter=next(people), source="fr", target="ko"
        )
        for session in sessions
    )


def queries(client, addresses: list[str]) -> dict[str, int]:
    found = {}
    for address in addresses:
        client.get(address)  # what is asked once is kept
        with CaptureQueriesContext(connection) as captured:
            assert client.get(address).status_code == 200, address
        found[address] = len(captured)
    return found


def compare(client, edition: Edition, addresses: list[str]) -> None:
    fill(edition, 30)
    few = queries(client, addresses)
    fill(edition, 270, first=30)
    assert Session.objects.filter(edition=edition, code__startswith="X").count() == 300
    assert queries(client, addresses) == few


def test_no_screen_of_the_desk_asks_a_query_per_session(editor, edition):
    compare(editor, edition, screens(edition))


@pytest.mark.parametrize("language", ["fr", "ko"])
def test_nothing_that_readers_see_asks_a_query_per_session(visitor, edition, language):
    compare(visitor, edition, [f"/{language}/{edition.slug}/{path}" for path in PUBLIC])
