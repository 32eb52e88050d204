"""Links inside the texts of a new edition lead to its own pages, not to those of the last one."""

import json
import re
from typing import Any

from django.db import transaction
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page, ReferenceIndex, Revision
from wagtail_localize.models import StringSegment, TranslationSource

#: The key of a page a text links to, in either order of attributes; JSON escapes the quotes.
LINKS = (
    re.compile(r'(?P<before>linktype=\\*"page\\*" id=\\*")(?P<key>\d+)'),
    re.compile(r'(?P<before>id=\\*")(?P<key>\d+)(?=\\*" linktype=\\*"page)'),
)
NewKeys = dict[str, str]


def follow_links(copies: dict[int, int]) -> None:
    """Lead links between the pages copied to the copies: primary keys, old → new.

    Pages that somebody has edited since they were copied are left alone. One query where no
    page links to another; safe to run again.
    """
    new_keys = {str(old): str(new) for old, new in copies.items()}
    linking = ReferenceIndex.objects.filter(
        object_id__in=list(new_keys.values()),
        to_object_id__in=list(new_keys),
        base_content_type__model="page",
        to_content_type__model="page",
    )
    for key in sorted(set(linking.values_list("object_id", flat=True)), key=int):
        lead_on(Page.objects.get(pk=key), new_keys)


@transaction.atomic
def lead_on(copy: Page, new_keys: NewKeys) -> None:
    """Write the new targets into a copy, its draft, and what its translators see."""
    if Revision.objects.for_instance(copy).count() > 1:
        return
    before = copy.specific
    page = before.with_content_json(json.loads(led_on(before.to_json(), new_keys)))
    fields = [
        field
        for field in page._meta.local_concrete_fields
        if isinstance(field, RichTextField | StreamField)
    ]
    values = {field.name: field.value_from_object(page) for field in fields}
    type(page)._base_manager.filter(pk=page.pk).update(**values)
    revision = page.latest_revision
    revision.content = json.loads(led_on(json.dumps(revision.content), new_keys))
    Revision.objects.filter(pk=revision.pk).update(content=revision.content)
    ReferenceIndex.create_or_update_for_object(page)
    lead_translations_on(page, new_keys)


def led_on(text: str, new_keys: NewKeys) -> str:
    """Rich text, or JSON with rich text in it, with the new targets."""
    for pattern in LINKS:
        text = pattern.sub(lambda found: found["before"] + _new(found["key"], new_keys), text)
    return text


def _new(key: Any, new_keys: NewKeys) -> str:
    return new_keys.get(str(key), str(key))


def lead_translations_on(page: Page, new_keys: NewKeys) -> None:
    """The same in what wagtail-localize keeps apart: a snapshot, and the links of sentences."""
    source = TranslationSource.objects.get_for_instance_or_none(page)
    if source is None:
        return
    source.content_json = led_on(source.content_json, new_keys)
    source.save(update_fields=["content_json"])
    segments = list(StringSegment.objects.filter(source=source, attrs__contains="linktype"))
    for segment in segments:
        attributes = json.loads(segment.attrs)
        for link in attributes.values():
            if link.get("linktype") == "page":
                link["id"] = _new(link["id"], new_keys)
        segment.attrs = json.dumps(attributes)
    StringSegment.objects.bulk_update(segments, ["attrs"])
