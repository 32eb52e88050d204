"""What the checks say of a whole body of work, such as an edition, in one language."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import get_language_info
from django.utils.translation import gettext as _

from translations.checks import Severity
from translations.queries.completeness import lacks
from translations.queries.findings import checked
from translations.scopes import scope

from .frame import require_language, screen

#: More pages are counted, not shown.
MOST_SHOWN = 100


def report(request: HttpRequest, slug: str, language: str) -> HttpResponse:
    """Errors and open questions by page, what is missing, and what was settled with a reason."""
    languages = require_language(request, language)
    found = scope(slug)
    if found is None:
        raise Http404
    keys, rows = found.keys(), found.rows()
    pages = checked(language, keys, rows)
    return screen(
        request,
        "report",
        _("Checks"),
        found.title,
        scope=found,
        language=language,
        language_name=get_language_info(language)["name_translated"],
        languages=languages,
        pages=pages[:MOST_SHOWN],
        hidden=max(len(pages) - MOST_SHOWN, 0),
        errors=sum(page.errors for page in pages),
        questions=sum(page.questions for page in pages),
        missing=lacks(language, found),
        severity_error=Severity.ERROR,
    )
