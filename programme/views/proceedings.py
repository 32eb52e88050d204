"""After the last day: the proceedings of an edition, and its key figures."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from wagtail.admin.auth import permission_required

from programme.enums import HELD_STATES
from programme.figures import proposal_of
from programme.forms.proceedings import KeyFiguresForm
from programme.models import Edition, KeyFigures
from programme.pages import ProceedingsPage
from programme.queries.fact_pages import pages_of_type
from programme.queries.proceedings import figures_of, materials
from programme.services.fact_pages import source_locale
from programme.services.proceedings import create_proceedings, keep_figures, sign_off_figures

from .frame import screen


@permission_required("programme.change_edition")
def proceedings(request: HttpRequest, edition_pk: int) -> HttpResponse:
    """What there is of an edition's proceedings, and the button that makes their page."""
    edition = get_object_or_404(Edition, pk=edition_pk)
    if request.method == "POST":
        try:
            page = create_proceedings(edition, request.user)
        except ValidationError as error:
            messages.error(request, error.messages[0])
            return redirect("programme:proceedings", edition_pk)
        messages.success(request, _("The page is made: write its introduction and publish it."))
        return redirect("wagtailadmin_pages:edit", page.pk)
    return screen(
        request,
        "proceedings",
        edition,
        _("Proceedings"),
        held=edition.state in HELD_STATES,
        page=pages_of_type(ProceedingsPage, edition).filter(locale=source_locale()).first(),
        materials=materials(edition=edition),
        figures=figures_of(edition),
    )


@permission_required("programme.change_keyfigures")
def key_figures(request: HttpRequest, edition_pk: int) -> HttpResponse:
    """The figures as they are proposed, corrected, and signed off."""
    edition = get_object_or_404(Edition, pk=edition_pk)
    figures = figures_of(edition) or KeyFigures(edition=edition)
    signed_off_at, signed_off_by = figures.signed_off_at, figures.signed_off_by
    form = KeyFiguresForm(
        request.POST if request.method == "POST" else None,
        instance=figures,
        proposal=proposal_of(edition),
    )
    if request.method == "POST" and form.is_valid() and written(form, request):
        return redirect("programme:proceedings", edition_pk)
    return screen(
        request,
        "key_figures",
        edition,
        _("Key figures"),
        form=form,
        signed_off_at=signed_off_at,
        signed_off_by=signed_off_by,
    )


def written(form: KeyFiguresForm, request: HttpRequest) -> bool:
    """Keep or sign off what a valid form holds; what stands against it goes into the form."""
    figures: Any = form.save(commit=False)
    keeps = "keep" in request.POST
    try:
        (keep_figures if keeps else sign_off_figures)(figures, request.user)
    except ValidationError as error:
        form.add_error(None, error)
        return False
    said = _("Saved as a draft.") if keeps else _("Signed off: the public sees these figures.")
    messages.success(request, said)
    return True
