"""The release of a draft: what the public will see change, and the button that makes it so."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from wagtail.admin.auth import permission_required

from programme.conflicts import Conflict, find_conflicts
from programme.forms.schedule import ReleaseForm
from programme.listeners import audiences
from programme.models import Edition
from programme.queries.changes import Changes, change_lines
from programme.queries.drafts import pending_changes
from programme.queries.entries import fact_urls, released_schedule
from programme.services.releases import errors_in, release_schedule
from translations.languages import source_language

from .frame import screen


@permission_required("programme.release_schedule")
def release(request: HttpRequest, edition_pk: int) -> HttpResponse:
    """What the public will see change, and the button that makes it so."""
    edition = get_object_or_404(Edition, pk=edition_pk)
    changes, conflicts = pending_changes(edition), find_conflicts(edition)
    form = release_form(request, conflicts)
    if request.method == "POST" and form.is_valid():
        try:
            released = release_schedule(edition, form.terms(), request.user)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("Released: %(label)s.") % {"label": released.label})
            return redirect("programme:schedule", edition_pk)
    placed = [*changes.added, *changes.moved]
    urls = fact_urls([session.key for session in placed], source_language())
    return screen(
        request,
        "release",
        edition,
        _("Release the schedule"),
        without_page=[session for session in placed if session.key not in urls],
        **preview(edition, changes, conflicts),
        form=form,
    )


def release_form(request: HttpRequest, conflicts: list[Conflict]) -> ReleaseForm:
    """The form as it was sent, or an empty one; it asks for a reason where there are errors."""
    data = request.POST if request.method == "POST" else None
    return ReleaseForm(data, errors=bool(errors_in(conflicts)))


def preview(edition: Edition, changes: Changes, conflicts: list[Conflict]) -> dict[str, Any]:
    """What a release would change, what stands against it, and whom it would write to."""
    is_first = released_schedule(edition) is None
    language = get_language() or source_language()
    return {
        "changes": changes,
        "is_first": is_first,
        "lines": change_lines(changes.rows, edition.zone, language),
        "conflicts": conflicts,
        "audiences": [] if is_first else audiences(edition, changes.rows),
    }
