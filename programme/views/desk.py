"""The editor's home for one edition."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from wagtail.admin.auth import permission_required

from programme.desk import panels
from programme.desk.doors import by_purpose, doors
from programme.models import Edition

from .frame import screen


@permission_required("programme.change_schedule")
def desk(request: HttpRequest, edition_pk: int) -> HttpResponse:
    """Where the edition stands, what is missing, and the way to where it is mended."""
    edition = get_object_or_404(Edition, pk=edition_pk)
    return screen(
        request,
        "desk",
        edition,
        _("Edition desk"),
        panels=panels(edition, request.user),
        purposes=by_purpose(doors(edition, request.user)[1:]),  # but the one to here
    )
