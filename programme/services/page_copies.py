"""The pages of a new edition, copied from those of the last one in every language, as drafts."""

import uuid
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone
from django_tasks import task
from wagtail.actions.copy_page import CopyPageAction
from wagtail.models import Page

from programme.copying import registered_parts
from programme.enums import CopyPart, JobState
from programme.models import EditionCopy, Fact
from programme.models.edition_copy import successor
from programme.pages import EditionPage, FactPage, ProgrammePage, SpeakerIndexPage
from programme.queries.copies import stopped
from programme.queries.editions import section_key
from translations.languages import source_language
from translations.services.copying import take_over_translations

from .fact_pages import add_page, source_locale
from .page_links import follow_links

#: What a copy does not inherit: the last edition's dates of publication, and who locked it.
LEFT_BEHIND = {
    "go_live_at": None,
    "expire_at": None,
    "expired": False,
    "locked": False,
    "locked_at": None,
    "locked_by": None,
}
#: Sections that every edition with a programme has.
SECTION_PAGES = (ProgrammePage, SpeakerIndexPage)


@dataclass(frozen=True)
class PageToCopy:
    """A page of the last edition in one language, and what its copy will be."""

    page: Page
    key: uuid.UUID
    #: Key of the copy above; None for the edition's own page, which stands below a home page.
    parent_key: uuid.UUID | None
    #: What the copy is about; None for a page that is about no fact.
    fact: Fact | None

    @property
    def mark(self) -> tuple[uuid.UUID, int]:
        """What the database allows once: one page per key and language."""
        return self.key, self.page.locale_id


@task(backend="jobs", queue_name="jobs")
def run_copy(copy_pk: int) -> None:
    """Do what is left of an EditionCopy; safe to run again after it was cut off anywhere."""
    work = EditionCopy.objects.filter(pk=copy_pk)
    copy = work.select_related("source", "edition", "user").first()
    if copy is None or copy.state == JobState.DONE:
        return
    if copy.source is None:
        work.update(state=JobState.FAILED, finished_at=timezone.now())
        return
    wanted = pages_to_copy(copy)
    there = marks_there(wanted)
    problems: list[dict[str, str]] = []
    work.update(state=JobState.RUNNING, total=len(wanted), done=len(there))
    for item in wanted:
        if item.mark not in there:
            problems += _problems_of(item, copy)
            there.add(item.mark)
            work.update(done=len(there), problems=problems)
    follow_links(copies_of(wanted))
    add_missing_sections(copy)
    work.update(state=JobState.DONE, finished_at=timezone.now())


def resume_copy(copy: EditionCopy) -> None:
    """Put a copy that stopped before its end back into the queue; what is done stays."""
    with transaction.atomic():
        locked = EditionCopy.objects.select_for_update().get(pk=copy.pk)
        if stopped(locked):
            run_copy.enqueue(locked.pk)


def pages_to_copy(copy: EditionCopy) -> list[PageToCopy]:
    """The pages of the last edition that come along: parents first, the source language first.

    Behind stay the pages about what does not come along, and what stands below them. Six
    queries.
    """
    facts = facts_by_former_key(copy)
    found: dict[str, PageToCopy] = {}
    for page in pages_of_edition(copy):
        above = found.get(page.path[: -Page.steplen])
        fact = facts.get(page.translation_key)
        page_type = page.specific_class
        if issubclass(page_type, FactPage):
            if fact is None or not (above or page_type is EditionPage):
                continue
            key = page_type.key_for(fact.key)
        elif above and takes_texts(copy):
            key = successor(copy.edition, page.translation_key)
        else:
            continue
        found[page.path] = PageToCopy(page, key, above.key if above else None, fact)
    return list(found.values())


def pages_of_edition(copy: EditionCopy) -> list[Page]:
    """Every page of the last edition that has words of its own; without texts the source only."""
    roots = EditionPage.objects.filter(edition=copy.source).values_list("path", flat=True)
    below = Q(*[("path__startswith", path) for path in roots], _connector=Q.OR)
    pages = Page.objects.filter(below, alias_of=None).select_related("locale") if roots else []
    source = source_language()
    return sorted(
        (page for page in pages if takes_texts(copy) or page.locale.language_code == source),
        key=lambda page: (page.depth, page.locale.language_code != source, page.path),
    )


def takes_texts(copy: EditionCopy) -> bool:
    """Whether the words come along; else each fact gets an empty page in the source language."""
    return CopyPart.TEXTS in copy.parts


def facts_by_former_key(copy: EditionCopy) -> dict[uuid.UUID, Fact]:
    """What came along, by the key that pages about it have in the last edition. Four queries."""
    source: Any = copy.source
    edition = copy.edition
    sections = [page_type.section for page_type in SECTION_PAGES]
    for part in registered_parts():
        sections += part.sections if part.name in copy.parts else ()
    facts: dict[uuid.UUID, Fact] = {source.key: edition}
    facts |= {section_key(source.key, section): edition for section in sections}
    for before, after in ((source.sessions, edition.sessions), (source.speakers, edition.speakers)):
        new = {fact.key: fact for fact in after.all()}
        for key in before.values_list("key", flat=True):
            if fact := new.get(successor(edition, key)):
                facts[key] = fact
    return facts


def copies_of(wanted: list[PageToCopy]) -> dict[int, int]:
    """The copies that exist, by the primary keys of the pages they are of. One query."""
    held = Page.objects.filter(translation_key__in={item.key for item in wanted})
    new = {
        (key, locale): pk
        for pk, key, locale in held.values_list("pk", "translation_key", "locale_id")
    }
    return {item.page.pk: new[item.mark] for item in wanted if item.mark in new}


def marks_there(wanted: list[PageToCopy]) -> set[tuple[uuid.UUID, int]]:
    """Which of the copies exist. One query."""
    there = copies_of(wanted)
    return {item.mark for item in wanted if item.page.pk in there}


def _problems_of(item: PageToCopy, copy: EditionCopy) -> list[dict[str, str]]:
    """Copy one page; what cannot be copied is named, and must not keep the others back."""
    try:
        copy_page(item, copy)
    except (ValidationError, IntegrityError, Page.DoesNotExist):
        if not marks_there([item]):  # else another worker was faster
            return [{"page": item.page.draft_title, "language": item.page.locale.language_code}]
    return []


@transaction.atomic
def copy_page(item: PageToCopy, copy: EditionCopy) -> None:
    """Copy one page in one language, with the work of its translators.

    Its words are those that the public reads; of a page that is not published, the latest
    draft's.
    """
    page, edition = item.page, copy.edition
    parent = parent_of(item)
    slug = page.slug if item.parent_key else edition.slug
    if item.fact and not takes_texts(copy):
        add_page(page.specific_class, item.fact, parent, slug, copy.user)
        return
    words = page.specific if page.live else page.get_latest_revision_as_object()
    changes = LEFT_BEHIND | {"translation_key": item.key, "slug": slug, "locale": page.locale}
    if item.fact:
        changes[words.fact_field] = item.fact
    action = CopyPageAction(
        words,
        parent,
        changes,
        copy_revisions=False,
        keep_live=False,
        user=copy.user,
        log_action=None,  # it is logged as created already
    )
    # Who may add an edition may do so in every language; nothing is published.
    new = action.execute(skip_permission_checks=True)
    if page.locale.language_code == source_language():
        take_over_translations(page, new)


def parent_of(item: PageToCopy) -> Page:
    """The page below which the copy stands. Raises Page.DoesNotExist where that was not copied."""
    if item.parent_key is None:
        return item.page.get_parent()
    return Page.objects.get(translation_key=item.parent_key, locale=item.page.locale_id)


def add_missing_sections(copy: EditionCopy) -> None:
    """An edition of the archive has a presentation only; the one after it gets a programme."""
    root = EditionPage.objects.filter(edition=copy.edition, locale=source_locale()).first()
    for page_type in SECTION_PAGES if root else ():
        if not page_type.objects.filter(edition=copy.edition).exists():
            with transaction.atomic():
                add_page(page_type, copy.edition, root, page_type.section, copy.user)
