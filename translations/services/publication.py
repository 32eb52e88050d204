"""Translations that go live: one page, or a set of pages in all languages at one instant."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import override
from django_tasks import task
from wagtail.log_actions import log
from wagtail.models import Locale, Revision
from wagtail.users.models import UserProfile
from wagtail_localize.models import StringTranslation, Translation, TranslationLog

from translations.enums import PublicationState
from translations.languages import source_language
from translations.models import Publication
from translations.queries.gate import Candidate, Obstacle, candidates, label_obstacles
from translations.scopes import scope

from .own_texts import apply_own_texts
from .twice import twin


class Refused(Exception):
    """Raised when a set may not go live; holds what stands in the way."""

    def __init__(self, obstacles: list[Obstacle]) -> None:
        super().__init__(len(obstacles))
        self.obstacles = obstacles


def publish_translation(translation: Translation, user: Any = None) -> None:
    """Publish the target page with the sentences entered so far.

    Raises ValidationError when a sentence does not fit its field; the sentence then carries
    the error.
    """
    try:
        with transaction.atomic():
            _go_live(_write_draft(translation, user), user)
    except ValidationError as error:
        _mark_errors(translation, error)
        raise


def _write_draft(translation: Translation, user: Any) -> Revision:
    """The target page as its sentences make it, as a draft; what is public stays as it is."""
    source, locale = translation.source, translation.target_locale
    page = source.get_ephemeral_translated_instance(locale, fallback=True)
    apply_own_texts(page)
    revision: Revision = page.save_revision(user=user)
    TranslationLog.objects.create(source=source, locale=locale, revision=revision)
    return revision


def _go_live(revision: Revision, user: Any) -> None:
    """Publish; whether `user` may was asked where it was asked for."""
    revision.publish(user=user, skip_permission_checks=True)


def _mark_errors(translation: Translation, error: ValidationError) -> None:
    """Say at the sentence of a field what is wrong with it, as wagtail-localize does."""
    for name, errors in error.error_dict.items():
        rows = StringTranslation.objects.filter(
            context__object=translation.source.object_id,
            context__path=name,
            locale=translation.target_locale,
            translation_of__segments__source=translation.source,
        )
        for row in rows.distinct():
            row.set_field_error(errors)


def request_publication(
    title: str,
    keys: Sequence[UUID],
    locales: Sequence[Locale],
    user: Any,
    *,
    scope_name: str = "",
    due_at: datetime | None = None,
    override_reason: str = "",
) -> Publication:
    """Ask the worker to publish pages in their source language and in `locales` together.

    At once, or at `due_at`. Raises Refused when something is missing and no reason is given, or
    a page is locked or in moderation.
    """
    found = obstacles(keys, locales, scope_name)
    if any(one.firm or not override_reason for one in found):
        raise Refused(found)
    asked: dict[str, Any] = {
        "keys": [str(key) for key in keys],
        "scope": scope_name,
        "user": user,
        "due_at": due_at,
        "override_reason": override_reason,
    }
    with transaction.atomic():
        waiting = Publication.objects.filter(state=PublicationState.WAITING, **asked)
        sent = twin(waiting, user, "requested_at")
        if sent and set(sent.locales.all()) == set(locales):
            return sent
        publication = Publication.objects.create(title=title[:200], **asked)
        publication.locales.set(locales)
        if due_at is None:
            run_publication.enqueue(publication.pk)
    return publication


def obstacles(keys: Sequence[UUID], locales: Sequence[Locale], scope_name: str) -> list[Obstacle]:
    """Everything that stands in the way of a publication."""
    body = scope(scope_name) if scope_name else None
    pages = [found for one in candidates(keys, locales) for found in one.obstacles]
    languages = [locale.language_code for locale in locales]
    return pages + label_obstacles(keys, languages, body.rows() if body else {})


def publish_due() -> int:
    """Hand to the worker what was asked for a time that has come; returns how many.

    Safe in several workers at once: each publication is taken by one of them.
    """
    due = Publication.objects.filter(state=PublicationState.WAITING, due_at__lte=timezone.now())
    taken = 0
    for pk in due.values_list("pk", flat=True):
        with transaction.atomic():
            if due.filter(pk=pk).update(state=PublicationState.RUNNING):
                run_publication.enqueue(pk)
                taken += 1
    return taken


def withdraw_publication(publication: Publication) -> bool:
    """Call off a publication that has not begun; returns whether it was in time."""
    waiting = Publication.objects.filter(
        pk=publication.pk, state=PublicationState.WAITING, due_at__isnull=False
    )
    return bool(waiting.update(state=PublicationState.WITHDRAWN, finished_at=timezone.now()))


@task(backend="jobs", queue_name="jobs")
def run_publication(publication_pk: int) -> None:
    """Publish a set, all of it or nothing; safe to run again after it was cut off."""
    open_states = Q(state=PublicationState.WAITING) | Q(state=PublicationState.RUNNING)
    waiting = Publication.objects.filter(open_states, pk=publication_pk)
    if not waiting.update(state=PublicationState.RUNNING):
        return
    publication = Publication.objects.select_related("user").get(pk=publication_pk)
    try:
        publish_set(publication)
    except Refused as refusal:
        waiting.update(
            state=PublicationState.REFUSED,
            obstacles=[asdict(one) for one in refusal.obstacles],
            finished_at=timezone.now(),
        )


@transaction.atomic
def publish_set(publication: Publication) -> None:
    """Publish every page of a set in every language, in one transaction.

    Source pages that were never public go live with their translations; the drafts of public
    ones stay drafts. Raises Refused when something is missing now and no reason was given, or
    a page is locked, in moderation or does not hold together; nothing is published then.
    """
    rows = Publication.objects.select_for_update().filter(pk=publication.pk)
    if not rows.filter(state=PublicationState.RUNNING).first():
        return  # by a worker that was taken for dead
    keys = [UUID(key) for key in publication.keys]
    locales = list(publication.locales.order_by("pk"))
    found = candidates(keys, locales)
    # Before anything: publishing a page would end its workflow.
    if firm := [obstacle for one in found for obstacle in one.obstacles if obstacle.firm]:
        raise Refused(firm)
    for one in found:
        _publish_source(one, publication.user)
    # Publishing a source reads its sentences again: what is missing is seen after it.
    missing = _in_the_way(publication, keys, locales)
    if missing and not publication.override_reason:
        raise Refused(missing)
    for one in candidates(keys, locales):
        _publish_targets(one, publication.user)
        _log(one, publication, missing)
    publication.state = PublicationState.PUBLISHED
    publication.obstacles = [asdict(obstacle) for obstacle in missing]
    publication.finished_at = timezone.now()
    publication.save()


def _in_the_way(
    publication: Publication, keys: Sequence[UUID], locales: Sequence[Locale]
) -> list[Obstacle]:
    """What is missing, in the language of whoever asked and reads it."""
    user = publication.user
    language = UserProfile.get_for_user(user).get_preferred_language() if user else None
    with override(language or source_language()):
        return obstacles(keys, locales, publication.scope)


def _publish_source(one: Candidate, user: Any) -> None:
    page = one.page.specific
    if page.live:
        return
    try:
        _go_live(page.get_latest_revision_as_object().save_revision(user=user), user)
    except ValidationError as error:
        raise Refused([_unfit(one, page.locale.language_code, error)]) from error


def _publish_targets(one: Candidate, user: Any) -> None:
    for language, translation in one.translations.items():
        if language not in one.targets:
            continue
        try:
            _go_live(_write_draft(translation, user), user)
        except ValidationError as error:
            raise Refused([_unfit(one, language, error)]) from error


def _unfit(one: Candidate, language: str, error: ValidationError) -> Obstacle:
    return Obstacle(one.page.title, language, " ".join(error.messages))


def _log(one: Candidate, publication: Publication, missing: list[Obstacle]) -> None:
    """Who published what together, and why although something was missing."""
    log(
        instance=one.page.specific,
        action="translations.publish_together",
        user=publication.user,
        data={
            "publication": publication.pk,
            "languages": sorted(one.translations),
            "reason": publication.override_reason,
            "missing": len(missing),
        },
    )
