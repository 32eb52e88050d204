"""One person, for the clerk: what was answered, what happened, what can be done."""

import uuid
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST
from wagtail.admin.auth import permission_required
from wagtail.log_actions import log
from wagtail.models import ModelLogEntry

from registrations.enums import RegistrationState
from registrations.queries.own import Own, consents_of, mails_about, own
from registrations.services.entries import admit, cancel


def person_or_404(request: HttpRequest, key: uuid.UUID) -> Own:
    """The registration with this key; raises Http404."""
    held = own(key, request.LANGUAGE_CODE)
    if held is None:
        raise Http404
    return held


@permission_required("registrations.view_attendee")
def person(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Everything about one registration, with its trail. Seeing services is itself logged."""
    held = person_or_404(request, key)
    registration = held.registration
    if held.attendee.services:
        log(instance=registration, action="registrations.view_services", user=request.user)
    trail = ModelLogEntry.objects.for_instance(registration).select_related("user")
    context: dict[str, Any] = {
        "page_title": registration.reference,
        "page_subtitle": registration.get_state_display(),
        "header_icon": "user",
        "breadcrumbs_items": [
            {"url": reverse("participants:index"), "label": _("Participants")},
            {"url": "", "label": registration.reference},
        ],
        "own": held,
        "edition": registration.edition,
        "consents": consents_of(held.attendee),
        "mails": mails_about(registration),
        "trail": trail,
        "may_change": request.user.has_perm("registrations.change_registration"),
        "waits": registration.state == RegistrationState.WAITING,
        "is_cancelled": registration.state == RegistrationState.CANCELLED,
    }
    return TemplateResponse(request, "registrations/admin/person.html", context)


@require_POST
@permission_required("registrations.change_registration")
def act(request: HttpRequest, key: uuid.UUID, what: str) -> HttpResponse:
    """Admit or cancel, in the clerk's name."""
    held = person_or_404(request, key)
    try:
        {"admit": admit_waiting, "cancel": cancel_for}[what](request, held)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect("registrations_admin:person", key)


def admit_waiting(request: HttpRequest, held: Own) -> None:
    missed = admit(held.registration, request.user)
    messages.success(request, _("Admitted from the waiting list; the confirmation is on its way."))
    if missed:
        messages.warning(
            request,
            ngettext(
                "One session that was wished for is full and was left out.",
                "%(count)d sessions that were wished for are full and were left out.",
                len(missed),
            )
            % {"count": len(missed)},
        )


def cancel_for(request: HttpRequest, held: Own) -> None:
    cancel(held.registration, request.user)
    messages.success(request, _("Cancelled; the person is told by mail."))
