"""The draft schedule as a list, and its release."""

import datetime
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from wagtail.admin.auth import permission_required

from translations.languages import source_language

from .enums import EditionState
from .forms import ReleaseForm, SlotForm, StateForm
from .models import Edition, Session
from .queries.drafts import draft_rows, pending_changes, rooms_of
from .queries.editions import section_key
from .queries.entries import fact_urls
from .services.editions import change_state
from .services.schedule import local_instant, place_session, release_schedule, unplace_session


@permission_required("programme.change_schedule")
def schedule(request: HttpRequest, edition_pk: int) -> HttpResponse:
    """Every session with its place; each row is a form of its own."""
    edition = get_object_or_404(Edition, pk=edition_pk)
    chosen = request.POST.get("session", "")
    forms = slot_forms(edition, chosen, request.POST if request.method == "POST" else None)
    form = next((form for form in forms if str(form.row.session.pk) == chosen), None)
    if form is not None and form.is_valid() and place(form, edition, request.user):
        messages.success(request, _("Placed in the draft. The public sees it after a release."))
        return redirect(f"{request.path}#session-{chosen}")
    return screen(request, "schedule", edition, forms=forms, changes=pending_changes(edition))


def slot_forms(edition: Edition, chosen: str, data: Any) -> list[SlotForm]:
    """A form per session; only the row that was sent is bound to what was typed."""
    rooms = list(rooms_of(edition))
    return [
        SlotForm(row, edition, rooms, data if str(row.session.pk) == chosen else None)
        for row in draft_rows(edition)
    ]


def place(form: SlotForm, edition: Edition, user: Any) -> bool:
    """Place the session of a valid form; what stands against it goes into the form."""
    typed = form.cleaned_data
    day = datetime.date.fromisoformat(typed["day"])
    # An end before the start is one after midnight.
    end_day = day + datetime.timedelta(days=typed["end"] < typed["start"])
    try:
        place_session(
            form.row.session,
            room=typed["room"],
            start=local_instant(edition, day, typed["start"]),
            end=local_instant(edition, end_day, typed["end"]),
            user=user,
        )
    except ValidationError as error:
        form.add_error(None, error)
        return False
    return True


@require_POST
@permission_required("programme.change_schedule")
def unplace(request: HttpRequest, edition_pk: int, session_pk: int) -> HttpResponse:
    """Take one session out of the draft."""
    session = get_object_or_404(Session, pk=session_pk, edition=edition_pk)
    unplace_session(session, request.user)
    messages.success(request, _("Taken out of the draft."))
    return redirect("programme:schedule", edition_pk)


@permission_required("programme.change_edition")
def state(request: HttpRequest, edition_pk: int) -> HttpResponse:
    """The next state of an edition's life."""
    edition = get_object_or_404(Edition, pk=edition_pk)
    form = StateForm(edition, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            change_state(edition, EditionState(form.cleaned_data["state"]), request.user)
        except ValidationError as error:
            form.add_error(None, error.messages)
        else:
            messages.success(request, edition.get_state_display())
            return redirect("editions:edit", edition_pk)
    return screen(request, "state", edition, form=form)


@permission_required("programme.release_schedule")
def release(request: HttpRequest, edition_pk: int) -> HttpResponse:
    """What the public will see change, and the button that makes it so."""
    edition = get_object_or_404(Edition, pk=edition_pk)
    form = ReleaseForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            released = release_schedule(edition, **form.cleaned_data, user=request.user)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("Released: %(label)s.") % {"label": released.label})
            return redirect("programme:schedule", edition_pk)
    changes = pending_changes(edition)
    placed = [*changes.added, *changes.moved]
    urls = fact_urls([session.key for session in placed], source_language())
    return screen(
        request,
        "release",
        edition,
        form=form,
        changes=changes,
        without_page=[session for session in placed if session.key not in urls],
    )


def screen(request: HttpRequest, name: str, edition: Edition, **context: Any) -> HttpResponse:
    """An admin screen of ours about one edition."""
    titles = {
        "schedule": _("Draft schedule"),
        "release": _("Release the schedule"),
        "state": _("Change state"),
    }
    key = section_key(edition.key, "programme")
    frame = {
        "page_title": titles[name],
        "page_subtitle": edition.title,
        "header_icon": "calendar-alt",
        "edition": edition,
        "public_url": fact_urls([key], request.LANGUAGE_CODE).get(key, ""),
        "schedule_url": reverse("programme:schedule", args=[edition.pk]),
    }
    return TemplateResponse(request, f"programme/admin/{name}.html", frame | context)
