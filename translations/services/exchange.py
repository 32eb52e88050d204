"""Files of translations that come back: kept, checked, and entered file by file."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override
from django_tasks import task
from wagtail.models import Locale, Page, WorkflowState
from wagtail.permissions import page_permission_policy
from wagtail.query import PageQuerySet
from wagtail.users.models import UserProfile

from translations.enums import Outcome
from translations.exchange.entries import Read, Refused
from translations.exchange.files import read, unpacked
from translations.exchange.limits import HELD
from translations.exchange.plan import FilePlan, Plan, Row
from translations.models import ImportedFile
from translations.queries.labels import LabelText
from translations.queries.people import is_locked_for

from .labels import save_label
from .strings import ChangedMeanwhile, propose, save_string

#: More lines than these are entered by the worker: a label takes some 30 queries.
AT_ONCE = 50


def keep_file(
    language: str, name: str, content: bytes, user: Any, page: UUID | None = None
) -> ImportedFile:
    """Keep what somebody sent; nothing is entered yet."""
    locale = Locale.objects.get(language_code=language)
    return ImportedFile.objects.create(
        locale=locale, name=name[:255], content=content, user=user, page=page
    )


def discard_forgotten() -> int:
    """Delete the files that nobody has brought to an end; returns how many.

    They were left at the check, or the worker gave them up. Safe to run in several workers.
    """
    before = timezone.now() - HELD
    forgotten = ImportedFile.objects.filter(applied_at=None, sent_at__lt=before)
    deleted, _rows = forgotten.exclude(started_at__gte=before).defer("content").delete()
    return deleted


def plan_files(held: ImportedFile, user: Any) -> list[FilePlan]:
    """What each file in `held` would change, or why it changes nothing."""
    files, refused = _read_all(held)
    plan = Plan(files, held.locale.language_code, user)
    plans = [plan.of(file, held.page) for file in files]
    closed = _closed(plans, held.locale, user)
    for found in plans:
        found.problems += [closed[key] for key in sorted(_pages(found) & set(closed))]
    return [*refused, *plans]


def _read_all(held: ImportedFile) -> tuple[list[Read], list[FilePlan]]:
    """The files that can be read, and those that cannot with the reason."""
    files: list[Read] = []
    refused: list[FilePlan] = []
    try:
        for name, content in unpacked(held.name, bytes(held.content)):
            try:
                files.append(read(name, content))
            except Refused as error:
                refused.append(FilePlan(name, problems=[str(error)]))
    except Refused as error:
        return [], [FilePlan(held.name, problems=[str(error)])]
    return files, refused


def _closed(plans: list[FilePlan], locale: Locale, user: Any) -> dict[str, str]:
    """Why `user` may not change pages that these files would change, by key.

    The number of queries depends only on how many of them are locked.
    """
    keys = {key for plan in plans for key in _pages(plan)}
    pages = Page.objects.filter(translation_key__in=keys, locale=locale)
    allowed = page_permission_policy.instances_user_has_permission_for(user, "change")
    forbidden = pages.exclude(pk__in=allowed.values("pk"))
    locked = [page for page in _stopped(pages) if is_locked_for(user, page)]
    return _told_of(forbidden, _("You may not change this page: %(page)s")) | _told_of(
        locked, _("This page is locked: %(page)s")
    )


def _stopped(pages: PageQuerySet[Page]) -> PageQuerySet[Page]:
    """Those of `pages` that somebody locked, or about which a workflow decides."""
    under_way = (WorkflowState.STATUS_IN_PROGRESS, WorkflowState.STATUS_NEEDS_CHANGES)
    held = pages.filter(Q(locked=True) | Q(_workflow_states__status__in=under_way))
    return held.distinct().specific(defer=True)


def _told_of(pages: Iterable[Page], sentence: str) -> dict[str, str]:
    return {str(page.translation_key): sentence % {"page": page.draft_title} for page in pages}


def _pages(plan: FilePlan) -> set[str]:
    """Keys of the pages whose sentences `plan` changes."""
    places = {row.unit.place for row in plan.writes if row.unit and not row.unit.is_label}
    return {place.partition("/")[0] for place in places}


def start_import(held: ImportedFile, user: Any) -> None:
    """Enter what the files in `held` change, once: a few lines now, many by the worker.

    It has begun only when one of both has happened, so that it can be asked for again where the
    request was cut off.
    """
    lines = sum(len(plan.writes) for plan in plan_files(held, user))
    fresh = ImportedFile.objects.filter(pk=held.pk, started_at__isnull=True)
    with transaction.atomic():
        if not fresh.update(started_at=timezone.now()):
            return
        if lines <= AT_ONCE:
            apply_files(held, user)
        else:
            run_import.enqueue(held.pk, user.pk)


@task(backend="jobs", queue_name="jobs")
def run_import(held_pk: int, user_pk: int) -> None:
    """Do the work of an ImportedFile, with a report in the user's language."""
    held = ImportedFile.objects.select_related("locale").filter(pk=held_pk).first()
    user = get_user_model().objects.filter(pk=user_pk).first()
    if held is None or user is None:  # forgotten, or gone, while it waited
        return
    with override(UserProfile.get_for_user(user).get_preferred_language()):
        apply_files(held, user)


def apply_files(held: ImportedFile, user: Any) -> None:
    """Enter what the files in `held` change, each of them whole or not at all.

    What was entered meanwhile by others is never written over, and what was entered before is
    found unchanged, so that it may be run again after it was cut off. The report holds every
    line that did not find its place.
    """
    if held.applied_at:
        return
    held.report = [_apply(plan, user) for plan in plan_files(held, user)]
    held.applied_at = timezone.now()
    held.save(update_fields=["report", "applied_at"])


def _apply(plan: FilePlan, user: Any) -> dict[str, Any]:
    problems = plan.problems
    rows = plan.rows
    if not problems:
        try:
            with transaction.atomic():
                rows = [_enter(row, plan.name, user) for row in rows]
        except _Refused as error:
            problems = [str(error)]
    return _told(FilePlan(plan.name, rows, problems))


class _Refused(Exception):
    """Raised when a row of the site does not take its label."""


def _enter(row: Row, name: str, user: Any) -> Row:
    """Write one entry; returns what became of it."""
    if row.unit is None or row.outcome not in {Outcome.APPLIED, Outcome.PROPOSED}:
        return row
    work, text = row.unit.work, row.entry.target
    try:
        if isinstance(work, LabelText):
            save_label(work.place, text, user, seen=work.version)
        elif row.outcome == Outcome.APPLIED:
            save_string(work.place, text, user, seen=work.version)
        elif not propose(work.place, text, name):
            return Row(Outcome.ASIDE, row.entry, row.unit)
    except ChangedMeanwhile:
        return Row(Outcome.CONFLICT, row.entry, row.unit)
    except ValidationError as error:
        raise _Refused(f"{row.where}: {' '.join(error.messages)}") from error
    return row


def _told(plan: FilePlan) -> dict[str, Any]:
    counts = {} if plan.problems else {str(key): n for key, n in plan.counts.items()}
    rows = [] if plan.problems else plan.rows
    return {
        "name": plan.name,
        "problems": plan.problems,
        "counts": counts,
        "rows": [row.told() for row in rows if row.outcome != Outcome.UNCHANGED],
    }


@dataclass
class Told:
    """One file of a report, as screens show it before and after."""

    name: str
    problems: list[str]
    counts: list[tuple[str, int]]
    rows: list[dict[str, str]] = field(default_factory=list)


def told(held: ImportedFile, user: Any) -> Iterator[Told]:
    """The report of `held`: what became of it, or what would."""
    files = held.report if held.applied_at else map(_told, plan_files(held, user))
    for file in files:
        counts = [(str(outcome.label), file["counts"].get(outcome, 0)) for outcome in Outcome]
        rows = [row | {"outcome": Outcome(row["outcome"]).label} for row in file["rows"]]
        yield Told(file["name"], file["problems"], [c for c in counts if c[1]], rows)
