"""What was done lately, by whom."""

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.models import ModelLogEntry, PageLogEntry

from programme.models import Edition, Session, Speaker
from programme.queries.words import page_keys
from translations.languages import source_language

from . import Panel, Row, when

LATEST = 10
#: Sections of the admin in which the facts with a trail are edited.
EDITED_IN: dict[Any, str] = {Edition: "editions", Session: "sessions", Speaker: "speakers"}


def trail(edition: Edition, _user: Any) -> Panel:
    """The latest changes of facts and pages, the newest first. Six queries."""
    entries = [*fact_entries(edition), *page_entries(edition)]
    latest = sorted(entries, key=lambda entry: entry.timestamp, reverse=True)[:LATEST]
    rows = [Row(entry.label, address(entry), said(entry)) for entry in latest]
    return Panel("trail", _("Latest changes"), "history", rows, _("Nothing has changed yet."))


def said(entry: Any) -> str:
    """What was done, by whom of the house, and when."""
    who = entry.user_display_name if entry.user_id else ""
    return " · ".join(part for part in (str(entry.message), who, when(entry.timestamp)) if part)


def fact_entries(edition: Edition) -> Any:
    """The newest log entries about the edition, its sessions and its speakers."""
    about = Q()
    for model in EDITED_IN:
        rows = (
            model.objects.filter(pk=edition.pk)
            if model is Edition
            else model.objects.filter(edition=edition)
        )
        pks = [str(pk) for pk in rows.values_list("pk", flat=True)]
        about |= Q(content_type=ContentType.objects.get_for_model(model), object_id__in=pks)
    found = ModelLogEntry.objects.filter(about).select_related("user", "content_type")
    return found.order_by("-timestamp", "-pk")[:LATEST]


def page_entries(edition: Edition) -> Any:
    """The newest log entries about pages of the edition."""
    found = PageLogEntry.objects.filter(page__translation_key__in=page_keys(edition))
    return found.select_related("user", "page__locale").order_by("-timestamp", "-pk")[:LATEST]


def address(entry: Any) -> str:
    """Where what an entry is about is edited; translations have a list of their own."""
    if isinstance(entry, PageLogEntry):
        language = entry.page.locale.language_code
        if language != source_language():
            return reverse("translations:work_list", args=[language])
        return reverse("wagtailadmin_pages:edit", args=[entry.page_id])
    return reverse(f"{EDITED_IN[entry.content_type.model_class()]}:edit", args=[entry.object_id])
