"""Pages and labels that lack a language, or are stale there."""

from typing import Any
from urllib.parse import urlencode

from django.apps import apps
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language_info, pgettext
from django.utils.translation import gettext as _
from wagtail.admin.admin_url_finder import AdminURLFinder

from home.queries import Link
from programme.enums import Severity
from programme.models import Edition
from translations.enums import Kind
from translations.languages import language_codes, source_language
from translations.queries.work import work
from translations.queries.work.figures import Figures, by_language
from translations.queries.work.items import Item
from translations.scopes import scope

from . import NAMED, Panel, Row, Share, link


def words(edition: Edition, user: Any) -> Panel:
    """How far the edition's pages and labels are in each language: the numbers of the board."""
    found = work(language_codes(), scope(edition.slug))
    today = timezone.localdate()
    counted = [held for held in by_language(found, today) if held.language != source_language()]
    rows = [source_row(found, user), *(language_row(edition, held) for held in counted)]
    empty = _("Every published page and every label stands in every language.")
    return Panel(
        "words",
        _("Words and labels"),
        "wagtail-localize-language",
        [row for row in rows if row],
        empty,
        [link(_("Translation board"), address("board", edition))],
    )


def address(name: str, edition: Edition, *args: str, **asked: Any) -> str:
    """A screen of the translators, narrowed to this edition."""
    query = urlencode({"scope": edition.slug} | asked)
    return f"{reverse(f'translations:{name}', args=args)}?{query}"


def language_row(edition: Edition, held: Figures) -> Row | None:
    """What is left to do in a language into which is translated; None when nothing is."""
    if not held.left and not held.questions:
        return None
    asked: list[tuple[Any, int, dict[str, Any]]] = [
        *((step.stage.label, step.number, {"state": step.stage}) for step in held.to_do),
        (pgettext("translation", "Overdue"), held.overdue, {"due": "overdue"}),
        (_("Open questions"), held.questions, {"questions": "open"}),
    ]
    part, whole = held.published.words, held.all.words
    return Row(
        language_name(held.language),
        address("work_list", edition, held.language),
        note=_("%(part)d of %(whole)d words are published") % {"part": part, "whole": whole},
        severity=Severity.WARNING,
        share=Share(part, whole),
        links=[
            count_link(str(what), count, address("work_list", edition, held.language, **query))
            for what, count, query in asked
            if count
        ],
    )


def count_link(words: str, count: int, url: str) -> Link:
    """How many of one kind, with the way to them."""
    return link(_("%(what)s: %(count)d") % {"what": words, "count": count}, url)


def source_row(found: list[Item], user: Any) -> Row | None:
    """Labels that others have in their language while the source has none; None without any."""
    finder = AdminURLFinder(user)
    missing = [
        item
        for item in found
        if item.language == source_language() and item.kind == Kind.LABEL and item.left
    ]
    if not missing:
        return None
    return Row(
        _("%(what)s: %(count)d")
        % {"what": language_name(source_language()), "count": len(missing)},
        note=_("Labels missing"),
        severity=Severity.WARNING,
        links=[
            Link(item.title.text, finder.get_edit_url(row_of(item)) or "", item.title.language)
            for item in missing[:NAMED]
        ],
        more=max(len(missing) - NAMED, 0),
    )


def row_of(item: Item) -> Any:
    """The row of a label, with its key only."""
    return apps.get_model(item.type_name)(pk=item.row)


def language_name(language: str) -> str:
    """A language as the user calls it."""
    return str(get_language_info(language)["name_translated"]).capitalize()
