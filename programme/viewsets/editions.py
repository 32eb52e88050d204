"""Editions: their facts, and the doors to their daily work."""

from typing import Any

from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.panels import InlinePanel, MultiFieldPanel
from wagtail.admin.ui.menus import MenuItem
from wagtail.admin.widgets.button import Button

from programme.desk.doors import doors
from programme.enums import JobState
from programme.forms.facts import EditionForm
from programme.models import Edition, EditionCopy
from programme.services.editions import create_edition
from translations.panels import label_panels

from .facts import (
    FactCreateView,
    FactEditView,
    FactIndexView,
    FactViewSet,
    facts_and_texts,
)


class EditionCreateView(FactCreateView):
    def add(self, instance: Edition, form: Any) -> None:
        create_edition(instance, self.request.user)


class EditionEditView(FactEditView):
    @cached_property
    def header_more_buttons(self) -> list[Button]:
        ways = [
            Button(door.label, url=url, icon_name=door.icon, priority=priority)
            for priority, (door, url) in enumerate(doors(self.object, self.request.user), start=5)
        ]
        return [*ways, *self.unfinished_copies, *super().header_more_buttons]

    @property
    def unfinished_copies(self) -> list[Button]:
        """Back to the work that makes this edition, while its pages are not all there yet."""
        if not self.request.user.has_perm("programme.add_edition"):
            return []
        unfinished = EditionCopy.objects.filter(edition=self.object).exclude(state=JobState.DONE)
        return [
            Button(
                _("Progress of the copy"),
                url=reverse("programme:copying", args=[work.pk]),
                icon_name="copy",
                priority=30,
            )
            for work in unfinished
        ]


class EditionIndexView(FactIndexView):
    def get_list_more_buttons(self, instance: Edition) -> list[Any]:
        ways = [
            MenuItem(door.label, url=url, icon_name=door.icon, priority=5)
            for door, url in doors(instance, self.request.user)[:1]
        ]
        return [*ways, *super().get_list_more_buttons(instance)]


class EditionViewSet(FactViewSet):
    model = Edition
    icon = "date"
    index_view_class = EditionIndexView
    add_view_class = EditionCreateView
    edit_view_class = EditionEditView
    list_display = ["title", "starts_on", "host", "state"]
    list_filter = ["state"]
    edit_handler = facts_and_texts(
        label_panels("title", gettext_lazy("Title")),
        label_panels("theme", gettext_lazy("Theme")),
        MultiFieldPanel(
            ["slug", "number", "hashtag", "parent"], heading=gettext_lazy("Identification")
        ),
        MultiFieldPanel(
            ["starts_on", "ends_on", "date_precision", "timezone"],
            heading=gettext_lazy("Dates"),
        ),
        MultiFieldPanel(
            ["host", "venue", "attendance_mode"], heading=gettext_lazy("Place and form")
        ),
        "themes",
        InlinePanel(
            "partners",
            panels=["organisation", "role", "order"],
            label=gettext_lazy("Partner"),
        ),
        label_panels("public_reason", gettext_lazy("Public reason for a change")),
        form=EditionForm,
    )
