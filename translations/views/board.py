"""How far every body of work is in every language."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from translations.forms.work import WorkFilter
from translations.queries.catalogues import catalogues
from translations.queries.people import is_limited_to_languages, languages_of
from translations.queries.work import work
from translations.queries.work.figures import by_scope

from .frame import screen


def start(request: HttpRequest) -> HttpResponse:
    """To one's own work, or to the board for whoever sends work to others."""
    if not languages_of(request.user):
        raise PermissionDenied
    own = is_limited_to_languages(request.user)
    return redirect("translations:my_work" if own else "translations:board")


def board(request: HttpRequest) -> HttpResponse:
    """Bodies of work by language, in texts and words, as far as they are asked for."""
    languages = languages_of(request.user)
    if not languages:
        raise PermissionDenied
    asked = WorkFilter(request.GET, request.user, languages)
    today = timezone.localdate()
    chosen = asked.scope_asked
    items = asked.narrow(work(languages, chosen), today)
    return screen(
        request,
        "board",
        _("Translation board"),
        chosen.title if chosen else "",
        form=asked,
        chosen=chosen,
        catalogues=[] if asked.asked else catalogues(languages),
        scopes=by_scope(items, [chosen] if chosen else asked.scopes.values(), today),
    )
