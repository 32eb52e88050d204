"""Editions for readers: the coming one, the archive, and the way around one edition."""

import datetime
import uuid
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from home.links import address
from home.queries import Link, best_language_each, family_at, in_chain
from programme.enums import PartnerRole
from programme.models.edition import Edition, EditionPartner
from programme.models.schedule import Schedule
from programme.models.session import Session
from programme.models.speaker import Speaker
from translations.labels import Words, pick

#: Pages of an edition whose name is an interface word rather than an editor's.
SECTIONS: dict[str, Any] = {
    "programme": _("Programme"),
    "speakers": _("Speakers"),
    "proceedings": _("Proceedings"),
}


def register_section(slug: str, name: Any) -> None:
    """Say what a section of editions is called that an upper floor adds, at this address."""
    SECTIONS[slug] = name


@dataclass(frozen=True)
class EditionCard:
    """An edition for a list, with the address of its page."""

    edition: Edition
    url: str


def place(edition: Edition, language: str) -> Words:
    """The city of the venue, else the host's name; empty when neither is known."""
    if edition.venue:
        return pick(edition.venue, "city", language)
    return pick(edition.host, "name", language)


def edition_cards(model: Any, language: str) -> list[EditionCard]:
    """Every public edition, the latest first. `model` is the edition page. One query."""
    pages = in_chain(model.objects.all(), language).select_related(
        "locale", "edition__venue", "edition__host"
    )
    cards = [_card(page, language) for page in best_language_each(pages, language)]
    return sorted(together(cards), key=lambda card: card.edition.starts_on, reverse=True)


def _card(page: Any, language: str) -> EditionCard:
    url = address(page.url_path, page.locale.language_code, language)
    return EditionCard(page.edition, url)


def together(cards: list[EditionCard]) -> list[EditionCard]:
    """A tour once: without its stages, which stand on its own page."""
    public = {card.edition.pk for card in cards}
    return [card for card in cards if card.edition.parent_id not in public]


@dataclass(frozen=True)
class Tour:
    """An edition with its stages in order of time, whichever of them a reader looks at."""

    whole: EditionCard | None
    stages: list[EditionCard]


def tour(model: Any, edition: Edition, language: str) -> Tour | None:
    """The public tour that an edition is, or is a stage of; None for all others. One query.

    `model` is the edition page.
    """
    whole = edition.parent_id or edition.pk
    pages = model.objects.filter(Q(edition=whole) | Q(edition__parent=whole))
    found = in_chain(pages, language).select_related("locale", "edition__venue", "edition__host")
    cards = [_card(page, language) for page in best_language_each(found, language)]
    stages = [card for card in cards if card.edition.parent_id]
    if not stages:
        return None
    return Tour(
        whole=next((card for card in cards if not card.edition.parent_id), None),
        stages=sorted(stages, key=lambda card: card.edition.starts_on),
    )


def public_fact(model: Any, language: str, **conditions: Any) -> Any:
    """The page about a fact that readers of `language` may see; None where there is none.

    `conditions` find it among the pages of its type, `model`. One query.
    """
    pages = in_chain(model.objects.filter(**conditions), language).select_related(*model.joined)
    return next(iter(best_language_each(pages, language)), None)


def editions_ahead() -> QuerySet[Edition]:
    """Editions that are not over, the next one first."""
    return Edition.objects.filter(ends_on__gte=timezone.localdate()).order_by("starts_on")


def today(edition: Edition) -> datetime.date:
    """The day it is where the edition takes place."""
    return timezone.now().astimezone(edition.zone.info).date()


def is_past(edition: Edition) -> bool:
    """Whether the last day, at the venue, is behind us."""
    return edition.ends_on < today(edition)


def coming(cards: list[EditionCard]) -> EditionCard | None:
    """The next edition, or the one going on; None when all are past."""
    ahead = [card for card in cards if not is_past(card.edition)]
    return min(ahead, key=lambda card: card.edition.starts_on, default=None)


def past(cards: list[EditionCard]) -> list[EditionCard]:
    """The archive, the latest first."""
    return [card for card in cards if is_past(card.edition)]


def edition_menu(edition: Edition, language: str) -> list[Link]:
    """The published pages of one edition, its own first. One query."""
    pages = family_at(f"{edition.slug}/", language).order_by("path")
    return [
        _menu_link(page, edition, language)
        for page in best_language_each(pages, language)
        if page.slug in {edition.slug, *SECTIONS} or page.show_in_menus
    ]


def _menu_link(page: Any, edition: Edition, language: str) -> Link:
    code = page.locale.language_code
    url = address(page.url_path, code, language)
    named = SECTIONS | {edition.slug: _("Overview")}
    if page.slug in named:
        return Link(str(named[page.slug]), url, language)
    return Link(page.title, url, code)


def edition_trail(edition: Edition, section: str, language: str) -> list[Link]:
    """The edition, and the section of it called `section`, as links from above to below."""
    title = pick(edition, "title", language)
    trail = [Link(title.text, f"/{language}/{edition.slug}/", title.language)]
    if section:
        url = f"/{language}/{edition.slug}/{section}/"
        trail.append(Link(str(SECTIONS[section]), url, language))
    return trail


def partners_by_role(edition: Edition, language: str) -> list[tuple[PartnerRole, list[Words]]]:
    """Who hosts, organises and supports an edition. One query."""
    partners = EditionPartner.objects.filter(edition=edition).select_related("organisation")
    held: dict[str, list[Words]] = {}
    for partner in partners:
        held.setdefault(partner.role, []).append(pick(partner.organisation, "name", language))
    return [(role, held[role]) for role in PartnerRole if role in held]


def speakers(edition: Edition, schedule: Schedule | None) -> QuerySet[Speaker]:
    """Who appears in the released programme, by protocol rank, then by name."""
    if schedule is None:
        return Speaker.objects.none()
    sessions = Session.objects.filter(slots__schedule=schedule)
    return (
        Speaker.objects.filter(edition=edition, sessions__in=sessions)
        .distinct()
        .select_related("organisation", "photo")
        .prefetch_related("photo__renditions")
        .order_by("protocol_rank", "family_name", "given_name")
    )


def section_key(edition_key: uuid.UUID, section: str) -> uuid.UUID:
    """Translation key of a further page about an edition, which cannot share the edition's."""
    return uuid.uuid5(edition_key, section)
