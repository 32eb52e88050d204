"""Giving pages to a translator."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST
from wagtail.admin.views.pages.utils import get_valid_next_url_from_request

from translations.forms.assignment import AssignmentForm
from translations.forms.work import WorkFilter
from translations.queries.work import work
from translations.services.assignments import Order, assign_pages

from .frame import require_language


@require_POST
def assign(request: HttpRequest, language: str) -> HttpResponse:
    """Give the chosen pages, or all that a list shows, to a translator of this language."""
    require_language(request, language)
    form = AssignmentForm(request.user, language, request.POST)
    keys = chosen_keys(request, language)
    if not form.is_valid():
        for error in [error for errors in form.errors.values() for error in errors]:
            messages.error(request, str(error))
    elif not keys:
        messages.error(request, _("Choose at least one page."))
    else:
        given = assign_pages(keys, language, Order(**form.cleaned_data), request.user)
        tell(request, given, len(keys) - given)
    back = reverse("translations:work_list", args=[language])
    return redirect(get_valid_next_url_from_request(request) or back)


def chosen_keys(request: HttpRequest, language: str) -> set[UUID]:
    """The pages that were ticked, or all those of the list, on whichever of its pages."""
    if "everything" not in request.POST:
        return {key for text in request.POST.getlist("keys") if (key := as_uuid(text))}
    asked = WorkFilter(QueryDict(request.POST.get("filter", "")), request.user, [language])
    items = asked.narrow(work([language], asked.scope_asked), timezone.localdate())
    return {item.key for item in items if item.key and item.translation}


def as_uuid(text: str) -> UUID | None:
    """A key as it was sent; None for what is none."""
    try:
        return UUID(text)
    except ValueError:
        return None


def tell(request: HttpRequest, given: int, kept: int) -> None:
    """Say how many pages were given, and how many stay with whoever has them."""
    if given:
        done = ngettext("%(count)d page is assigned.", "%(count)d pages are assigned.", given)
        messages.success(request, done % {"count": given})
    if kept:
        left = ngettext(
            "%(count)d page stays as it is: a colleague has it, or nobody has sent it.",
            "%(count)d pages stay as they are: colleagues have them, or nobody has sent them.",
            kept,
        )
        messages.warning(request, left % {"count": kept})
