"""Sending pages to the translators."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils import timezone
from django_tasks import task
from wagtail.actions.copy_for_translation import (
    CopyPageForTranslationAction,
    ParentNotTranslatedError,
)
from wagtail.models import Locale, Page
from wagtail_localize.models import Translation

from translations.enums import SubmissionState
from translations.languages import source_language
from translations.models import Submission

from .memory import prefill
from .sources import take_up
from .twice import twin


class NotASourceError(ValueError):
    """Raised when a page that is itself a translation is sent for translation."""


def submit_tree(root: Page, locales: list[Locale], user: Any) -> Submission:
    """Send `root` and every page below it to the translators of `locales`.

    Returns at once; the worker does it, page by page, parents first. Raises NotASourceError
    unless `root` is in the source language.
    """
    if root.locale.language_code != source_language():
        raise NotASourceError(root.pk)
    with transaction.atomic():
        waiting = Submission.objects.filter(root=root, user=user, state=SubmissionState.WAITING)
        sent = twin(waiting, user, "requested_at")
        if sent and set(sent.locales.all()) == set(locales):
            return sent
        submission = Submission.objects.create(
            root=root, user=user, total=source_pages(root).count()
        )
        submission.locales.set(locales)
        run_submission.enqueue(submission.pk)
    return submission


def source_pages(root: Page) -> QuerySet[Page]:
    """`root` and the pages of its language below it, parents first."""
    return (
        root.get_descendants(inclusive=True)
        .filter(locale=root.locale_id, alias_of=None)
        .order_by("path")
    )


@task(backend="jobs", queue_name="jobs")
def run_submission(submission_pk: int) -> None:
    """Do the work of a Submission; safe to run again after it was cut off anywhere."""
    submission = Submission.objects.select_related("root", "user").get(pk=submission_pk)
    if submission.state == SubmissionState.DONE:
        return
    locales = list(submission.locales.all())
    pages = list(source_pages(submission.root))
    problems: list[dict[str, str]] = []
    Submission.objects.filter(pk=submission_pk).update(
        state=SubmissionState.RUNNING, total=len(pages)
    )
    for done, page in enumerate(pages, start=1):
        problems += [
            {"page": page.title, "language": locale.language_code}
            for locale in _failed(page, locales, submission.user)
        ]
        Submission.objects.filter(pk=submission_pk).update(done=done, problems=problems)
    Submission.objects.filter(pk=submission_pk).update(
        state=SubmissionState.DONE, finished_at=timezone.now()
    )


def _failed(page: Page, locales: list[Locale], user: Any) -> list[Locale]:
    """Submit one page; returns the locales in which that failed.

    A page that cannot be sent at all must not keep the others back.
    """
    try:
        return submit_page(page, locales, user)
    except (ValidationError, IntegrityError):
        return locales


@transaction.atomic
def submit_page(page: Page, locales: list[Locale], user: Any) -> list[Locale]:
    """Prepare one page for translation; returns the locales in which that was not possible.

    A page that does not exist in a locale yet becomes a draft there. One that does gets its
    list of sentences only: writing it again would put the source's words on a published page.
    """
    source = take_up(page)
    existing = Page.objects.filter(translation_key=page.translation_key)
    held = set(existing.values_list("locale", flat=True))
    failed = []
    for locale in locales:
        if locale.pk not in held and not _copy(page.specific, locale, user):
            failed.append(locale)
        elif locale.pk != page.locale_id:
            Translation.objects.get_or_create(source=source, target_locale=locale)
    sent = source.translations.filter(target_locale__in=locales, enabled=True)
    prefill(sent.select_related("source"))
    return failed


def _copy(page: Page, locale: Locale, user: Any) -> bool:
    """Make the draft of a page in a language; returns whether that was possible."""
    try:
        with transaction.atomic():
            CopyPageForTranslationAction(page, locale, copy_parents=True, user=user).execute(
                skip_permission_checks=True
            )
    except (ValidationError, IntegrityError, ParentNotTranslatedError):
        return False
    return True
