"""Which pages and labels are an edition's, for those who translate them."""

from typing import Any
from uuid import UUID

from programme.models import Edition, Room, Schedule, Session, Speaker, Track, Venue
from translations.labels import pick
from translations.scopes import Rows, Scope

from .editions import SECTIONS, section_key


def edition_scopes() -> list[Scope]:
    """Every edition as a body of work, the latest first. One query."""
    return [_scope(edition) for edition in Edition.objects.order_by("-starts_on", "-pk")]


def _scope(edition: Edition) -> Scope:
    return Scope(
        name=edition.slug,
        title=str(pick(edition, "title")),
        keys=lambda: page_keys(edition),
        rows=lambda: label_rows(edition),
    )


def rows_of_page(key: UUID) -> Rows:
    """The edition, session or speaker whose page has `key`."""
    return {model: model.objects.filter(key=key) for model in (Edition, Session, Speaker)}


def page_keys(edition: Edition) -> list[UUID]:
    """The translation keys of all pages about an edition. Two queries."""
    facts = [Session.objects.filter(edition=edition), Speaker.objects.filter(edition=edition)]
    sections = [section_key(edition.key, section) for section in SECTIONS]
    return [
        edition.key,
        *sections,
        *(key for rows in facts for key in rows.values_list("key", flat=True)),
    ]


def label_rows(edition: Edition) -> dict[Any, Any]:
    """The rows whose labels readers of the edition see."""
    return {
        Edition: Edition.objects.filter(pk=edition.pk),
        Session: Session.objects.filter(edition=edition),
        Speaker: Speaker.objects.filter(edition=edition),
        Schedule: Schedule.objects.filter(edition=edition),
        Track: Track.objects.filter(edition=edition),
        Venue: Venue.objects.filter(editions=edition.pk),
        Room: Room.objects.filter(venue=edition.venue_id),
    }
