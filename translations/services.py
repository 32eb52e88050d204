"""Writes: sending pages to translators, keeping their sentences true, saving labels."""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone
from django_tasks import task
from wagtail.models import Locale, Page
from wagtail_localize.models import (
    OverridableSegment,
    RelatedObjectSegment,
    SegmentOverride,
    String,
    StringSegment,
    StringTranslation,
    TemplateSegment,
    TranslatableObject,
    Translation,
    TranslationContext,
    TranslationSource,
)
from wagtail_localize.operations import TranslationCreator

from .enums import SubmissionState
from .labels import LabelSet
from .languages import HOME_DEPTH, source_language
from .models import Submission

#: Rows that are written or read in one go.
PORTION = 500
#: What wagtail-localize takes out of a page: sentences, their mark-up, what they point to.
SEGMENTS = (StringSegment, TemplateSegment, RelatedObjectSegment, OverridableSegment)


class NotASourceError(ValueError):
    """Raised when a page that is itself a translation is sent for translation."""


def submit_tree(root: Page, locales: list[Locale], user: Any) -> Submission:
    """Send `root` and every page below it to the translators of `locales`.

    Returns at once; the worker does it, page by page, parents first. Raises NotASourceError
    unless `root` is in the source language.
    """
    if root.locale.language_code != source_language():
        raise NotASourceError(root.pk)
    with transaction.atomic():
        submission = Submission.objects.create(
            root=root, user=user, total=source_pages(root).count()
        )
        submission.locales.set(locales)
        run_submission.enqueue(submission.pk)
    return submission


def source_pages(root: Page) -> QuerySet[Page]:
    """`root` and the pages of its language below it, parents first."""
    return (
        root.get_descendants(inclusive=True)
        .filter(locale=root.locale_id, alias_of=None)
        .order_by("path")
    )


@task(backend="jobs", queue_name="jobs")
def run_submission(submission_pk: int) -> None:
    """Do the work of a Submission; safe to run again after it was cut off anywhere."""
    submission = Submission.objects.select_related("root", "user").get(pk=submission_pk)
    if submission.state == SubmissionState.DONE:
        return
    locales = list(submission.locales.all())
    pages = list(source_pages(submission.root))
    problems: list[dict[str, str]] = []
    Submission.objects.filter(pk=submission_pk).update(
        state=SubmissionState.RUNNING, total=len(pages)
    )
    for done, page in enumerate(pages, start=1):
        problems += [
            {"page": page.title, "language": locale.language_code}
            for locale in _failed(page, locales, submission.user)
        ]
        Submission.objects.filter(pk=submission_pk).update(done=done, problems=problems)
    Submission.objects.filter(pk=submission_pk).update(
        state=SubmissionState.DONE, finished_at=timezone.now()
    )


def _failed(page: Page, locales: list[Locale], user: Any) -> list[Locale]:
    """Submit one page; returns the locales in which that failed.

    A page that cannot be sent at all must not keep the others back.
    """
    try:
        return submit_page(page, locales, user)
    except (ValidationError, IntegrityError):
        return locales


@transaction.atomic
def submit_page(page: Page, locales: list[Locale], user: Any) -> list[Locale]:
    """Prepare one page for translation; returns the locales in which that was not possible.

    A page that already exists in a locale gets its list of sentences only: writing it
    again would put the source's words on a published page.
    """
    existing = set(
        Page.objects.filter(translation_key=page.translation_key).values_list("locale", flat=True)
    )
    new = [locale for locale in locales if locale.pk not in existing]
    old = [locale for locale in locales if locale.pk in existing and locale.pk != page.locale_id]
    if old:
        source, _created = TranslationSource.get_or_create_from_instance(page.specific)
        for locale in old:
            Translation.objects.get_or_create(source=source, target_locale=locale)
    if new:
        TranslationCreator(user, new).create_translations(page)
    made = Page.objects.filter(translation_key=page.translation_key, locale__in=new)
    made_in = set(made.values_list("locale", flat=True))
    return [locale for locale in new if locale.pk not in made_in]


def refresh_sentences(page: Page) -> bool:
    """Bring the translators' sentences of a published source page up to date.

    Nothing is published; what changed has no translation any more and so shows up in
    every work list. Returns whether the page has been sent for translation at all.
    """
    source = TranslationSource.objects.get_for_instance_or_none(page)
    if source is None:
        return False
    before, updated_at = _sentences(source), source.last_updated_at
    source.update_from_db()
    if _sentences(source) == before:
        # The date says when sentences changed last; translations older than it are stale.
        TranslationSource.objects.filter(pk=source.pk).update(last_updated_at=updated_at)
    return True


def _sentences(source: TranslationSource) -> list[tuple[int, int]]:
    segments = StringSegment.objects.filter(source=source).order_by("order")
    return list(segments.values_list("string", "context"))


def share_settings(page: Page) -> None:
    """Give the translations the slug of their source, and its place in menus.

    Home pages keep theirs: they are named after their languages.
    """
    same = Q(slug=page.slug, show_in_menus=page.show_in_menus)
    for translation in Page.objects.translation_of(page).exclude(same):
        if translation.depth > HOME_DEPTH:
            translation.slug = page.slug
            translation.show_in_menus = page.show_in_menus
            translation.save(clean=False)


def share_privacy(page: Page) -> None:
    """Give the translations of a source page its restrictions, none included."""
    source = TranslationSource.objects.get_for_instance_or_none(page)
    if source is not None and page.locale.language_code == source_language():
        for translation in Page.objects.translation_of(page):
            source.sync_view_restrictions(page, translation)


def take_over_translations(page: Page, new: Page) -> None:
    """Give `new`, a source page copied from `page`, the work of the translators on that one.

    Sentences that are the same stay translated, so that a person sees the changed ones only.
    The number of queries does not grow with the sentences of a published page.
    """
    before = TranslationSource.objects.get_for_instance_or_none(page)
    if before is None:
        return
    source = _copy_source(before, new)
    Translation.objects.bulk_create(
        Translation(source=source, target_locale_id=row.target_locale_id, enabled=row.enabled)
        for row in before.translations.all()
    )
    places = TranslationContext.objects.filter(object=before.object_id)
    contexts = _copy_rows(places, object_id=source.object_id)
    for model in SEGMENTS:
        _copy_rows(model.objects.filter(source=before), contexts, source=source)
    if not page.live:  # its sentences are those of a draft, which nobody has counted yet
        source.refresh_segments()
    in_use = StringSegment.objects.filter(
        source=before, string=OuterRef("translation_of"), context=OuterRef("context")
    )
    held = {"context__object": before.object_id}
    _copy_rows(StringTranslation.objects.filter(Exists(in_use), **held), contexts)
    _copy_rows(SegmentOverride.objects.filter(**held), contexts)


def _copy_source(before: TranslationSource, new: Page) -> TranslationSource:
    """What translators see of the new page."""
    kind = before.object.content_type_id
    return TranslationSource.objects.create(
        object=TranslatableObject.objects.create(
            translation_key=new.translation_key, content_type_id=kind
        ),
        specific_content_type_id=before.specific_content_type_id,
        locale_id=before.locale_id,
        object_repr=str(new)[:200],
        content_json=new.to_json(),
        schema_version=before.schema_version,
        last_updated_at=timezone.now(),
    )


def _copy_rows(
    rows: QuerySet[Any], contexts: dict[int, int] | None = None, **changes: Any
) -> dict[int, int]:
    """Write rows like `rows`, but for `changes`; returns the new primary keys by the old ones.

    `contexts` says which place of a sentence on the new page is which on the old one.
    """
    old, new = [], list(rows.order_by("pk"))
    for row in new:
        old.append(row.pk)
        row.pk = None
        if contexts is not None:
            row.context_id = contexts[row.context_id]
        for name, value in changes.items():
            setattr(row, name, value)
    rows.model._default_manager.bulk_create(new)
    return {pk: row.pk for pk, row in zip(old, new, strict=True)}


def translate_sentences(
    translation: Translation, translations: dict[str, str], user: Any = None
) -> int:
    """Enter translations by their exact source sentence; returns how many were entered.

    A text that breaks the source's mark-up is kept with its error, and stays to be done.
    """
    segments = StringSegment.objects.filter(source=translation.source).select_related("string")
    entered = 0
    for segment in segments:
        if text := translations.get(segment.string.data):
            StringTranslation.objects.update_or_create(
                translation_of_id=segment.string_id,
                locale_id=translation.target_locale_id,
                context_id=segment.context_id,
                defaults={
                    "data": text,
                    "last_translated_by": user,
                    "has_error": False,
                    "field_error": "",
                },
            )
            entered += 1
    return entered


def enter_translations(
    path: str, entered: Mapping[tuple[UUID, str], Mapping[str, str]], user: Any = None
) -> None:
    """Enter translations of sentences of the field `path`, by translation key and language.

    The pages need not be sent for translation yet: whoever sends one later finds them done.
    The number of queries grows with portions of 500 sentences only.
    """
    locales = {locale.language_code: locale for locale in Locale.objects.all()}
    rows = [
        (key, locales[code], sentence, text)
        for (key, code), texts in entered.items()
        for sentence, text in texts.items()
    ]
    contexts = _contexts({key for key, *_rest in rows}, path)
    strings = _strings({sentence for _key, _locale, sentence, _text in rows})
    StringTranslation.objects.bulk_create(
        [
            StringTranslation(
                translation_of_id=strings[sentence],
                locale=locale,
                context_id=contexts[key],
                data=text,
                translation_type=StringTranslation.TRANSLATION_TYPE_MANUAL,
                last_translated_by=user,
            )
            for key, locale, sentence, text in rows
        ],
        batch_size=PORTION,
        update_conflicts=True,
        unique_fields=["locale", "translation_of", "context"],
        update_fields=["data", "last_translated_by", "updated_at", "has_error", "field_error"],
    )


def _contexts(keys: set[UUID], path: str) -> dict[UUID, int]:
    """The place of the field on each page, made where it is missing."""
    kind = ContentType.objects.get_for_model(Page)
    TranslatableObject.objects.bulk_create(
        [TranslatableObject(translation_key=key, content_type=kind) for key in keys],
        batch_size=PORTION,
        ignore_conflicts=True,
    )
    path_id = TranslationContext._get_path_id(path)
    TranslationContext.objects.bulk_create(
        [
            TranslationContext(object_id=key, path=path, path_id=path_id, field_path=path)
            for key in keys
        ],
        batch_size=PORTION,
        ignore_conflicts=True,
    )
    return _found(TranslationContext.objects.filter(path_id=path_id), "object_id", keys)


def _strings(sentences: set[str]) -> dict[str, int]:
    """Each sentence of the source language as wagtail-localize knows it, made where missing."""
    locale = Locale.objects.get(language_code=source_language())
    hashes = {String._get_data_hash(sentence): sentence for sentence in sentences}
    String.objects.bulk_create(
        [String(locale=locale, data=text, data_hash=mark) for mark, text in hashes.items()],
        batch_size=PORTION,
        ignore_conflicts=True,
    )
    found = _found(String.objects.filter(locale=locale), "data_hash", hashes)
    return {sentence: found[mark] for mark, sentence in hashes.items()}


def _found(rows: QuerySet[Any], name: str, values: Iterable[Any]) -> dict[Any, int]:
    """Primary keys of rows by one of their columns."""
    wanted = list(values)
    found: dict[Any, int] = {}
    for start in range(0, len(wanted), PORTION):
        chunk = rows.filter(**{f"{name}__in": wanted[start : start + PORTION]})
        found |= dict(chunk.values_list(name, "pk"))
    return found


def publish_translation(translation: Translation, user: Any = None) -> None:
    """Publish the target page with the sentences entered so far.

    Raises ValidationError when a sentence does not fit its field.
    """
    translation.save_target(user=user, publish=True)


def save_labels(
    labels: LabelSet, instance: Any, language: str, texts: dict[str, str], user: Any
) -> None:
    """Write the columns of one language, and whatever follows from them."""
    with transaction.atomic():
        # Read again under the transaction: another language may have been saved meanwhile.
        fresh = labels.model._default_manager.select_for_update().get(pk=instance.pk)
        for field, text in texts.items():
            setattr(fresh, f"{field}_{language}", text)
        labels.save(fresh, user)
