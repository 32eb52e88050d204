"""What several editions share: venues with their rooms, organisations, themes."""

from django.utils.translation import gettext_lazy
from wagtail.admin.panels import MultiFieldPanel

from programme.models import Organisation, Room, Theme, Venue
from translations.panels import label_panels

from .facts import FactCreateView, FactViewSet, edition_asked_for, facts_form
from .filters import RoomFilter


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


class RoomCreateView(FactCreateView):
    def get_initial_form_instance(self) -> Room | None:
        """Opened for an edition, the form has chosen the venue where it meets."""
        edition = edition_asked_for(self.request)
        return Room(venue=edition.venue) if edition and edition.venue else None


class RoomViewSet(FactViewSet):
    model = Room
    add_view_class = RoomCreateView
    icon = "table"
    list_display = ["name", "venue", "capacity", "interpretation_booths"]
    filterset_class = RoomFilter
    search_fields = ["name_fr", "name_ko", "name_en"]
    edit_handler = facts_form(
        label_panels("name", gettext_lazy("Name")),
        "venue",
        "capacity",
        "interpretation_booths",
        "order",
    )
