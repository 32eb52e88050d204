"""Screens of the translators: their work list, labels, and pages sent for translation."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.models import Page

from .enums import WorkState
from .forms import LabelForm, SubmitForm
from .gaps import gaps
from .labels import LabelSet, label_set
from .languages import label_chain, source_language
from .models import Submission
from .queries.labels import label_work
from .queries.pages import page_work
from .queries.people import SUBMIT, languages_of, may_edit_pages
from .queries.submissions import pages_not_sent, was_given_up
from .services.labels import save_labels
from .services.submission import source_pages, submit_tree

ICON = "wagtail-localize-language"


def screen(
    request: HttpRequest, template: str, title: str, subtitle: str = "", **context: Any
) -> HttpResponse:
    """An admin screen of ours inside Wagtail's frame."""
    frame = {"page_title": title, "page_subtitle": subtitle, "header_icon": ICON}
    return TemplateResponse(request, f"translations/{template}.html", frame | context)


def typed(request: HttpRequest) -> Any:
    """What was sent with a form, even when every field was left empty; None before that."""
    return request.POST if request.method == "POST" else None


def require_language(request: HttpRequest, language: str) -> list[str]:
    """The user's languages; raises PermissionDenied unless `language` is among them."""
    languages = languages_of(request.user)
    if language not in languages:
        raise PermissionDenied
    return languages


def work_list_index(request: HttpRequest) -> HttpResponse:
    """To the work list of the first language of the user."""
    languages = languages_of(request.user)
    if not languages:
        raise PermissionDenied
    return redirect("translations:work_list", languages[0])


def work_list(request: HttpRequest, language: str) -> HttpResponse:
    """What is to do in one language: pages by state, labels, pages not sent yet."""
    languages = require_language(request, language)
    work = page_work(language)
    return screen(
        request,
        "work_list",
        _("Translations"),
        language=language,
        languages=languages,
        to_do=[item for item in work if item.state != WorkState.PUBLISHED],
        published=[item for item in work if item.state == WorkState.PUBLISHED],
        labels=label_work(language),
        gaps=gaps(language),
        not_sent=pages_not_sent(language),
        can_submit=request.user.has_perm(SUBMIT),
        can_edit=may_edit_pages(request.user, language),
    )


def edit_label(request: HttpRequest, language: str, name: str, pk: int) -> HttpResponse:
    """One row's labels in one language, beside what the other languages say."""
    require_language(request, language)
    labels = label_set(name)
    if labels is None:
        raise Http404
    instance = get_object_or_404(labels.model._default_manager.all(), pk=pk)
    form = LabelForm(labels, instance, language, data=typed(request))
    if request.method == "POST" and form.is_valid():
        save_labels(labels, instance, language, form.cleaned_data, request.user)
        messages.success(request, _("The label is saved and public at once."))
        return redirect("translations:work_list", language)
    return screen(
        request,
        "edit_label",
        _("Translate a label"),
        labels.kind,
        form=form,
        language=language,
        others=other_languages(labels, instance, language),
    )


def other_languages(labels: LabelSet, instance: Any, language: str) -> list[dict[str, Any]]:
    """What the other languages say: a row of texts per language, as the form's companions."""
    return [
        {"code": code, "texts": [getattr(instance, f"{f}_{code}") or "" for f in labels.fields]}
        for code in label_chain(language)
        if code != language
    ]


def submit(request: HttpRequest, page_id: int) -> HttpResponse:
    """Send a page and all below it to the translators."""
    page = get_object_or_404(Page, pk=page_id)
    allowed = request.user.has_perm(SUBMIT) and page.permissions_for_user(request.user).can_edit()
    if not allowed or page.locale.language_code != source_language():
        raise PermissionDenied
    form = SubmitForm(typed(request))
    if request.method == "POST" and form.is_valid():
        submission = submit_tree(page, form.cleaned_data["locales"], request.user)
        return redirect("translations:submission", submission.pk)
    return screen(
        request,
        "submit",
        _("Send for translation"),
        page.draft_title,
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
        submission.root.draft_title,
        submission=submission,
        given_up=was_given_up(submission),
    )
