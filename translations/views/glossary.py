"""The glossary as a file, out and in; its terms one by one are a section of the admin."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from wagtail.admin.auth import permission_required

from translations.exchange.glossary import columns, read_terms, template_rows, term_row
from translations.exchange.workbook import Unreadable
from translations.exports.xlsx import XLSX, workbook
from translations.forms.glossary import TermsFileForm
from translations.models import GlossaryTerm
from translations.services.glossary import ImportedTerms, import_terms

from .frame import screen, typed

MAY_IMPORT = permission_required("translations.add_glossaryterm")
MAY_READ = permission_required("translations.change_glossaryterm")


@MAY_IMPORT
def import_glossary(request: HttpRequest) -> HttpResponse:
    """Takes a workbook; every term of it or, when something is wrong, none."""
    form = TermsFileForm(typed(request), request.FILES or None)
    faults: list[Any] = []
    if request.method == "POST" and form.is_valid():
        try:
            table = read_terms(form.cleaned_data["file"].read())
        except Unreadable as error:
            form.add_error("file", f"{error.where}: {error}" if error.where else str(error))
        else:
            faults = table.faults
            if not faults:
                tell(request, import_terms(table.terms, request.user))
                return redirect("glossary:index")
    return screen(request, "glossary_import", _("Import terms"), form=form, faults=faults)


def tell(request: HttpRequest, report: ImportedTerms) -> None:
    """What an import did, in one sentence."""
    sentence = _("%(added)d added, %(changed)d changed, %(unchanged)d as before.")
    messages.success(request, sentence % vars(report))


@MAY_IMPORT
def template(request: HttpRequest) -> HttpResponse:
    """An empty table with its columns explained."""
    return file("glossary-template", workbook([list(columns())], columns=template_rows()))


@MAY_READ
def export_glossary(request: HttpRequest) -> HttpResponse:
    """All terms, in the columns that an import reads."""
    rows = [list(columns()), *map(term_row, GlossaryTerm.objects.all())]
    return file("glossary", workbook(rows))


def file(name: str, content: bytes) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}.xlsx"'}
    return HttpResponse(content, content_type=XLSX, headers=headers)
