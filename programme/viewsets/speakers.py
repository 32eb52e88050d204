"""The people on a programme."""

from typing import Any

from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.admin.widgets.button import Button

from programme.forms.facts import SpeakerForm
from programme.models import Speaker
from programme.services.sessions import create_speaker
from translations.panels import label_panels

from .facts import (
    BulkIndexView,
    FactCreateView,
    FactEditView,
    FactViewSet,
    facts_and_texts,
)
from .filters import SpeakerFilter

MAY_ASK = "programme.change_speakersubmission"


class SpeakerIndexView(BulkIndexView):
    bulk_permission = MAY_ASK


class SpeakerCreateView(FactCreateView):
    presets_edition = True

    def add(self, instance: Speaker, form: Any) -> None:
        create_speaker(instance, self.request.user)


class SpeakerEditView(FactEditView):
    def change(self, instance: Speaker, form: Any) -> None:
        if "email" in form.changed_data:
            instance.link_version += 1  # the link belongs to the former address
        super().change(instance, form)

    @cached_property
    def header_more_buttons(self) -> list[Button]:
        if not self.request.user.has_perm(MAY_ASK):
            return super().header_more_buttons
        profile = Button(
            _("Ask the speaker"),
            url=reverse("programme:profile", args=[self.object.pk]),
            icon_name="mail",
            priority=5,
        )
        return [profile, *super().header_more_buttons]


class SpeakerViewSet(FactViewSet):
    model = Speaker
    icon = "user"
    add_view_class = SpeakerCreateView
    edit_view_class = SpeakerEditView
    list_display = ["__str__", "name_hangul", "organisation", "edition"]
    index_view_class = SpeakerIndexView
    filterset_class = SpeakerFilter
    search_fields = ["family_name", "given_name", "name_hangul"]
    edit_handler = facts_and_texts(
        MultiFieldPanel(
            [
                "form_of_address",
                "family_name",
                "given_name",
                "name_hangul",
                "display_order",
            ],
            heading=gettext_lazy("Name"),
        ),
        label_panels("position", gettext_lazy("Position")),
        MultiFieldPanel(
            [
                "edition",
                "organisation",
                "protocol_rank",
                "photo",
                # For those with a second factor (PERSONAL_DATA_PERMISSIONS).
                FieldPanel("email", permission="programme.see_private_email"),
                "language",
            ],
            heading=gettext_lazy("Speaker"),
        ),
        form=SpeakerForm,
    )
