"""Pages of many facts at once: what `add_page` does for one, in a number of queries that hardly
grows, so that an import holds the database's one write lock for seconds and not for minutes.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.db.models import CharField, F, OuterRef, Subquery
from django.db.models.functions import Cast
from django.db.models.sql import InsertQuery
from django.utils import timezone
from wagtail.models import Page, ReferenceIndex, Revision
from wagtail.search.backends import get_search_backends
from wagtail_localize.models import TranslationSource

from programme.models.fact import Fact
from programme.pages import FactPage
from translations.languages import source_language

#: A page about a fact: the fact, the slug it would like, and fields of words.
Wanted = tuple[Fact, str, dict[str, str]]


def add_pages(
    page_type: type[FactPage], parent: Page, wanted: Sequence[Wanted], user: Any
) -> list[FactPage]:
    """Make the source pages of new facts below `parent`, as drafts."""
    if not wanted:
        return []
    # Another page below the same parent waits, and then takes the next place.
    parent = Page.objects.select_for_update().get(pk=parent.pk)
    last = parent.get_last_child()
    place = int(last.path[-Page.steplen :], 36) if last else 0
    taken = set(parent.get_children().values_list("slug", flat=True))
    pages = []
    for number, (fact, slug, words) in enumerate(wanted, start=1):
        path = Page._get_path(parent.path, parent.depth + 1, place + number)
        page = _page(page_type, fact, parent, path=path, slug=free_slug(slug, taken), owner=user)
        for name, text in words.items():
            setattr(page, name, text)
        pages.append(page)
    _insert(page_type, pages)
    Page.objects.filter(pk=parent.pk).update(numchild=F("numchild") + len(pages))
    add_revisions(page_type, [(page, page.serializable_data()) for page in pages], user)
    return pages


def _page(page_type: type[FactPage], fact: Fact, parent: Page, **values: Any) -> FactPage:
    page = page_type(
        depth=parent.depth + 1,
        translation_key=page_type.key_for(fact.key),
        locale=parent.locale,
        url_path=f"{parent.url_path}{values['slug']}/",
        content_type=ContentType.objects.get_for_model(page_type),
        live=False,
        has_unpublished_changes=True,
        **{page_type.fact_field: fact},
        **values,
    )
    page.follow_fact()
    return page


def free_slug(slug: str, taken: set[str]) -> str:
    """`slug`, with a number where it is taken; takes it."""
    number, free = 1, slug
    while free in taken:
        number += 1
        free = f"{slug}-{number}"
    taken.add(free)
    return free


def _insert(page_type: type[FactPage], pages: list[FactPage]) -> None:
    """Write the rows of both tables; Django's bulk_create knows one table only."""
    fields = [field for field in Page._meta.local_concrete_fields if not field.primary_key]
    rows = [Page(**{f.attname: getattr(page, f.attname) for f in fields}) for page in pages]
    for page, row in zip(pages, Page.objects.bulk_create(rows, batch_size=500), strict=True):
        page.pk = page.id = row.pk
        # A new page has no comments: else the revision would ask for them, page by page.
        page.wagtail_admin_comments = []
    own: Any = page_type._meta.local_concrete_fields
    made: list[Any] = list(pages)
    size = connection.ops.bulk_batch_size(own, made)
    for start in range(0, len(made), size):
        query = InsertQuery(page_type)
        query.insert_values(own, made[start : start + size])
        query.get_compiler(connection=connection).execute_sql()


def add_revisions(
    page_type: type[FactPage], contents: Iterable[tuple[FactPage, dict[str, Any]]], user: Any
) -> None:
    """Make a draft of each content the latest one of its page."""
    types = ContentType.objects.get_for_models(page_type, Page)
    now = timezone.now()
    made = Revision.objects.bulk_create(
        [
            Revision(
                content_type=types[page_type],
                base_content_type=types[Page],
                object_id=str(page.pk),
                content=content,
                object_str=str(page),
                created_at=now,
                user=user,
            )
            for page, content in contents
        ],
        batch_size=200,
    )
    latest = Revision.objects.filter(
        base_content_type=types[Page], object_id=Cast(OuterRef("pk"), CharField())
    ).order_by("-created_at", "-pk")
    for start in range(0, len(made), 500):
        pks = [int(revision.object_id) for revision in made[start : start + 500]]
        Page.objects.filter(pk__in=pks).update(
            latest_revision=Subquery(latest.values("pk")[:1]),
            latest_revision_created_at=now,
            has_unpublished_changes=True,
        )


def follow_facts(page_type: type[FactPage], facts: Sequence[Fact]) -> None:
    """Bring the titles of pages after the labels of their facts, as `rename_pages` does for one."""
    found = page_type.objects.filter(**{f"{page_type.fact_field}__in": facts})
    pages = list(found.select_related("locale", page_type.fact_field))
    for page in pages:
        page.follow_fact()
    rows = [Page(pk=p.pk, title=p.title, draft_title=p.draft_title) for p in pages]
    Page.objects.bulk_update(rows, ["title", "draft_title"], batch_size=200)
    sources = {p.translation_key: p.title for p in pages if _is_source(p)}
    held = list(TranslationSource.objects.filter(object__in=sources))
    for source in held:
        source.object_repr = sources[source.object_id]
    TranslationSource.objects.bulk_update(held, ["object_repr"], batch_size=200)


def _is_source(page: FactPage) -> bool:
    return page.locale.language_code == source_language()


def index_pages(page_type: type[FactPage], pks: Sequence[int]) -> None:
    """Make pages known to the search and to Wagtail's index of references. Safe to repeat."""
    pages = list(page_type.objects.filter(pk__in=pks))
    for backend in get_search_backends(with_auto_update=True):
        backend.add_bulk(page_type, pages)
    for page in pages:
        ReferenceIndex.create_or_update_for_object(page)
