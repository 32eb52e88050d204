"""An edition of a hundred sessions, each with sentences sent to the translators, in bulk."""

import datetime
from uuid import UUID

from django.utils import timezone
from wagtail.models import Locale, Page
from wagtail_localize.models import (
    String,
    StringSegment,
    StringTranslation,
    TranslatableObject,
    Translation,
    TranslationContext,
    TranslationSource,
)

from programme.models import Edition, Session
from tests.factories import crowd

SESSIONS, SENTENCES = 100, 12


def many_sentences(edition: Edition, sessions: int = SESSIONS) -> None:
    """Add `sessions` sessions whose pages have SENTENCES sentences of ten words each.

    A third of each page is translated into Korean and half of it into English; every second
    translation is public.
    """
    crowd(edition, sessions)
    held = list(edition.sessions.filter(code__startswith="X").order_by("pk"))
    locales = {locale.language_code: locale for locale in Locale.objects.all()}
    for code, locale in locales.items():
        _pages(edition, held, locale, live=code == "fr")
    now = timezone.now()
    template = TranslationSource.objects.filter(object__in=edition.sessions.values("key"))[0]
    objects = TranslatableObject.objects.bulk_create(
        TranslatableObject(
            translation_key=session.key, content_type_id=template.object.content_type_id
        )
        for session in held
    )
    sources = TranslationSource.objects.bulk_create(
        TranslationSource(
            object=thing,
            specific_content_type_id=template.specific_content_type_id,
            locale=locales["fr"],
            object_repr="x",
            content_json="{}",
            schema_version=template.schema_version,
            last_updated_at=now - datetime.timedelta(days=2),
        )
        for thing in objects
    )
    Translation.objects.bulk_create(
        Translation(source=source, target_locale=locales[code])
        for source in sources
        for code in ("ko", "en")
    )
    _sentences(sources, locales)


def _pages(edition: Edition, sessions: list[Session], locale: Locale, *, live: bool) -> None:
    example = Page.objects.get(translation_key=edition.sessions.get(code="P1").key, locale=locale)
    parent = example.get_parent()
    Page.objects.bulk_create(
        Page(
            title=session.title_fr,
            draft_title=session.title_fr,
            slug=f"x-{session.pk}",
            url_path=f"{parent.url_path}x-{session.pk}/",
            path=Page._get_path(parent.path, parent.depth + 1, 500 + number),
            depth=parent.depth + 1,
            locale=locale,
            translation_key=session.key,
            content_type_id=example.content_type_id,
            live=live or number % 2 == 0,
            last_published_at=timezone.now(),
        )
        for number, session in enumerate(sessions)
    )


def _sentences(sources: list[TranslationSource], locales: dict[str, Locale]) -> None:
    places: list[tuple[TranslationSource, UUID, int]] = [
        (source, source.object_id, number) for source in sources for number in range(SENTENCES)
    ]
    strings = String.objects.bulk_create(
        String(
            locale=locales["fr"],
            data=f"Phrase {key}-{number}" + " mot" * 8,
            data_hash=String._get_data_hash(f"{key}-{number}"),
        )
        for _source, key, number in places
    )
    contexts = TranslationContext.objects.bulk_create(
        TranslationContext(
            object_id=key,
            path=f"body.{number}",
            path_id=TranslationContext._get_path_id(f"body.{number}"),
            field_path="body",
        )
        for _source, key, number in places
    )
    rows = list(zip(places, strings, contexts, strict=True))
    StringSegment.objects.bulk_create(
        StringSegment(source=source, string=string, context=context, order=number)
        for (source, _key, number), string, context in rows
    )
    StringTranslation.objects.bulk_create(
        StringTranslation(
            translation_of=string,
            locale=locales[code],
            context=context,
            data="x",
            translation_type="manual",
        )
        for (_source, _key, number), string, context in rows
        for code, share in (("ko", 3), ("en", 2))
        if number % share == 0
    )
