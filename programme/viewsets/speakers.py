"""The people on a programme."""

from typing import Any

from django.utils.translation import gettext_lazy
from wagtail.admin.panels import FieldPanel, MultiFieldPanel

from programme.models import Speaker
from programme.services.sessions import create_speaker

from .facts import FactCreateView, FactViewSet, facts_and_texts, label_panels


class SpeakerCreateView(FactCreateView):
    presets_edition = True

    def add(self, instance: Speaker, form: Any) -> None:
        create_speaker(instance, self.request.user)


class SpeakerViewSet(FactViewSet):
    model = Speaker
    icon = "user"
    add_view_class = SpeakerCreateView
    list_display = ["latin_name", "name_hangul", "organisation", "edition"]
    list_filter = ["edition", "organisation"]
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
            ],
            heading=gettext_lazy("Speaker"),
        ),
    )
