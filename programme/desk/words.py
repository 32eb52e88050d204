"""Pages and labels that lack a language, or are stale there."""

from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import get_language_info
from django.utils.translation import gettext as _
from wagtail.admin.admin_url_finder import AdminURLFinder

from home.queries import Link
from programme.enums import Severity
from programme.models import Edition
from programme.queries.words import label_rows, page_keys
from translations.enums import WorkState
from translations.languages import language_codes, source_language
from translations.queries.labels import label_work
from translations.queries.pages import page_work
from translations.queries.submissions import pages_not_sent

from . import NAMED, Panel, Row, link

#: States of a page that ask for work.
TO_DO = {WorkState.TO_ADAPT, WorkState.TO_TRANSLATE, WorkState.TO_PUBLISH}


def words(edition: Edition, user: Any) -> Panel:
    """Pages and labels of the edition that lack a language, or are stale there. 26 queries."""
    keys = page_keys(edition)
    into = [language for language in language_codes() if language != source_language()]
    rows = [source_row(edition, user), *(language_row(code, edition, keys) for code in into)]
    found = [row for row in rows if row]
    empty = _("Every published page and every label stands in every language.")
    return Panel("words", _("Words and labels"), "wagtail-localize-language", found, empty)


def language_row(language: str, edition: Edition, keys: list[UUID]) -> Row | None:
    """What is left to do in a language into which is translated; None when nothing is."""
    url = reverse("translations:work_list", args=[language])
    left = [(what, count) for what, count in left_to_do(language, edition, keys) if count]
    if not left:
        return None
    links = [count_link(str(what), count, url) for what, count in left]
    return Row(language_name(language), url, severity=Severity.WARNING, links=links)


def left_to_do(language: str, edition: Edition, keys: list[UUID]) -> list[tuple[Any, int]]:
    """How many pages are in each state that asks for work, and how many labels are missing."""
    states = [item.state for item in page_work(language, keys)]
    not_sent = pages_not_sent(language).filter(translation_key__in=keys)
    return [
        (_("Pages not sent for translation"), not_sent.count()),
        *((state.label, states.count(state)) for state in WorkState if state in TO_DO),
        (_("Labels missing"), len(label_work(language, label_rows(edition)))),
    ]


def count_link(words: str, count: int, url: str) -> Link:
    """How many of one kind, with the way to them."""
    return link(_("%(what)s: %(count)d") % {"what": words, "count": count}, url)


def source_row(edition: Edition, user: Any) -> Row | None:
    """Labels that others have in their language while the source has none; None without any."""
    finder = AdminURLFinder(user)
    missing = label_work(source_language(), label_rows(edition))
    if not missing:
        return None
    return Row(
        _("%(what)s: %(count)d")
        % {"what": language_name(source_language()), "count": len(missing)},
        note=_("Labels missing"),
        severity=Severity.WARNING,
        links=[
            Link(
                item.text,
                finder.get_edit_url(item.labels.model(pk=item.pk)) or "",
                item.text_language,
            )
            for item in missing[:NAMED]
        ],
        more=max(len(missing) - NAMED, 0),
    )


def language_name(language: str) -> str:
    """A language as the user calls it."""
    return str(get_language_info(language)["name_translated"]).capitalize()
