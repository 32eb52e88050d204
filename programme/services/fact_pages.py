"""Pages of words about a fact: made, renamed and deleted with the fact, never by hand."""

import re
from typing import Any

from anyascii import anyascii
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _
from wagtail.coreutils import find_available_slug
from wagtail.log_actions import log
from wagtail.models import Locale, Page
from wagtail.search.index import insert_or_update_object
from wagtail_localize.models import TranslationSource

from programme.enums import ScheduleState
from programme.models.edition import Edition
from programme.models.fact import Fact
from programme.models.schedule import Slot
from programme.models.session import Session
from programme.models.speaker import Speaker
from programme.pages import FactPage
from programme.queries.fact_pages import page_types, pages_of_type
from translations.languages import source_language

from .public_changes import note_change_of


def source_locale() -> Locale:
    """The locale in which pages are made first."""
    return Locale.objects.get_for_language(source_language())


def add_page(page_type: type[FactPage], fact: Fact, parent: Page, slug: str, user: Any) -> FactPage:
    """Make the source page of `fact` below `parent`, as a draft.

    `slug` is made available by a number where a sibling has it already.
    """
    page = page_type(
        translation_key=page_type.key_for(fact.key),
        locale=parent.locale,
        slug=find_available_slug(parent, slug),
        live=False,
        has_unpublished_changes=True,
        owner=user,
        **{page_type.fact_field: fact},
    )
    parent.add_child(instance=page)
    page.save_revision(user=user, log_action=True)
    return page


def slug_from(title: str, fallback: str) -> str:
    """An ASCII address made of a title; of `fallback` when nothing is left of the title."""
    words = re.sub("['’]", " ", title)
    return slugify(anyascii(words))[:80].strip("-") or slugify(fallback)


def pages_of(fact: Fact) -> list[FactPage]:
    """Every page about `fact`, of every type and language; the deepest in the tree first."""
    pages = [page for page_type in page_types(fact) for page in pages_of_type(page_type, fact)]
    return sorted(pages, key=lambda page: -page.depth)


def rename_pages(fact: Fact) -> None:
    """Bring the titles of a fact's pages, and what is derived from them, after its labels."""
    for page in pages_of(fact):
        page.follow_fact()
        Page.objects.filter(pk=page.pk).update(title=page.title, draft_title=page.draft_title)
        insert_or_update_object(page)
        if page.locale.language_code == source_language():
            TranslationSource.objects.filter(object=page.translation_key).update(
                object_repr=page.title
            )


def was_released(fact: Any) -> bool:
    """Whether a session, a speaker or an edition has been on a released programme."""
    released = Slot.objects.filter(schedule__state=ScheduleState.RELEASED)
    of_fact = {
        Session: {"session": fact},
        Speaker: {"session__session_speakers__speaker": fact},
        Edition: {"schedule__edition": fact},
    }.get(type(fact))
    return bool(of_fact and released.filter(**of_fact).exists())


def add_fact(fact: Any, user: Any = None) -> None:
    """Save a new fact that has no page of its own."""
    with transaction.atomic():
        fact.save()
        log(instance=fact, action="wagtail.create", user=user)


def save_fact(fact: Any, user: Any = None) -> None:
    """Write changed facts and labels; they are public at once, in every language."""
    with transaction.atomic():
        fact.save()
        rename_pages(fact)
        note_change_of(fact)
        log(instance=fact, action="wagtail.edit", user=user)


def delete_fact(fact: Any, user: Any) -> None:
    """Delete a fact and its pages of words.

    Raises ValidationError when the public has seen it on a programme: a session is then
    cancelled, so that readers learn of it, not deleted.
    """
    if was_released(fact):
        raise ValidationError(
            _("This has appeared on a public programme: it can be cancelled, but not deleted.")
        )
    with transaction.atomic():
        for page in pages_of(fact):
            page.delete()
        log(instance=fact, action="wagtail.delete", user=user, deleted=True)
        fact.delete()
