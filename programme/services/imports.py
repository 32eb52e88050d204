"""Imports of programme files: kept, checked, and done by the worker, all or nothing."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import get_language, override
from django_tasks import task

from programme.enums import JobState
from programme.exchange.changes import ImportPlan
from programme.exchange.imported import ImportedProgramme, Problem, Refused, Request
from programme.exchange.plan import plan_import
from programme.exchange.read import read
from programme.models import Edition, ScheduleImport, Session, Speaker
from programme.pages import FactPage, SessionPage, SpeakerPage
from translations.exchange.limits import HELD
from translations.languages import source_language

from .bulk_pages import index_pages
from .import_rows import write_plan

#: Pages that are made known to the search in one go.
CHUNK = 100


class Faulty(Exception):
    """A file with errors: nothing of it has been written."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("; ".join(str(problem) for problem in problems))
        self.problems = problems


def keep_file(edition: Edition, name: str, data: bytes, user: Any, **how: Any) -> ScheduleImport:
    """Keep an upload where nobody reaches it but the check and the worker."""
    discard_old(user)
    held = ScheduleImport(edition=edition, name=name[:120], user=user, **how)
    held.file.save("programme", ContentFile(data), save=False)
    held.save()
    return held


def discard_old(user: Any) -> None:
    """Delete the files that the same editor sent before and left at the check."""
    for held in ScheduleImport.objects.filter(user=user, state=JobState.WAITING, total=0):
        discard(held)


def discard_forgotten() -> int:
    """Delete the files of imports that nobody has brought to an end; returns how many.

    They were left at the check, or the worker gave them up. Safe to run in several workers.
    """
    before = timezone.now() - HELD
    over = {JobState.DONE, JobState.FAILED}
    forgotten = list(ScheduleImport.objects.filter(requested_at__lt=before).exclude(state__in=over))
    for held in forgotten:
        discard(held)
    return len(forgotten)


def discard(held: ScheduleImport) -> None:
    held.file.delete(save=False)
    held.delete()


def request_of(held: ScheduleImport) -> Request:
    return Request(held.edition.zone.info, held.language, held.encoding)


def read_kept(held: ScheduleImport) -> ImportedProgramme:
    """The programme in a kept file; raises Refused."""
    with held.file.open("rb") as file:
        return read(file.read(), request_of(held))


def start_import(held: ScheduleImport, sessions: int) -> None:
    """Hand a checked file to the worker."""
    with transaction.atomic():
        held.total = max(sessions, 1)
        held.save(update_fields=["total"])
        run_import.enqueue(held.pk, get_language() or source_language())


@task(backend="jobs", queue_name="jobs")
def run_import(pk: int, language: str) -> None:
    """Do an import; cut off anywhere, it may run again: what is written is written once."""
    held = ScheduleImport.objects.select_related("edition", "user").filter(pk=pk).first()
    if held is None or held.state in {JobState.DONE, JobState.FAILED}:
        return
    ScheduleImport.objects.filter(pk=pk).update(state=JobState.RUNNING, done=0)
    # A report of a run that was cut off says that all was written: editors may have gone on since.
    if not held.report:
        try:
            with override(language):
                import_kept(held)
        except (Refused, Faulty) as error:
            held.report = {"problems": [str(problem) for problem in problems_of(error)]}
            finish(held, JobState.FAILED)
            return
    for done in make_known(held.edition.speakers.all(), held.edition.sessions.all()):
        ScheduleImport.objects.filter(pk=pk).update(done=min(done, held.total))
    finish(held, JobState.DONE)


def import_kept(held: ScheduleImport) -> None:
    """Write what is in a kept file, and its report with it or not at all."""
    programme = read_kept(held)
    with transaction.atomic():
        plan = import_programme(
            held.edition, programme, creates_rooms=held.creates_rooms, user=held.user
        )
        held.report = {**plan.counts, "remarks": [str(problem) for problem in plan.remarks]}
        held.save(update_fields=["report"])


def problems_of(error: Refused | Faulty) -> list[Problem]:
    return [error.problem] if isinstance(error, Refused) else error.problems


def finish(held: ScheduleImport, state: JobState) -> None:
    """Note how it ended; the file is not needed any more."""
    held.file.delete(save=False)
    held.state, held.done, held.finished_at = state, held.total, timezone.now()
    held.save(update_fields=["state", "report", "finished_at", "done", "file"])


def import_programme(
    edition: Edition,
    programme: ImportedProgramme,
    *,
    creates_rooms: bool = False,
    user: Any = None,
) -> ImportPlan:
    """Write a programme into facts and the draft, all or nothing; returns what was written.

    Comparing and writing are one transaction, so that what was compared still stands when it
    is written. Raises Faulty, with every problem, for a file with errors.
    """
    with transaction.atomic():
        if edition.pk:
            edition = Edition.objects.select_for_update(of=("self",)).get(pk=edition.pk)
        plan = plan_import(edition, programme, creates_rooms=creates_rooms)
        if plan.errors:
            raise Faulty(plan.errors)
        write_plan(plan, user)
    return plan


def make_known(speakers: Iterable[Speaker], sessions: Iterable[Session]) -> Iterator[int]:
    """Tell the search of the pages, by portions; yields how many sessions are done.

    Outside the transaction of the import: where it is cut off, the next run makes up for it.
    """
    for _done in portions(SpeakerPage, list(speakers)):
        pass
    yield from portions(SessionPage, list(sessions))


def portions(page_type: type[FactPage], facts: list[Any]) -> Iterator[int]:
    for start in range(0, len(facts), CHUNK):
        chunk = facts[start : start + CHUNK]
        pages = page_type.objects.filter(**{f"{page_type.fact_field}__in": chunk})
        with transaction.atomic():
            index_pages(page_type, list(pages.values_list("pk", flat=True)))
        yield start + len(chunk)
