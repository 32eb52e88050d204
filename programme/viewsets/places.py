"""What several editions share: venues with their rooms, organisations, themes."""

from django.utils.translation import gettext_lazy
from wagtail.admin.panels import MultiFieldPanel

from programme.models import Organisation, Room, Theme, Venue

from .facts import FactViewSet, facts_form, label_panels


class OrganisationViewSet(FactViewSet):
    model = Organisation
    icon = "group"
    list_display = ["name", "kind", "country"]
    list_filter = ["kind", "country"]
    search_fields = ["name_fr", "name_ko", "name_en", "acronym"]
    edit_handler = facts_form(
        label_panels("name", gettext_lazy("Name")),
        "acronym",
        "kind",
        "country",
        MultiFieldPanel(["latitude", "longitude"], heading=gettext_lazy("On the map")),
    )


class ThemeViewSet(FactViewSet):
    model = Theme
    icon = "tag"
    edit_handler = facts_form(label_panels("name", gettext_lazy("Name")))


class VenueViewSet(FactViewSet):
    model = Venue
    icon = "home"
    list_display = ["name", "city"]
    edit_handler = facts_form(
        label_panels("name", gettext_lazy("Name")),
        label_panels("city", gettext_lazy("City")),
        label_panels("address", gettext_lazy("Address")),
        "country",
    )


class RoomViewSet(FactViewSet):
    model = Room
    icon = "table"
    list_display = ["name", "venue", "capacity", "interpretation_booths"]
    list_filter = ["venue", "interpretation_booths"]
    edit_handler = facts_form(
        label_panels("name", gettext_lazy("Name")),
        "venue",
        "capacity",
        "interpretation_booths",
        "order",
    )
