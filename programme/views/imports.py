"""A programme file: sent, checked, and handed to the worker."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from wagtail.admin.auth import permission_required

from programme.enums import FileKind, JobState
from programme.exchange.changes import ImportPlan
from programme.exchange.imported import ImportedProgramme, Problem, Refused
from programme.exchange.plan import plan_import
from programme.exports.table import template_xlsx
from programme.forms.imports import CheckForm, FileForm
from programme.models import Edition, ScheduleImport
from programme.services.imports import keep_file, read_kept, run_import, start_import
from translations.exports.xlsx import XLSX
from translations.queries.jobs import was_given_up

from .frame import screen

MAY_IMPORT = permission_required("programme.change_schedule")
#: More rows are counted, not shown.
MOST_SHOWN = 300


@MAY_IMPORT
def import_file(request: HttpRequest, edition_pk: int) -> HttpResponse:
    """Takes a file and keeps it for the check."""
    edition = get_object_or_404(Edition, pk=edition_pk)
    form = FileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data.pop("file")
        held = keep_file(edition, file.name, file.read(), request.user, **form.cleaned_data)
        return redirect("programme:import_check", held.pk)
    return screen(request, "import", edition, _("Import a programme"), form=form)


@MAY_IMPORT
def template(request: HttpRequest) -> HttpResponse:
    """An empty table with its columns explained."""
    headers = {"Content-Disposition": 'attachment; filename="programme.xlsx"'}
    return HttpResponse(template_xlsx(), content_type=XLSX, headers=headers)


@dataclass
class Check:
    """What was found in a kept file; without a plan it could not be read."""

    programme: ImportedProgramme | None = None
    plan: ImportPlan | None = None
    problems: list[Problem] | None = None

    @property
    def may_import(self) -> bool:
        return self.plan is not None and not self.plan.errors


def check(held: ScheduleImport) -> Check:
    try:
        programme = read_kept(held)
    except Refused as error:
        return Check(problems=[error.problem])
    plan = plan_import(held.edition, programme, creates_rooms=held.creates_rooms)
    return Check(programme, plan, plan.errors)


@MAY_IMPORT
def import_check(request: HttpRequest, pk: int) -> HttpResponse:
    """What would change, row by row, or what is wrong and where; then the import itself."""
    held = get_object_or_404(ScheduleImport.objects.select_related("edition"), pk=pk)
    if held.state != JobState.WAITING or held.total:
        return redirect("programme:import_progress", pk)
    form = check_form(request, held)
    if request.method == "POST" and form.is_valid():
        for name, value in form.cleaned_data.items():
            setattr(held, name, value)
        held.save(update_fields=list(form.cleaned_data))
    found = check(held)
    if "import" in request.POST and form.is_valid() and found.may_import:
        start_import(held, len(found.programme.sessions))  # type: ignore[union-attr]
        messages.success(request, _("The import is under way."))
        return redirect("programme:import_progress", pk)
    return screen(
        request,
        "import_check",
        held.edition,
        _("Check the import"),
        held=held,
        form=form,
        found=found,
        **tables(found),
    )


def check_form(request: HttpRequest, held: ScheduleImport) -> CheckForm:
    with held.file.open("rb") as file:
        begin = file.read(4)
    has_letters = not begin.startswith((b"PK", b"<", b"{", b"["))
    initial = {name: getattr(held, name) for name in ("encoding", "language", "creates_rooms")}
    data: Any = request.POST if request.method == "POST" else None
    return CheckForm(data, initial=initial, has_letters=has_letters)


def tables(found: Check) -> dict[str, Any]:
    """What the screen shows of a plan: first rows of a table, changes, what is new."""
    if found.plan is None or found.programme is None:
        return {}
    plan, programme = found.plan, found.programme
    return {
        "sample": programme.sample if programme.kind in {FileKind.CSV, FileKind.XLSX} else [],
        "encoding": programme.encoding and programme.encoding.label,
        "counts": plan.counts,
        "changed": plan.changed[:MOST_SHOWN],
        "new": plan.new[:MOST_SHOWN],
        "hidden": max(0, len(plan.changed) - MOST_SHOWN) + max(0, len(plan.new) - MOST_SHOWN),
        "people": [step for step in plan.speakers if step.is_new or step.changes][:MOST_SHOWN],
    }


@MAY_IMPORT
def import_progress(request: HttpRequest, pk: int) -> HttpResponse:
    """How far the worker is, and what came of it."""
    held = get_object_or_404(ScheduleImport.objects.select_related("edition"), pk=pk)
    return screen(
        request,
        "import_progress",
        held.edition,
        _("Import of a programme"),
        held=held,
        is_over=held.state in {JobState.DONE, JobState.FAILED},
        given_up=was_given_up(run_import, held.pk),
    )
