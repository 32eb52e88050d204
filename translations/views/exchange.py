"""Files of translations, out to other tools and back in."""

import io
from typing import Any
from uuid import UUID

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import get_language_info, ngettext
from django.utils.translation import gettext as _

from translations.exchange.files import FORMATS, file_name, write_zip
from translations.exchange.units import Document, label_document, page_documents
from translations.forms.exchange import ExportForm, ImportForm
from translations.models import ImportedFile
from translations.queries.jobs import was_given_up
from translations.scopes import companions, scope
from translations.services.exchange import keep_file, run_import, start_import, told

from .frame import require_language, screen, typed

#: Lines of a file that are shown; the others are counted, and stay in the file that is kept.
MOST_SHOWN = 300
ZIP = "application/zip"


def export(request: HttpRequest, language: str) -> HttpResponse:
    """Pages and labels as PO or XLIFF; without a choice, the form for it."""
    require_language(request, language)
    asked = request.GET if "format" in request.GET else None
    offered = {"page": request.GET.getlist("page"), "scope": request.GET.get("scope", "")}
    form = ExportForm(language, asked, initial=offered)
    if asked is not None and form.is_valid():
        return _download(form, language)
    return screen(
        request,
        "export",
        _("Export for another tool"),
        get_language_info(language)["name_translated"],
        form=form,
        language=language,
    )


def _download(form: ExportForm, language: str) -> HttpResponse:
    kind, name = form.cleaned_data["format"], form.cleaned_data["scope"]
    documents = _documents(form.keys, name, language)
    if len(documents) == 1:
        _suffix, content_type, write = FORMATS[kind]
        content, filename = write(documents[0]), file_name(documents[0], kind)
    else:
        content, content_type = write_zip(documents, kind), ZIP
        filename = "-".join(filter(None, ["translations", language, name, kind])) + ".zip"
    headers = {"Content-Disposition": f'attachment; filename="{filename}"'}
    return HttpResponse(content, content_type=content_type, headers=headers)


def _documents(keys: list[UUID], name: str, language: str) -> list[Document]:
    """A file per page; the labels of a whole scope in a file of their own."""
    if keys:
        documents = page_documents(language, keys)
        for document in documents:
            document.units += label_document(language, companions(UUID(document.name))).units
        return documents
    found = scope(name)
    if found is None:
        raise Http404
    return [*page_documents(language, found.keys()), label_document(language, found.rows())]


def import_file(request: HttpRequest, language: str) -> HttpResponse:
    """Takes a file and keeps it for the check."""
    require_language(request, language)
    form = ImportForm(typed(request), request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        held = keep_file(language, file.name, file.read(), request.user, _page(request))
        return redirect("translations:import_check", held.pk)
    return screen(
        request,
        "import",
        _("Import a file of translations"),
        get_language_info(language)["name_translated"],
        form=form,
        language=language,
        page=_page(request) or "",
    )


def _page(request: HttpRequest) -> UUID | None:
    """The page that the file must be about, where it was asked for from a page."""
    try:
        return UUID(request.POST.get("page") or request.GET.get("page") or "")
    except ValueError:
        return None


def import_check(request: HttpRequest, file_pk: int) -> HttpResponse:
    """What a kept file would change, then, when it was sent, what became of it."""
    held = get_object_or_404(ImportedFile.objects.select_related("locale"), pk=file_pk)
    require_language(request, held.locale.language_code)
    if request.method == "POST":
        start_import(held, request.user)
        return redirect("translations:import_check", file_pk)
    under_way = bool(held.started_at and not held.applied_at)
    files = [] if under_way else list(told(held, request.user))
    return screen(
        request,
        "import_check",
        _("Import of translations") if held.applied_at else _("Check the import"),
        held.name,
        held=held,
        language=held.locale.language_code,
        under_way=under_way,
        given_up=under_way and was_given_up(run_import, file_pk),
        files=[_shown(file) for file in files],
        may_import=not held.started_at and any(not file.problems for file in files),
    )


def _shown(file: Any) -> dict[str, Any]:
    hidden = max(0, len(file.rows) - MOST_SHOWN)
    more = ngettext("%(count)d more line", "%(count)d more lines", hidden) % {"count": hidden}
    return {"file": file, "rows": file.rows[:MOST_SHOWN], "more": more if hidden else ""}


def imported_file(request: HttpRequest, file_pk: int) -> FileResponse:
    """A file as it was sent."""
    held = get_object_or_404(ImportedFile.objects.select_related("locale"), pk=file_pk)
    require_language(request, held.locale.language_code)
    return FileResponse(io.BytesIO(held.content), as_attachment=True, filename=held.name)
