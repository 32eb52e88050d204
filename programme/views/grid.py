"""The draft schedule as a grid of rooms and hours: the page, one move, what stands against it."""

import dataclasses
import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST
from wagtail.admin.auth import permission_required

from home.forms import key_in
from programme.conflicts import Placed, find_conflicts
from programme.forms.schedule import SlotForm
from programme.models import Edition, Session
from programme.queries.drafts import DraftRow, draft_slot, mark, rooms_of
from programme.queries.grid import grid_of, spot_of
from programme.services.schedule import MovedMeanwhile, place_session, unplace_session

from .frame import screen

#: Minutes by which a session moves.
STEPS = (5, 10, 15, 20, 30, 60)
USUAL_STEP = 5


@require_GET
@permission_required("programme.change_schedule")
def grid(request: HttpRequest, edition_pk: int) -> HttpResponse:
    """Rooms and hours of one day, the sessions without a place, and what stands against it."""
    edition = get_object_or_404(Edition, pk=edition_pk)
    return screen(
        request,
        "grid",
        edition,
        _("Schedule grid"),
        grid=grid_of(edition),
        chosen=chosen_day(edition, request.GET.get("day", "")),
        steps=STEPS,
        usual_step=USUAL_STEP,
        sentences=sentences(),
        conflicts=conflict_lines(edition),
    )


@require_POST
@permission_required("programme.change_schedule")
def place(request: HttpRequest, edition_pk: int, session_pk: int) -> JsonResponse:
    """One move. The answer is the true place, also where the move is refused (400, or 409 when
    somebody else has moved the session meanwhile), and what stands against the draft."""
    session = session_of(edition_pk, session_pk)
    status, error = 200, ""
    try:
        move(session, request)
    except ValidationError as refusal:
        status = 409 if isinstance(refusal, MovedMeanwhile) else 400
        error = " ".join(refusal.messages)
    slot, edition = draft_slot(session), session.edition
    answer = {
        "place": dataclasses.asdict(spot_of(slot, edition.zone)) if slot else None,
        "seen": mark(slot),
        "error": error,
        "conflicts": conflict_lines(edition),
    }
    return JsonResponse(answer, status=status)


@require_GET
@permission_required("programme.change_schedule")
def conflicts(request: HttpRequest, edition_pk: int) -> JsonResponse:
    """What stands against the draft; with a session and a place, if it stood there."""
    edition = get_object_or_404(Edition, pk=edition_pk)
    tried = None
    if number := request.GET.get("session", ""):
        session = session_of(edition_pk, key_in(number))
        try:
            tried = Placed(session, **valid(move_form(session, request.GET)).place)
        except ValidationError as error:
            return JsonResponse({"error": " ".join(error.messages)}, status=400)
    return JsonResponse({"conflicts": conflict_lines(edition, tried)})


def session_of(edition_pk: int, session_pk: int) -> Session:
    """A session of this edition, else 404."""
    sessions = Session.objects.select_related("edition")
    return get_object_or_404(sessions, pk=session_pk, edition=edition_pk)


def move(session: Session, request: HttpRequest) -> None:
    """Place a session as was sent, or take it out; raises ValidationError when that is refused."""
    form = move_form(session, request.POST)
    seen = request.POST.get(form.add_prefix("seen"), "")
    if "out" in request.POST:
        unplace_session(session, request.user, seen=seen)
    else:
        place_session(session, **valid(form).place, user=request.user, seen=seen)


def move_form(session: Session, data: Any) -> SlotForm:
    """The form of the list's row, filled in by the grid."""
    return SlotForm(DraftRow(session, None), session.edition, list(rooms_of(session.edition)), data)


def valid(form: SlotForm) -> SlotForm:
    """The form; raises ValidationError with its sentences unless it is filled in well."""
    if not form.is_valid():
        raise ValidationError([text for texts in form.errors.values() for text in texts])
    return form


def conflict_lines(edition: Edition, tried: Placed | None = None) -> list[dict[str, Any]]:
    """What stands against the draft, as the grid shows it."""
    return [
        {
            "severity": conflict.severity.value,
            "label": str(conflict.severity.label),
            "sentence": str(conflict.sentence),
            "sessions": list(conflict.sessions),
            "link": conflict.link,
        }
        for conflict in find_conflicts(edition, tried=tried)
    ]


def chosen_day(edition: Edition, wanted: str) -> datetime.date:
    """The day of the edition that the address names, else its first."""
    days = {day.isoformat(): day for day in edition.days}
    return days.get(wanted, edition.starts_on)


def sentences() -> dict[str, str]:
    """What the grid says while one works; `%(name)s` stands for what it is about."""
    return {
        "no_room": _("No room"),
        "place": _("%(day)s, %(start)s–%(end)s (%(there)s), %(room)s"),
        "picked": _("%(session)s picked up: %(place)s."),
        "at": _("%(code)s: %(place)s."),
        "in_list": _("%(code)s: in the list, without a place."),
        "placed": _("Placed in the draft. %(code)s: %(place)s."),
        "taken_out": _("Taken out of the draft. %(code)s: in the list, without a place."),
        "given_back": _("%(session)s stays where it was."),
        "refused": _("%(session)s was not moved. %(error)s"),
        "failed": _("%(session)s was not moved: the server did not answer, or you are logged out."),
    }
