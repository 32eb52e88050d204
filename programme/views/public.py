"""The gate to what is public of an edition beside its pages."""

from typing import Any

from django.http import Http404
from django.utils.translation import get_language

from programme.models import Edition, Schedule
from programme.pages import ProgrammePage
from programme.queries.editions import public_fact
from programme.queries.entries import released_schedule
from translations.languages import source_language


def language() -> str:
    """The language of the address."""
    return get_language() or source_language()


def public_page(page_type: Any, **conditions: Any) -> Any:
    """The page that these readers may see; 404 where there is none, or where it is private."""
    page = public_fact(page_type, language(), **conditions)
    if page is None:
        raise Http404
    return page


def public_edition(slug: str) -> Edition:
    """The edition with this address, where its programme page is public; else 404."""
    return public_page(ProgrammePage, edition__slug=slug).edition


def public_schedule(slug: str) -> Schedule:
    """What is released of the edition with this address; 404 while readers see none."""
    edition = public_edition(slug)
    schedule = released_schedule(edition)
    if schedule is None:
        raise Http404
    schedule.edition = edition
    return schedule
