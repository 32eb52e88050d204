"""The registration form."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from home.access import private, too_often
from registrations.enums import Band
from registrations.forms.flow import Flow
from registrations.queries.offer import offer_of, organisation_names
from registrations.services.entries import register
from registrations.services.seats import Full
from translations.languages import source_language

from .access import let_in

TOO_MANY = 429


@private
def form(request: HttpRequest, slug: str) -> HttpResponse:
    """One step of the form, or its end."""
    offer = offer_of(slug, get_language() or source_language())
    if offer is None:
        raise Http404
    if not offer.is_taking:
        return render(request, "registrations/form/closed.html", {"offer": offer})
    flow = Flow(offer, request.POST if request.method == "POST" else None)
    return submit(request, flow) if flow.is_sent else show(request, flow)


def submit(request: HttpRequest, flow: Flow) -> HttpResponse:
    """Register; what stands against it is said above the review, and nothing typed is lost."""
    if too_often(request, "register"):
        flow.problem = _(
            "Many forms have come from your network. Please send it again in a minute."
        )
        return show(request, flow, status=TOO_MANY)
    try:
        registration = register(flow.offer, flow.details(), flow.key, may_wait=flow.wants_to_wait)
    except Full as full:
        flow.explain(full)
        return show(request, flow)
    return let_in(redirect("registrations:own"), registration)


def show(request: HttpRequest, flow: Flow, status: int = 200) -> HttpResponse:
    """The step in sight."""
    slug = flow.offer.edition.slug
    name = f"registrations:{'change' if flow.held else 'form'}"
    context = {
        "flow": flow,
        "offer": flow.offer,
        "edition": flow.offer.edition,
        "form": flow.form,
        "organisations": organisation_names() if flow.step == "person" else [],
        "expects_to_wait": flow.step == "review" and expects_to_wait(flow),
        "action": reverse(name) if flow.held else reverse(name, args=[slug]),
        # The switch of languages sends this form, so that it takes along what was typed.
        "form_id": "entry",
    }
    return render(request, "registrations/form/step.html", context, status=status)


def expects_to_wait(flow: Flow) -> bool:
    """Whether the seats are gone already, so that the button says what it does."""
    if flow.held:
        return False
    quotas = flow.details().wanted(flow.offer.quotas)
    return any(quota.band == Band.FULL and not quota.session_id for quota in quotas)
