"""The draft schedule as a list: a form per session."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from wagtail.admin.auth import permission_required

from programme.conflicts import find_conflicts, worst_by_session
from programme.forms.schedule import SlotForm
from programme.models import Edition, Session
from programme.queries.drafts import draft_rows, pending_changes, rooms_of
from programme.queries.entries import released_schedule
from programme.services.schedule import (
    MovedMeanwhile,
    place_session,
    unplace_session,
)

from .frame import screen


@permission_required("programme.change_schedule")
def schedule(request: HttpRequest, edition_pk: int) -> HttpResponse:
    """Every session with its place; each row is a form of its own."""
    edition = get_object_or_404(Edition, pk=edition_pk)
    chosen = request.POST.get("session", "")
    forms = slot_forms(edition, chosen, request.POST if request.method == "POST" else None)
    form = next((form for form in forms if str(form.row.session.pk) == chosen), None)
    if form is not None and form.is_valid() and place(form, request.user):
        messages.success(request, _("Placed in the draft. The public sees it after a release."))
        return redirect(f"{request.path}#session-{chosen}")
    conflicts = find_conflicts(edition)
    return screen(
        request,
        "schedule",
        edition,
        _("Draft schedule"),
        forms=forms,
        changes=pending_changes(edition),
        conflicts=conflicts,
        worst=worst_by_session(conflicts),
        may_change_now=may_change_now(request, edition),
    )


def may_change_now(request: HttpRequest, edition: Edition) -> bool:
    """Whether single changes can be made public: there is a programme, and the right to."""
    may = request.user.has_perm("programme.release_schedule")
    return may and released_schedule(edition) is not None


def slot_forms(edition: Edition, chosen: str, data: Any) -> list[SlotForm]:
    """A form per session; only the row that was sent is bound to what was typed."""
    rooms = list(rooms_of(edition))
    return [
        SlotForm(row, edition, rooms, data if str(row.session.pk) == chosen else None)
        for row in draft_rows(edition)
    ]


def place(form: SlotForm, user: Any) -> bool:
    """Place the session of a valid form; what stands against it goes into the form."""
    try:
        place_session(form.row.session, **form.place, user=user, seen=form.cleaned_data["seen"])
    except ValidationError as error:
        if isinstance(error, MovedMeanwhile):
            form.see_again(error.slot)
        form.add_error(None, error)
        return False
    return True


@require_POST
@permission_required("programme.change_schedule")
def unplace(request: HttpRequest, edition_pk: int, session_pk: int) -> HttpResponse:
    """Take one session out of the draft."""
    session = get_object_or_404(Session, pk=session_pk, edition=edition_pk)
    try:
        unplace_session(session, request.user, seen=request.POST.get("seen", ""))
    except MovedMeanwhile as refusal:
        messages.error(request, f"{session.code}: {refusal.messages[0]}")
    else:
        messages.success(request, _("Taken out of the draft."))
    return redirect("programme:schedule", edition_pk)
