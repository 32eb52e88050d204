import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from .edition import Edition
from .job import Job


class EditionCopy(Job):
    """An edition that is made from the last one: what comes along, and how far the pages are.

    Dates, labels and sessions of the new edition are there from the beginning; the worker
    copies the pages. Every key of the new edition follows from that of the old one, so that
    whoever takes up the work finds what is done.
    """

    #: Nobody browses what points here; Wagtail would write an index with every row.
    wagtail_reference_index_ignore = True

    source = models.ForeignKey(
        Edition, models.SET_NULL, related_name="copies", null=True, verbose_name=_("last edition")
    )
    edition = models.OneToOneField(
        Edition, models.CASCADE, related_name="made_by", verbose_name=_("edition")
    )
    #: Names of what comes along: members of CopyPart, and what upper floors registered.
    parts = models.JSONField(_("what comes along"), default=list)
    #: Pages that could not be copied: `{"page": title, "language": code}`.
    problems = models.JSONField(_("problems"), default=list, blank=True)

    class Meta(Job.Meta):
        verbose_name = _("new edition from the last one")
        verbose_name_plural = _("new editions from the last one")
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.source_id} → {self.edition_id}"


def successor(edition: Edition, key: uuid.UUID) -> uuid.UUID:
    """The key in `edition` of what had `key` in the edition before; always the same."""
    return uuid.uuid5(edition.key, str(key))
