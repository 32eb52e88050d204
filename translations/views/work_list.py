"""What is to do in one language, and one's own part of it."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from translations.enums import Kind, Stage
from translations.forms.assignment import AssignmentForm
from translations.forms.work import State, WorkFilter
from translations.languages import language_names
from translations.queries.people import SUBMIT, languages_of
from translations.queries.work import own_work, work
from translations.queries.work.figures import by_language
from translations.queries.work.items import Item

from .frame import require_language, screen

ON_ONE_PAGE = 100


def work_list(request: HttpRequest, language: str) -> HttpResponse:
    """Pages, labels and documents in one language, most pressing first, as far as asked for."""
    languages = require_language(request, language)
    asked = WorkFilter(narrowed(request.GET), request.user, [language], one=True)
    today = timezone.localdate()
    items = in_order(asked.narrow(work([language], asked.scope_asked), today))
    return screen(
        request,
        "work_list",
        language_names([language]).capitalize(),
        _("Translations"),
        language=language,
        languages=languages,
        form=asked,
        today=today,
        items=Paginator(items, ON_ONE_PAGE).get_page(request.GET.get("p")),
        figures=by_language(items, today),
        assignment=AssignmentForm(request.user, language),
        query=query_without_page(request),
        can_submit=request.user.has_perm(SUBMIT),
    )


def narrowed(typed: Any) -> Any:
    """What is asked for; before anything is, what is left to do."""
    return typed or {"state": State.LEFT.value}


def in_order(items: list[Item]) -> list[Item]:
    """Most pressing first, and then pages before labels; what is equal keeps its order."""
    stages, kinds = list(Stage), list(Kind)
    return sorted(items, key=lambda item: (stages.index(item.stage), kinds.index(item.kind)))


def query_without_page(request: HttpRequest) -> str:
    """The filter of this list, for the links to its other pages."""
    query = request.GET.copy()
    query.pop("p", None)
    return query.urlencode()


def my_work(request: HttpRequest) -> HttpResponse:
    """What is assigned to the user, by due date, and how far her languages are."""
    languages = languages_of(request.user)
    if not languages:
        raise PermissionDenied
    items, today = work(languages), timezone.localdate()
    return screen(
        request,
        "my_work",
        _("My work"),
        today=today,
        items=own_work(items, request.user),
        figures=by_language(items, today),
    )
