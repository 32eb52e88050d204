"""By what editors narrow the lists of facts."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy
from django_filters import ChoiceFilter, ModelChoiceFilter, NumberFilter
from wagtail.admin.filters import WagtailFilterSet

from programme.desk.lacks import sessions_lacking, speakers_lacking
from programme.enums import SessionLack, SpeakerLack
from programme.models import Edition, Room, Session, Speaker, Track
from programme.queries.drafts import rooms_of


class SessionFilter(WagtailFilterSet):
    """By what a session is, where the draft puts it, and what it lacks."""

    room = ModelChoiceFilter(
        label=gettext_lazy("Room in the draft"),
        queryset=Room.objects.order_by("venue", "order"),
        method="filter_room",
    )
    lacks = ChoiceFilter(
        label=gettext_lazy("What is missing"), choices=SessionLack.choices, method="filter_lacks"
    )

    class Meta:
        model = Session
        fields = ["edition", "kind", "track", "state"]

    def filter_room(self, found: QuerySet[Session], _name: str, room: Room) -> Any:
        return found.filter(slots__schedule__version=0, slots__room=room)

    def filter_lacks(self, found: QuerySet[Session], _name: str, what: str) -> Any:
        return sessions_lacking(found, what)


class SpeakerFilter(WagtailFilterSet):
    """By who a speaker is, and what the public misses."""

    lacks = ChoiceFilter(
        label=gettext_lazy("What is missing"), choices=SpeakerLack.choices, method="filter_lacks"
    )

    class Meta:
        model = Speaker
        fields = ["edition", "organisation"]

    def filter_lacks(self, found: QuerySet[Speaker], _name: str, what: str) -> Any:
        return speakers_lacking(found, what)


class RoomFilter(WagtailFilterSet):
    """By the edition that meets there, and by what a room offers."""

    edition = ModelChoiceFilter(
        label=gettext_lazy("Edition"), queryset=Edition.objects.all(), method="filter_edition"
    )
    capacity = NumberFilter(
        label=gettext_lazy("Seats, at least"), field_name="capacity", lookup_expr="gte"
    )
    booths = NumberFilter(
        label=gettext_lazy("Interpretation booths, at least"),
        field_name="interpretation_booths",
        lookup_expr="gte",
    )

    class Meta:
        model = Room
        fields = ["edition", "venue"]

    def filter_edition(self, found: QuerySet[Room], _name: str, edition: Edition) -> Any:
        return found.filter(pk__in=rooms_of(edition))


class TrackFilter(WagtailFilterSet):
    """By edition and by colour."""

    class Meta:
        model = Track
        fields = ["edition", "colour"]
