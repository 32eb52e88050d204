"""Self-service: see, change, cancel and download one's own registration."""

import json
from typing import Any

from allauth.core.internal.ratelimit import respond_429
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from home.access import private, too_often
from registrations.enums import RegistrationState
from registrations.exports.own_data import own_data
from registrations.forms.flow import Flow
from registrations.forms.lost import LostLinkForm
from registrations.queries.offer import Offer, offer_of
from registrations.queries.own import Own, answers, consents_of
from registrations.queries.stage import may_change
from registrations.services.entries import Outdated, cancel, change, withdraw
from registrations.services.links import send_links
from registrations.services.seats import Full
from registrations.tokens import LINK, LINK_AGE, read, read_ticket
from translations.exports.xlsx import XLSX, workbook
from translations.languages import source_language

from .access import for_the_holder, let_in, let_out, opened_by, unknown
from .entry import TOO_MANY, show


@private
def enter(request: HttpRequest, token: str) -> HttpResponse:
    """Trade a link from a mail for a stay, so that the address bar is clean."""
    if too_often(request, "enter"):
        return respond_429(request)
    held = opened_by(read(token, LINK, LINK_AGE))
    if held is None:
        return unknown(request)
    with override(held.attendee.language):
        return let_in(redirect("registrations:own"), held.registration)


@private
def ticket(request: HttpRequest, token: str) -> HttpResponse:
    """The code at the entrance: clerks are led to the person, others see that it is genuine."""
    key = read_ticket(token)
    if key is None:
        return unknown(request)
    if request.user.has_perm("registrations.view_attendee"):
        return redirect("registrations_admin:person", key)
    return render(request, "registrations/own/ticket.html")


@for_the_holder
def overview(request: HttpRequest, held: Own) -> HttpResponse:
    """What is registered, and what can be done."""
    now = timezone.now()
    live = held.registration.state != RegistrationState.CANCELLED
    context = {
        "own": held,
        "edition": held.registration.edition,
        "consents": consents_of(held.attendee),
        "may_change": live and may_change(held.settings, now),
        "may_cancel": live and held.registration.edition.ends_on >= now.date(),
    }
    return render(request, "registrations/own/overview.html", context)


@for_the_holder
def change_own(request: HttpRequest, held: Own) -> HttpResponse:
    """The form once more, filled with what is registered."""
    edition = held.registration.edition
    offer = offer_of(edition.slug, get_language() or source_language())
    live = held.registration.state != RegistrationState.CANCELLED
    if offer is None or not live or not may_change(held.settings, timezone.now()):
        return redirect("registrations:own")
    flow = Flow(offer, request.POST if request.method == "POST" else None, answers(held))
    return save(request, held, flow, offer) if flow.is_sent else show(request, flow)


def save(request: HttpRequest, held: Own, flow: Flow, offer: Offer) -> HttpResponse:
    """Write the changes; what stands against them is said, and nothing typed is lost."""
    try:
        changed = change(held.registration, offer, flow.details(), version=flow.version)
    except Outdated:
        flow.catch_up()
        flow.problem = _(
            "This registration has been changed in the meantime. "
            "Check what you entered and save it again."
        )
    except Full as full:
        flow.explain(full)
    except ValidationError as error:
        flow.problem = " ".join(error.messages)
    else:
        return let_in(redirect("registrations:own"), changed)
    return show(request, flow)


@for_the_holder
def cancel_own(request: HttpRequest, held: Own) -> HttpResponse:
    """Ask once, then cancel."""
    if request.method == "POST":
        cancel(held.registration)
        return redirect("registrations:own")
    context = {"own": held, "edition": held.registration.edition}
    return render(request, "registrations/own/cancel.html", context)


@require_POST
@for_the_holder
def withdraw_own(request: HttpRequest, held: Own, purpose: str) -> HttpResponse:
    """Take back one consent, also when the answers can no longer be changed."""
    withdraw(held.registration, purpose)
    return redirect("registrations:own")


@for_the_holder
def data_json(request: HttpRequest, held: Own) -> HttpResponse:
    """Everything held about this person, for machines."""
    text = json.dumps(own_data(held), ensure_ascii=False, indent=2, default=str)
    return attachment(text, "application/json", f"{held.registration.reference}.json")


@for_the_holder
def data_xlsx(request: HttpRequest, held: Own) -> HttpResponse:
    """The same as a table."""
    rows = [[name, str(value)] for name, value in own_data(held).items()]
    return attachment(workbook(rows), XLSX, f"{held.registration.reference}.xlsx")


def attachment(content: Any, kind: str, name: str) -> HttpResponse:
    """A file to be saved."""
    disposition = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type=kind, headers=disposition)


@private
def lost(request: HttpRequest) -> HttpResponse:
    """Ask for the link again; the answer is the same whether or not anybody is registered."""
    form = LostLinkForm(request.POST if request.method == "POST" else None, label_suffix="")
    if not form.is_valid():
        return render(request, "registrations/own/lost.html", {"form": form})
    email = form.cleaned_data["email"]
    if too_often(request, "lost_link", key=email.lower()):
        form.add_error(None, _("This was asked for several times. Please wait an hour."))
        return render(request, "registrations/own/lost.html", {"form": form}, status=TOO_MANY)
    send_links(email)
    return redirect(f"{reverse('registrations:lost')}?sent=1")


@require_POST
@private
def leave(request: HttpRequest) -> HttpResponse:
    """End the stay, as on a computer that others use."""
    return let_out(redirect("registrations:lost"))
