"""Pages: sentences sent to the translators, and published pages that nobody has sent."""

import datetime
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from django.apps import apps
from wagtail.models import Page
from wagtail_localize.models import StringSegment, StringTranslation, Translation, TranslationSource

from translations.enums import Kind, Stage, StringState
from translations.labels import Words
from translations.languages import source_language
from translations.queries.strings import string_work
from translations.queries.titles import page_title
from translations.scopes import REST, Scope, page_homes

from .items import Count, Item, Tally, most_pressing, stage_of
from .terms import Terms

#: A sentence in its place: keys of the string and of the context.
Spot = tuple[int, int]


@dataclass(frozen=True)
class Entered:
    """What was entered for a sentence in one language."""

    state: StringState
    at: datetime.datetime


@dataclass(frozen=True)
class Sources:
    """Sentences and words of the pages, and what was entered for them."""

    #: Of a source: each sentence with its number of words, in the order of the page.
    segments: dict[int, list[tuple[Spot, int]]]
    #: Of a page and a locale.
    entered: dict[tuple[UUID, int], dict[Spot, Entered]]
    terms: Terms


def page_items(scope: Scope | None, keys: Collection[UUID] | None, terms: Terms) -> list[Item]:
    """Every source page, or those of `scope`, in each language. At most ten queries."""
    locales = {pk: code for pk, code in terms.locales.items() if code != source_language()}
    homes = {} if scope else page_homes()
    pages = _pages(keys)
    translations = _translations(keys, locales)
    used = {row["source_id"] for row in translations.values() if row["enabled"]}
    sources = Sources(_segments(used, keys), _entered(locales, keys), terms)
    former = _with_former(translations, sources)
    items = []
    for key, by_code in pages.items():
        source, home = by_code.get(source_language()), homes.get(key, REST)
        titles = {code: page["draft_title"] for code, page in by_code.items()}
        for locale, code in locales.items():
            row = translations.get((key, locale))
            if source is None or (row and not row["enabled"]) or not (row or source["live"]):
                continue
            target = by_code.get(code)
            counted = _tally(row, target, sources, former)
            items.append(
                replace(
                    _item(source, target, row, counted, title=page_title(titles, code), code=code),
                    scopes=frozenset({scope.name if scope else home}),
                    assignment=terms.assignments.get((key, code)),
                    questions=terms.questions[(key, code)],
                )
            )
    return items


def _item(
    source: dict[str, Any],
    target: dict[str, Any] | None,
    row: dict[str, Any] | None,
    counted: tuple[Tally, bool],
    *,
    title: Words,
    code: str,
) -> Item:
    """A page in one language; where it belongs, and what people noted about it, is added."""
    tally, stale = counted
    model = _model(source)
    return Item(
        kind=Kind.PAGE,
        scopes=frozenset(),
        language=code,
        title=title,
        type=model._meta.verbose_name,
        type_name=model._meta.label_lower,
        tally=tally,
        stage=_stage(tally, row, target, stale=stale),
        stale=stale,
        key=source["translation_key"],
        sent_at=row["created_at"] if row else None,
        changed_at=row["source__last_updated_at"] if row else None,
        source=source["pk"],
        translation=row["pk"] if row and target else None,
        target=target["pk"] if target else None,
    )


def _pages(keys: Collection[UUID] | None) -> dict[UUID, dict[str, Any]]:
    pages = Page.objects.filter(depth__gt=1, alias_of=None)
    if keys is not None:
        pages = pages.filter(translation_key__in=keys)
    columns = ("pk", "translation_key", "draft_title", "live", "last_published_at")
    kind = ("content_type__app_label", "content_type__model", "locale__language_code")
    found: dict[UUID, dict[str, Any]] = defaultdict(dict)
    for page in pages.order_by("path").values(*columns, *kind):
        found[page["translation_key"]][page["locale__language_code"]] = page
    return found


def _model(page: dict[str, Any]) -> Any:
    return apps.get_model(page["content_type__app_label"], page["content_type__model"])


def _translations(
    keys: Collection[UUID] | None, locales: Iterable[int]
) -> dict[tuple[UUID, int], dict[str, Any]]:
    rows = Translation.objects.filter(target_locale__in=list(locales))
    if keys is not None:
        rows = rows.filter(source__object__in=keys)
    columns = ("pk", "enabled", "source_id", "target_locale_id", "created_at")
    source = ("source__object_id", "source__last_updated_at")
    return {
        (row["source__object_id"], row["target_locale_id"]): row
        for row in rows.values(*columns, *source)
    }


def _segments(
    used: Collection[int], keys: Collection[UUID] | None
) -> dict[int, list[tuple[Spot, int]]]:
    rows = StringSegment.objects.all()
    if keys is not None:
        rows = rows.filter(source__in=used)
    found = defaultdict(list)
    columns = ("source_id", "string_id", "context_id", "string__data")
    for source, string, context, text in rows.order_by("source", "order").values_list(*columns):
        found[source].append(((string, context), len(text.split())))
    return found


def _entered(
    locales: Iterable[int], keys: Collection[UUID] | None
) -> dict[tuple[UUID, int], dict[Spot, Entered]]:
    rows = StringTranslation.objects.filter(locale__in=list(locales), context__isnull=False)
    if keys is not None:
        rows = rows.filter(context__object__in=keys)
    columns = ("context__object_id", "locale_id", "translation_of_id", "context_id")
    found: dict[Any, dict[Spot, Entered]] = defaultdict(dict)
    for key, locale, string, context, error, at, state in rows.values_list(
        *columns, "has_error", "updated_at", "review__state"
    ):
        found[(key, locale)][(string, context)] = Entered(_state(state, has_error=error), at)
    return found


def _state(review: str | None, *, has_error: bool) -> StringState:
    """As `state_of` in `queries.strings`, from columns."""
    if has_error and review != StringState.PROPOSAL:
        return StringState.TO_ADAPT
    return StringState(review) if review else StringState.TRANSLATED


def _with_former(
    translations: dict[tuple[UUID, int], dict[str, Any]], sources: Sources
) -> set[tuple[int, int]]:
    """Segments without words that follow on others: pairs of translation and order on the page.

    Only pages that lack words and hold some of sentences that are gone are looked at closely.
    """
    suspects = []
    for place, row in translations.items():
        spots = {spot for spot, _words in sources.segments.get(row["source_id"], ())}
        entered = sources.entered.get(place, {}).keys()
        if row["enabled"] and spots - entered and entered - spots:
            source = TranslationSource(pk=row["source_id"], object_id=row["source__object_id"])
            locale = row["target_locale_id"]
            suspects.append(Translation(pk=row["pk"], source=source, target_locale_id=locale))
    texts = string_work(suspects) if suspects else {}
    return {
        (pk, number)
        for pk, works in texts.items()
        for number, text in enumerate(works)
        if text.state == StringState.TO_ADAPT and not text.target
    }


def _tally(
    row: dict[str, Any] | None,
    target: dict[str, Any] | None,
    sources: Sources,
    former: set[tuple[int, int]],
) -> tuple[Tally, bool]:
    """The texts of a page by stage, and whether readers see words that are no longer true."""
    tally = Tally()
    if row is None or target is None:
        return tally, False
    published = target["last_published_at"]
    locale = row["target_locale_id"]
    strict = sources.terms.locales[locale] in sources.terms.strict
    entered = sources.entered.get((row["source__object_id"], locale), {})
    for number, (spot, words) in enumerate(sources.segments.get(row["source_id"], ())):
        held = entered.get(spot)
        if held is None:
            stage = Stage.TO_ADAPT if (row["pk"], number) in former else Stage.TO_TRANSLATE
        else:
            public = target["live"] and (published is None or held.at <= published)
            stage = stage_of(held.state, public=public, strict=strict)
        tally.add(stage, Count(1, words))
    changed = published is not None and row["source__last_updated_at"] > published
    current = not changed and set(tally) <= {Stage.PUBLISHED}
    return tally, bool(target["live"] and not current)


def _stage(
    tally: Tally, row: dict[str, Any] | None, target: dict[str, Any] | None, *, stale: bool
) -> Stage:
    if row is None or target is None:
        return Stage.MISSING
    stage = most_pressing(tally, Stage.PUBLISHED)
    return Stage.DONE if stage == Stage.PUBLISHED and (stale or not target["live"]) else stage
