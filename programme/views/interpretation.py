"""The interpreters' plan of an edition: to read, to print, and as a spreadsheet."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from wagtail.admin.auth import permission_required

from programme.models import Edition
from programme.queries.interpretation import interpretation_plan, interpretation_rows
from translations.exports.xlsx import XLSX, workbook

from .frame import screen


@cache_control(no_store=True)
@permission_required("programme.change_interpreter")
def interpretation(request: HttpRequest, edition_pk: int) -> HttpResponse:
    """Who interprets where on each day, and what still lacks an interpreter."""
    edition = get_object_or_404(Edition, pk=edition_pk)
    return screen(
        request,
        "interpretation",
        edition,
        _("Interpreters’ plan"),
        days=interpretation_plan(edition),
    )


@cache_control(no_store=True)
@permission_required("programme.change_interpreter")
def interpretation_xlsx(request: HttpRequest, edition_pk: int) -> HttpResponse:
    """The same as a spreadsheet."""
    edition = get_object_or_404(Edition, pk=edition_pk)
    name = f"interpretation-{edition.slug}.xlsx"
    return HttpResponse(
        workbook(interpretation_rows(interpretation_plan(edition))),
        content_type=XLSX,
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
