"""Editions: their facts, and the doors to their daily work."""

from typing import Any

from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.panels import InlinePanel, MultiFieldPanel
from wagtail.admin.widgets.button import Button

from programme.forms.facts import EditionForm
from programme.models import Edition
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
        exchange = Button(
            _("Import a programme"),
            url=reverse("programme:import", args=[self.object.pk]),
            icon_name="upload",
            priority=7,
        )
        return [schedule, state, exchange, *super().header_more_buttons]


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
