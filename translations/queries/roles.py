"""What each sentence of a page is to its readers: a heading, a list item, an alternative text."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from bs4 import BeautifulSoup, Tag
from django.core.exceptions import FieldDoesNotExist
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.blocks import ListBlock
from wagtail.fields import StreamField
from wagtail_localize.models import TemplateSegment, TranslationSource

from .strings import StringWork

#: Fields whose own names say little to a translator.
FIELD_NAMES = {
    "seo_title": _("Title for search engines"),
    "search_description": _("Description for search engines"),
}
#: Elements of rich text that are worth a word.
TAG_NAMES = {
    **{f"h{level}": pgettext_lazy("translation", "Heading") for level in range(1, 7)},
    "li": pgettext_lazy("translation", "List item"),
    "blockquote": pgettext_lazy("translation", "Quotation"),
    "th": pgettext_lazy("translation", "Table cell"),
    "td": pgettext_lazy("translation", "Table cell"),
    "p": pgettext_lazy("translation", "Paragraph"),
}


@dataclass(frozen=True)
class Role:
    """The field a sentence belongs to, what it is in it, and how long it may be."""

    field: str
    part: str = ""
    max_length: int | None = None


class Roles:
    """The roles of a source's sentences; asks one query, however many there are."""

    def __init__(
        self, source: TranslationSource, templates: Mapping[str, str] | None = None
    ) -> None:
        self.model = source.specific_content_type.model_class()
        if templates is None:
            templates = rich_templates([source])[source.pk]
        self.tags = {path: element_names(template) for path, template in templates.items()}
        self.known: dict[str, Role] = {}

    def of(self, work: StringWork, position: int = 0) -> Role:
        """The role of a sentence, the one number `position` of those at its path."""
        field_path = work.field_path or work.path
        if field_path not in self.known:
            self.known[field_path] = self._role(field_path)
        role = self.known[field_path]
        tags = self.tags.get(work.path, ())
        tag = str(TAG_NAMES.get(tags[position], "")) if position < len(tags) else ""
        part = " · ".join(filter(None, (role.part, tag)))
        return Role(role.field, part, role.max_length)

    def _role(self, field_path: str) -> Role:
        name, *rest = field_path.split(".")
        try:
            field = self.model._meta.get_field(name)
        except FieldDoesNotExist:
            return Role(name)
        if isinstance(field, StreamField):
            return Role(field_name(field), *_in_blocks(field.stream_block, rest))
        if field.is_relation and rest:
            child = field.related_model._meta.get_field(rest[0])
            kind = capfirst(field.related_model._meta.verbose_name)
            return Role(str(kind), field_name(child), child.max_length)
        return Role(field_name(field), "", field.max_length)


def rich_templates(sources: Collection[TranslationSource]) -> dict[int, dict[str, str]]:
    """The mark-up around the sentences of rich texts, by source and path. One query."""
    found: dict[int, dict[str, str]] = {source.pk: {} for source in sources}
    rows = TemplateSegment.objects.filter(source__in=found)
    for pk, path, template in rows.values_list("source", "context__path", "template__template"):
        found[pk][path] = template
    return found


def field_name(field: Any) -> str:
    """What a field is called where people translate it."""
    return str(FIELD_NAMES.get(field.name) or capfirst(field.verbose_name))


def _in_blocks(block: Any, names: list[str]) -> tuple[str, int | None]:
    """What the blocks on the way are called, and how much the last of them holds."""
    labels: list[str] = []
    for name in names:
        within = getattr(block, "child_blocks", {})
        block = block.child_block if isinstance(block, ListBlock) else within.get(name)
        if block is None:
            return " · ".join(labels), None
        if block.label:
            labels.append(str(block.label))
    return " · ".join(labels), getattr(getattr(block, "field", None), "max_length", None)


@lru_cache(maxsize=1024)
def element_names(template: str) -> tuple[str, ...]:
    """Of a rich text's template, the element that holds each of its sentences."""
    soup = BeautifulSoup(template, "html.parser")
    return tuple(_holder(text) for text in soup.find_all("text"))


def _holder(text: Tag) -> str:
    return next((parent.name for parent in text.parents if parent.name in TAG_NAMES), "")
