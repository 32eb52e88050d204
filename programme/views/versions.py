"""Every version that was released, and the way back to it."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from wagtail.admin.auth import permission_required

from programme.enums import ScheduleState
from programme.models import Edition, Schedule
from programme.queries.changes import releases
from programme.queries.drafts import pending_changes
from programme.queries.log import releasers
from programme.services.releases import restore_version
from translations.languages import source_language

from .frame import screen


@permission_required("programme.release_schedule")
def versions(request: HttpRequest, edition_pk: int) -> HttpResponse:
    """What was released, when, by whom, and what it changed."""
    edition = get_object_or_404(Edition, pk=edition_pk)
    return screen(
        request,
        "versions",
        edition,
        _("Versions"),
        releases=releases(edition, get_language() or source_language()),
        releasers=releasers(edition),
        seen=pending_changes(edition).mark,
    )


@require_POST
@permission_required("programme.release_schedule")
def restore(request: HttpRequest, edition_pk: int, version: int) -> HttpResponse:
    """Put a released version into the draft, unless somebody has changed that meanwhile."""
    schedule = get_object_or_404(
        Schedule, edition=edition_pk, version=version, state=ScheduleState.RELEASED
    )
    try:
        restore_version(schedule, request.user, seen=request.POST.get("seen"))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect("programme:versions", edition_pk)
    messages.success(
        request,
        _("%(label)s is in the draft. The public sees it after a release.")
        % {"label": schedule.label},
    )
    return redirect("programme:release", edition_pk)
