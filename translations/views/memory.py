"""What was translated before: searched, and taken away as TMX."""

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from translations.exchange.tmx import CONTENT_TYPE, write_tmx
from translations.forms.memory import SearchForm
from translations.languages import language_codes
from translations.queries.concordance import hits, lines
from translations.queries.memory import memory_units
from translations.queries.people import languages_of

from .frame import require_language, screen

PER_PAGE = 25


def concordance(request: HttpRequest) -> HttpResponse:
    """Where words occur, in all languages side by side."""
    languages = languages_of(request.user)
    if not languages:
        raise PermissionDenied
    form = SearchForm(request.GET)
    words = form.cleaned_data["q"] if form.is_valid() else ""
    page = Paginator(hits(words), PER_PAGE).get_page(request.GET.get("p"))
    return screen(
        request,
        "concordance",
        _("Memory of translations"),
        form=form,
        words=words,
        page=page,
        lines=lines(list(page), languages),
        codes=language_codes(),
        languages=languages,
    )


def memory_tmx(request: HttpRequest) -> HttpResponse:
    """The memory as TMX: of one language, or of all those of the user."""
    language = request.GET.get("language", "")
    languages = [language] if language else languages_of(request.user)
    if not languages:
        raise PermissionDenied
    for code in languages:
        require_language(request, code)
    headers = {"Content-Disposition": f'attachment; filename="memory-{"-".join(languages)}.tmx"'}
    return HttpResponse(
        write_tmx(memory_units(languages)), content_type=CONTENT_TYPE, headers=headers
    )
