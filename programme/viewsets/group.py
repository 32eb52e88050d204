"""The sections in the menu."""

from django.utils.translation import gettext_lazy
from wagtail.admin.viewsets.model import ModelViewSetGroup

from .editions import EditionViewSet
from .interpreters import InterpreterViewSet
from .places import OrganisationViewSet, RoomViewSet, ThemeViewSet, VenueViewSet
from .proceedings import MaterialViewSet
from .sessions import SessionViewSet, TrackViewSet
from .speakers import SpeakerViewSet


class ProgrammeGroup(ModelViewSetGroup):
    menu_label = gettext_lazy("Programme")
    menu_icon = "calendar-alt"
    menu_order = 110
    items = (
        EditionViewSet("editions"),
        SessionViewSet("sessions"),
        SpeakerViewSet("speakers"),
        InterpreterViewSet("interpreters"),
        TrackViewSet("tracks"),
        RoomViewSet("rooms"),
        VenueViewSet("venues"),
        OrganisationViewSet("organisations"),
        ThemeViewSet("themes"),
        MaterialViewSet("materials"),
    )
