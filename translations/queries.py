"""Reads: whose language is which, and what is left to translate."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import (
    Count,
    Exists,
    IntegerField,
    Max,
    Model,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
)
from django.db.models.functions import Coalesce
from django_tasks_db.models import DBTaskResult
from wagtail.models import Locale, Page
from wagtail.permissions import page_permission_policy
from wagtail_localize.models import StringSegment, StringTranslation, Translation

from .enums import WorkState
from .labels import LabelSet, label_sets, pick
from .languages import language_codes, source_language
from .models import Submission, TranslatorLocale

#: Of some models, some rows.
Rows = Mapping[type[Model], QuerySet[Any]]
SUBMIT = "wagtail_localize.submit_translation"


def is_limited_to_languages(user: Any) -> bool:
    """Whether this user is a translator only: one who may not send pages for translation."""
    return not user.has_perm(SUBMIT)


def languages_of(user: Any) -> list[str]:
    """Codes of the languages `user` may translate into.

    All but the source language for whoever may send pages for translation; for others,
    those of their groups.
    """
    locales = Locale.objects.exclude(language_code=source_language()).order_by("pk")
    if is_limited_to_languages(user):
        held = TranslatorLocale.objects.filter(group__user=user)
        locales = locales.filter(pk__in=held.values("locale"))
    return list(locales.values_list("language_code", flat=True))


def may_edit_pages(user: Any, language: str) -> bool:
    """Whether `user` has the right to edit any page of `language`."""
    pages = page_permission_policy.instances_user_has_permission_for(user, "change")
    return bool(pages.filter(locale__language_code=language).exists())


@dataclass(frozen=True)
class PageWork:
    """One page in one language: its target page, and the sentences left."""

    page: Page
    state: WorkState
    total: int
    missing: int


@dataclass(frozen=True)
class LabelWork:
    """One row whose label lacks a language."""

    labels: LabelSet
    pk: int
    text: str
    text_language: str


def missing_strings(translation: Translation) -> int:
    """How many sentences of `translation` have no valid translation yet."""
    return int(_translations().get(pk=translation.pk).missing)


def page_work(language: str, keys: Collection[UUID] | None = None) -> list[PageWork]:
    """Every page sent for translation into `language`, most pressing first. 2 queries.

    With `keys` only the pages of these translation keys.
    """
    sent = _translations().filter(target_locale__language_code=language)
    if keys is not None:
        sent = sent.filter(source__object__in=keys)
    translations = list(sent.order_by("created_at", "pk"))
    targets = {
        page.translation_key: page
        for page in Page.objects.filter(
            locale__language_code=language,
            translation_key__in=[t.source.object_id for t in translations],
        )
    }
    work = [
        PageWork(target, _state(translation, target), translation.total, translation.missing)
        for translation in translations
        if (target := targets.get(translation.source.object_id))
    ]
    order = list(WorkState)
    return sorted(work, key=lambda item: order.index(item.state))


def _state(translation: Any, target: Page) -> WorkState:
    if translation.missing:
        return WorkState.TO_ADAPT if target.live else WorkState.TO_TRANSLATE
    published = target.last_published_at
    latest = max(filter(None, (translation.latest, translation.source.last_updated_at)))
    if not target.live or (published and latest > published):
        return WorkState.TO_PUBLISH
    return WorkState.PUBLISHED


def _translations() -> QuerySet[Any]:
    """Translations in use, with `total`, `missing` (sentences) and `latest` (date of a string)."""
    segments = StringSegment.objects.filter(source=OuterRef("source")).order_by()
    translated = StringTranslation.objects.filter(
        translation_of=OuterRef("string"),
        context=OuterRef("context"),
        locale=OuterRef(OuterRef("target_locale")),
        has_error=False,
    )
    strings = StringTranslation.objects.filter(
        context__object=OuterRef("source__object"), locale=OuterRef("target_locale")
    ).order_by()
    return (
        Translation.objects.filter(enabled=True)
        .select_related("source")
        .annotate(
            total=_count(segments),
            missing=_count(segments.filter(~Exists(translated))),
            latest=Subquery(strings.values("locale").annotate(at=Max("updated_at")).values("at")),
        )
    )


def _count(segments: QuerySet[Any]) -> Coalesce:
    count = segments.values("source").annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(count, output_field=IntegerField()), 0)


def sentence_translations(keys: QuerySet[Any], path: str) -> dict[tuple[UUID, str], dict[str, str]]:
    """What stands for each sentence of a field, by translation key and language. One query.

    Also of pages that have not been sent for translation; what breaks its mark-up is left out.
    """
    rows = StringTranslation.objects.filter(
        context__object__in=keys, context__path=path, has_error=False
    )
    found: dict[tuple[UUID, str], dict[str, str]] = defaultdict(dict)
    columns = ("context__object", "locale__language_code", "translation_of__data", "data")
    for key, code, sentence, text in rows.values_list(*columns):
        found[key, code][sentence] = text
    return found


def label_work(language: str, rows: Rows | None = None) -> list[LabelWork]:
    """Every label that exists in some language but not in `language`. One query a set.

    With `rows` only those of these rows of these models.
    """
    work = []
    for labels in label_sets():
        if rows is not None and labels.model not in rows:
            continue
        asked = rows[labels.model] if rows else labels.model._default_manager.all()
        for row in asked.filter(_lacks(labels, language)).order_by("pk"):
            text, code = pick(row, labels.fields[0], language)
            work.append(LabelWork(labels, row.pk, text, code))
    return work


def _lacks(labels: LabelSet, language: str) -> Q:
    lacks = Q()
    for field in labels.fields:
        blank = Q(**{f"{field}_{language}": ""}) | Q(**{f"{field}_{language}": None})
        others = [(f"{field}_{code}__gt", "") for code in language_codes() if code != language]
        lacks |= blank & Q(*others, _connector=Q.OR)
    return lacks


def was_given_up(submission: Submission) -> bool:
    """Whether the worker failed at this submission for good."""
    tasks = DBTaskResult.objects.failed().filter(task_path="translations.services.run_submission")
    arguments = {"args": [submission.pk], "kwargs": {}}
    return bool(tasks.filter(args_kwargs=arguments).exists())


def pages_not_sent(language: str) -> QuerySet[Page]:
    """Published source pages that nobody has sent for translation into `language` yet."""
    sent = Translation.objects.filter(
        source__object=OuterRef("translation_key"), target_locale__language_code=language
    )
    return (
        Page.objects.live()
        .filter(locale__language_code=source_language(), depth__gt=1)
        .filter(~Exists(sent))
        .order_by("path")
    )
