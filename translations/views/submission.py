"""Pages sent for translation."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.models import Page

from translations.forms.submission import SubmitForm
from translations.labels import Words
from translations.languages import source_language
from translations.models import Submission
from translations.queries.jobs import was_given_up
from translations.queries.people import SUBMIT, may_send
from translations.services.submission import run_submission, source_pages, submit_tree

from .frame import screen, typed


def submit(request: HttpRequest, page_id: int) -> HttpResponse:
    """Send a page and all below it to the translators."""
    page = get_object_or_404(Page, pk=page_id)
    if not may_send(request.user, page):
        raise PermissionDenied
    form = SubmitForm(typed(request))
    if request.method == "POST" and form.is_valid():
        submission = submit_tree(page, form.cleaned_data["locales"], request.user)
        return redirect("translations:submission", submission.pk)
    return screen(
        request,
        "submit",
        _("Send for translation"),
        Words(page.draft_title, source_language()),
        form=form,
        count=source_pages(page).count(),
        back=reverse("wagtailadmin_explore", args=[page.pk]),
    )


def submission(request: HttpRequest, pk: int) -> HttpResponse:
    """How far the worker is with one submission."""
    if not request.user.has_perm(SUBMIT):
        raise PermissionDenied
    submission = get_object_or_404(Submission.objects.select_related("root"), pk=pk)
    return screen(
        request,
        "submission",
        _("Sent for translation"),
        Words(submission.root.draft_title, source_language()),
        submission=submission,
        given_up=was_given_up(run_submission, pk),
    )
