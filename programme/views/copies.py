"""A new edition from the last one: the dialogue, and how far the work is."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from wagtail.admin.auth import permission_required

from programme.enums import JobState
from programme.forms.copies import CopyForm
from programme.models import Edition, EditionCopy
from programme.pages import EditionPage
from programme.queries.copies import stopped
from programme.services.copies import copy_edition
from programme.services.fact_pages import source_locale
from programme.services.page_copies import resume_copy

from .frame import screen


@permission_required("programme.add_edition")
def copy(request: HttpRequest, edition_pk: int) -> HttpResponse:
    """What the new edition is called, when and where it is, and what comes along."""
    source = Edition.objects.filter(pk=edition_pk).first()
    if source is None:
        messages.error(request, _("The edition to copy has been deleted in the meantime."))
        return redirect("editions:index")
    form = CopyForm(source, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            work = copy_edition(source, form.instance, form.cleaned_data["parts"], request.user)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            return redirect("programme:copying", work.pk)
    return screen(request, "copy", source, _("New edition from this one"), form=form)


@permission_required("programme.add_edition")
def copying(request: HttpRequest, copy_pk: int) -> HttpResponse:
    """How far the worker is; the way on when it is done, and a way back to work when it stopped."""
    work = get_object_or_404(EditionCopy.objects.select_related("source", "edition"), pk=copy_pk)
    if request.method == "POST":
        resume_copy(work)
        return redirect("programme:copying", copy_pk)
    return screen(
        request,
        "copying",
        work.edition,
        _("New edition"),
        work=work,
        pages=EditionPage.objects.filter(edition=work.edition, locale=source_locale()).first(),
        is_over=work.state in {JobState.DONE, JobState.FAILED},
        stopped=stopped(work),
    )
