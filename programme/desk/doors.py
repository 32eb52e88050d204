"""The screens of an edition's daily work, named once for every place that leads to them."""

from dataclasses import dataclass
from typing import Any

from django.db.models import TextChoices
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from programme.models import Edition


class Purpose(TextChoices):
    """What a screen of the edition is for."""

    PLAN = "plan", pgettext_lazy("programme", "Plan")
    RELEASE = "release", pgettext_lazy("programme", "Make public")
    EDITION = "edition", _("Edition")


@dataclass(frozen=True)
class Door:
    """A screen about one edition, and the permission that it takes."""

    purpose: Purpose
    name: str
    label: Any
    icon: str
    permission: str

    def url(self, edition: Edition) -> str:
        return reverse(f"programme:{self.name}", args=[edition.pk])


DOORS = [
    Door(Purpose.PLAN, "desk", _("Edition desk"), "desktop", "change_schedule"),
    Door(Purpose.PLAN, "grid", _("Schedule grid"), "table", "change_schedule"),
    Door(Purpose.PLAN, "schedule", _("Draft schedule"), "list-ul", "change_schedule"),
    Door(Purpose.RELEASE, "release", _("Release…"), "upload", "release_schedule"),
    Door(Purpose.RELEASE, "versions", _("Versions"), "history", "release_schedule"),
    Door(Purpose.RELEASE, "state", _("Change state"), "rotate", "change_edition"),
    Door(
        Purpose.PLAN, "interpretation", _("Interpreters’ plan"), "openquote", "change_interpreter"
    ),
    Door(Purpose.PLAN, "import", _("Import a programme"), "download", "change_schedule"),
    Door(Purpose.EDITION, "proceedings", _("Proceedings"), "folder-open-inverse", "change_edition"),
    Door(Purpose.EDITION, "copy", _("New edition from this one"), "copy", "add_edition"),
]


def doors(edition: Edition, user: Any) -> list[tuple[Door, str]]:
    """The screens that this user may open, each with its address."""
    return [
        (door, door.url(edition)) for door in DOORS if user.has_perm(f"programme.{door.permission}")
    ]


def by_purpose(open_doors: list[tuple[Door, str]]) -> list[tuple[Purpose, list[tuple[Door, str]]]]:
    """The same, by what they are for."""
    return [
        (purpose, [(door, url) for door, url in open_doors if door.purpose == purpose])
        for purpose in Purpose
    ]
