"""Editions: their facts, and the doors to their daily work."""

from typing import Any

from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.panels import InlinePanel, MultiFieldPanel
from wagtail.admin.widgets.button import Button

from programme.enums import JobState
from programme.forms.facts import EditionForm
from programme.models import Edition, EditionCopy
from programme.services.editions import create_edition

from .facts import FactCreateView, FactEditView, FactViewSet, facts_and_texts, label_panels


class EditionCreateView(FactCreateView):
    def add(self, instance: Edition, form: Any) -> None:
        create_edition(instance, self.request.user)


class EditionEditView(FactEditView):
    @cached_property
    def header_more_buttons(self) -> list[Button]:
        schedule = Button(
            _("Draft schedule"),
            url=reverse("programme:schedule", args=[self.object.pk]),
            icon_name="calendar-alt",
            priority=5,
        )
        state = Button(
            _("Change state"),
            url=reverse("programme:state", args=[self.object.pk]),
            icon_name="rotate",
            priority=6,
        )
        return [schedule, state, *self.copy_buttons, *super().header_more_buttons]

    @property
    def copy_buttons(self) -> list[Button]:
        """To the next edition, and back to one whose pages are not all there yet."""
        if not self.request.user.has_perm("programme.add_edition"):
            return []
        copy = Button(
            _("New edition from this one"),
            url=reverse("programme:copy", args=[self.object.pk]),
            icon_name="copy",
            priority=7,
        )
        unfinished = EditionCopy.objects.filter(edition=self.object).exclude(state=JobState.DONE)
        return [copy] + [
            Button(
                _("Progress of the copy"),
                url=reverse("programme:copying", args=[work.pk]),
                icon_name="copy",
                priority=8,
            )
            for work in unfinished
        ]


class EditionViewSet(FactViewSet):
    model = Edition
    icon = "date"
    add_view_class = EditionCreateView
    edit_view_class = EditionEditView
    list_display = ["title", "starts_on", "host", "state"]
    list_filter = ["state"]
    edit_handler = facts_and_texts(
        label_panels("title", gettext_lazy("Title")),
        label_panels("theme", gettext_lazy("Theme")),
        MultiFieldPanel(["slug", "number", "hashtag"], heading=gettext_lazy("Identification")),
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
