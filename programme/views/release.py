"""The release of a draft: what the public will see change, and the button that makes it so."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from wagtail.admin.auth import permission_required

from programme.forms.schedule import ReleaseForm
from programme.models import Edition
from programme.queries.drafts import pending_changes
from programme.queries.entries import fact_urls
from programme.services.releases import release_schedule
from translations.languages import source_language

from .frame import screen


@permission_required("programme.release_schedule")
def release(request: HttpRequest, edition_pk: int) -> HttpResponse:
    """What the public will see change, and the button that makes it so."""
    edition = get_object_or_404(Edition, pk=edition_pk)
    form = ReleaseForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            released = release_schedule(edition, **form.cleaned_data, user=request.user)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("Released: %(label)s.") % {"label": released.label})
            return redirect("programme:schedule", edition_pk)
    changes = pending_changes(edition)
    placed = [*changes.added, *changes.moved]
    urls = fact_urls([session.key for session in placed], source_language())
    return screen(
        request,
        "release",
        edition,
        _("Release the schedule"),
        form=form,
        changes=changes,
        without_page=[session for session in placed if session.key not in urls],
    )
