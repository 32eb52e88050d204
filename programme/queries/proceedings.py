"""What an edition leaves behind, for readers, and what of it lacks a language."""

import uuid
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from django.db.models import Exists, OuterRef, Prefetch, QuerySet
from django.urls import reverse
from wagtail.images.models import Image

from programme.enums import TRANSLATED_KINDS, MaterialKind
from programme.models.edition import Edition
from programme.models.proceedings import KeyFigures, Material, MaterialVersion
from programme.models.session import Session
from translations.gaps import Gap
from translations.labels import Words, pick
from translations.languages import language_codes, source_language

from .editions import section_key
from .entries import fact_urls


@dataclass(frozen=True)
class VersionLine:
    """A document or a recording in one language, ready to link to."""

    language: str
    url: str
    original: bool
    translator: str
    #: Type of the file, such as `PDF`, and its size in bytes; for a link its host instead.
    file_type: str = ""
    size: int | None = None
    host: str = ""


@dataclass(frozen=True)
class MaterialLine:
    """A document, a recording or a photograph for readers of one language."""

    kind: MaterialKind
    title: Words
    versions: list[VersionLine]
    photograph: Image | None
    alt: Words
    credit: str

    @property
    def languages(self) -> list[str]:
        return [version.language for version in self.versions]


@dataclass(frozen=True)
class Part:
    """What one session leaves behind, or, without a title, the edition as a whole."""

    title: Words
    url: str
    materials: list[MaterialLine]
    photographs: list[MaterialLine]

    def __bool__(self) -> bool:
        return bool(self.materials or self.photographs)


def materials(**conditions: Any) -> QuerySet[Material]:
    """Materials with all that shows them, in their order. Three queries."""
    versions = MaterialVersion.objects.select_related("document")
    return (
        Material.objects.filter(**conditions)
        .select_related("edition", "session", "photograph")
        .prefetch_related(Prefetch("versions", versions), "photograph__renditions")
        .order_by("session__code", "order", "pk")
    )


def whole_proceedings(edition: Edition, language: str) -> list[Part]:
    """The edition's own part, then one per session, for readers of `language`. Four queries."""
    held: dict[Session | None, list[Material]] = {None: []}
    for material in materials(edition=edition):
        held.setdefault(material.session, []).append(material)
    urls = fact_urls([session.key for session in held if session], language)
    parts = [part_of(session, found, urls, language) for session, found in held.items()]
    return [part for part in parts if part]


def session_proceedings(session: Session, language: str) -> Part:
    """What one session leaves behind, for readers of `language`. Three queries."""
    return part_of(session, materials(session=session), {}, language)


def part_of(
    session: Session | None,
    found: Iterable[Material],
    urls: dict[uuid.UUID, str],
    language: str,
) -> Part:
    """Documents and recordings by kind, photographs apart; what has no version yet is left out."""
    lines = [material_line(material, language) for material in found]
    kinds = list(MaterialKind)
    return Part(
        title=pick(session, "title", language),
        url=urls.get(session.key, "") if session else "",
        materials=sorted(
            (line for line in lines if line.versions), key=lambda line: kinds.index(line.kind)
        ),
        photographs=[line for line in lines if line.photograph],
    )


def material_line(material: Material, language: str) -> MaterialLine:
    """A material for readers of `language`: their own version first, then the original."""
    order = language_codes()
    versions = sorted(
        material.versions.all(),
        key=lambda v: (v.language != language, not v.original, order.index(v.language)),
    )
    return MaterialLine(
        kind=MaterialKind(material.kind),
        title=pick(material, "title", language),
        versions=[version_line(version) for version in versions],
        photograph=material.photograph,
        alt=pick(material, "alt", language),
        credit=material.credit,
    )


def version_line(version: MaterialVersion) -> VersionLine:
    """A version ready to link to; the storage is not asked for the size."""
    document = version.document
    url = document.url if document else version.url
    shared = (version.language, url, version.original, version.translator)
    if document is None:
        return VersionLine(*shared, host=urlsplit(url).hostname or "")
    return VersionLine(*shared, file_type=document.file_extension.upper(), size=document.file_size)


def figures_of(edition: Edition) -> KeyFigures | None:
    """The figures of an edition, signed off or not; None while there are none. One query."""
    found = KeyFigures.objects.filter(edition=edition)
    return found.select_related("signed_off_by").first()


def signed_figures(edition: Edition) -> KeyFigures | None:
    """The figures that the public sees. One query."""
    return KeyFigures.objects.filter(edition=edition, signed_off_at__isnull=False).first()


def is_published(edition: Edition) -> bool:
    """Whether the edition's proceedings can be read in public. One query."""
    key = section_key(edition.key, "proceedings")
    return key in fact_urls([key], source_language())


def missing_versions(languages: Collection[str]) -> list[Gap]:
    """Documents that exist in some language but not in each of `languages`. Three queries."""
    versions = MaterialVersion.objects.filter(material=OuterRef("pk"))
    translated = materials(kind__in=TRANSLATED_KINDS).filter(Exists(versions))
    return [
        _gap(material, language)
        for material in translated
        for language in languages
        if all(version.language != language for version in material.versions.all())
    ]


def _gap(material: Material, language: str) -> Gap:
    line = material_line(material, language)
    return Gap(
        language=language,
        words=line.title,
        kind=str(line.kind.label),
        url=line.versions[0].url,
        languages=line.languages,
        edit_url=reverse("materials:edit", args=[material.pk]),
        scope=material.edition.slug,
    )
