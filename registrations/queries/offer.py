"""What an edition offers to whoever registers. Each part is read when it is asked for."""

import datetime
from dataclasses import dataclass
from functools import cached_property

from django.db.models import QuerySet
from django.utils import timezone

from programme.enums import ScheduleState, SessionKind, SessionState, Zone
from programme.models import Edition, Organisation, Schedule, Slot
from registrations.enums import Band, ConsentPurpose, Mode, Stage
from registrations.models import ConsentText, ParticipantCategory, Quota, RegistrationSettings
from translations.labels import Words, pick
from translations.languages import label_chain, language_codes

from .stage import mode_bands, modes, stage


@dataclass(frozen=True)
class OfferedSession:
    """A session one can sign up for, at its place in the released schedule."""

    pk: int
    code: str
    title: Words
    room: Words
    kind: SessionKind
    start: datetime.datetime
    end: datetime.datetime
    zone: Zone
    quota: Quota | None

    @property
    def band(self) -> Band:
        return self.quota.band if self.quota else Band.OPEN

    @property
    def date(self) -> datetime.date:
        """The day at the venue."""
        return self.start.astimezone(self.zone.info).date()

    @property
    def on_site_only(self) -> bool:
        """A bus has no seat for those who take part online."""
        return self.kind == SessionKind.FIELD_VISIT

    def overlaps(self, other: "OfferedSession") -> bool:
        return self.start < other.end and other.start < self.end


class Offer:
    """Everything a registration form offers, for readers of one language."""

    def __init__(
        self,
        settings: RegistrationSettings,
        categories: list[ParticipantCategory],
        language: str,
    ) -> None:
        self.settings, self.categories, self.language = settings, categories, language

    @property
    def edition(self) -> Edition:
        return self.settings.edition

    @property
    def modes(self) -> list[Mode]:
        return modes(self.edition)

    @cached_property
    def quotas(self) -> list[Quota]:
        """All seats of the edition, in the order in which they are taken. One query."""
        return list(Quota.objects.filter(edition=self.edition).order_by("pk"))

    @cached_property
    def sessions(self) -> list[OfferedSession]:
        """What one can sign up for, in order of time. One query, and that for the quotas."""
        quotas = {quota.session_id: quota for quota in self.quotas}
        return [
            OfferedSession(
                pk=row["session"],
                code=row["session__code"],
                title=pick(row, "session__title", self.language),
                room=pick(row, "room__name", self.language),
                kind=SessionKind(row["session__kind"]),
                start=row["start"],
                end=row["end"],
                zone=self.edition.zone,
                quota=quotas.get(row["session"]),
            )
            for row in offered_slots(self.edition).values(*_columns(self.language))
        ]

    @cached_property
    def consents(self) -> list[ConsentText]:
        """The texts in force, one per purpose, in the order of the purposes. One query."""
        texts = ConsentText.objects.filter(edition=self.edition).order_by("version")
        latest = {text.purpose: text for text in texts}
        return [latest[purpose] for purpose in ConsentPurpose if purpose in latest]

    @property
    def mode_bands(self) -> dict[Mode, Band]:
        return mode_bands(self.edition, self.quotas)

    @property
    def stage(self) -> Stage:
        """Where registration stands now."""
        return stage(self.settings, self.quotas, timezone.now())

    @property
    def is_taking(self) -> bool:
        """Whether the form can be sent, whatever the seats."""
        return stage(self.settings, [], timezone.now()) == Stage.OPEN


def offer_of(slug: str, language: str) -> Offer | None:
    """The offer of the edition with this address; None where nobody can register. One query."""
    found = list(
        ParticipantCategory.objects.filter(
            edition__slug=slug,
            edition__registration_settings__isnull=False,
            edition__registration_pages__live=True,
        )
        .distinct()
        .select_related("edition__registration_settings", "edition__venue")
        .order_by("order", "pk")
    )
    if not found:
        return None
    edition = found[0].edition
    settings = edition.registration_settings
    settings.edition = edition
    return Offer(settings, found, language)


def offered_slots(edition: Edition) -> QuerySet[Slot]:
    """Places, in the released schedule, of sessions that need sign-up."""
    released = Schedule.objects.filter(edition=edition, state=ScheduleState.RELEASED)
    return Slot.objects.filter(
        schedule__edition=edition,
        schedule__state=ScheduleState.RELEASED,
        schedule__version=released.order_by("-version").values("version")[:1],
        session__signup_required=True,
        session__state=SessionState.CONFIRMED,
    ).order_by("start", "session__code")


def _columns(language: str) -> list[str]:
    labels = [
        f"{name}_{code}"
        for name in ("session__title", "room__name")
        for code in label_chain(language)
    ]
    return ["session", "session__code", "session__kind", "start", "end", *labels]


def organisation_names() -> list[tuple[str, str]]:
    """Every name of every organisation, and the language it is in. One query."""
    columns = [f"name_{code}" for code in language_codes()]
    names = {
        (row[column], column.removeprefix("name_"))
        for row in Organisation.objects.values("acronym", *columns)
        for column in columns
        if row[column]
    }
    return sorted(names)
