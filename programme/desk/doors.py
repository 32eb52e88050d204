"""The screens of an edition's daily work, named once for every place that leads to them."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from programme.models import Edition


@dataclass(frozen=True)
class Door:
    """A screen about one edition, and the permission that it takes."""

    name: str
    label: Any
    icon: str
    permission: str

    def url(self, edition: Edition) -> str:
        return reverse(f"programme:{self.name}", args=[edition.pk])


DOORS = [
    Door("desk", _("Edition desk"), "desktop", "change_schedule"),
    Door("grid", _("Schedule grid"), "table", "change_schedule"),
    Door("schedule", _("Draft schedule"), "list-ul", "change_schedule"),
    Door("release", _("Release…"), "upload", "release_schedule"),
    Door("versions", _("Versions"), "history", "release_schedule"),
    Door("state", _("Change state"), "rotate", "change_edition"),
    Door("interpretation", _("Interpreters’ plan"), "openquote", "change_interpreter"),
    Door("import", _("Import a programme"), "download", "change_schedule"),
    Door("proceedings", _("Proceedings"), "folder-open-inverse", "change_edition"),
    Door("copy", _("New edition from this one"), "copy", "add_edition"),
]


def doors(edition: Edition, user: Any) -> list[tuple[Door, str]]:
    """The screens that this user may open, each with its address."""
    return [
        (door, door.url(edition)) for door in DOORS if user.has_perm(f"programme.{door.permission}")
    ]
