import datetime

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel

from programme.enums import (
    AttendanceMode,
    DatePrecision,
    EditionState,
    PartnerRole,
    TrackColour,
    Zone,
)

from .fact import ExchangedFact
from .organisation import Organisation, Theme
from .venue import Venue

#: A day of the programme ends in the night, at this hour of the place.
DAY_BEGINS = datetime.time(4)
#: Past meetings of which only the year is known last as long.
MOST_DAYS = 366


class Edition(ExchangedFact, ClusterableModel):
    """One year's forum, or an earlier meeting of the same partners."""

    slug = models.SlugField(
        _("address of the page"),
        unique=True,
        help_text=_("Last part of the page’s address, the same in every language."),
    )
    number = models.PositiveSmallIntegerField(
        _("number"), null=True, blank=True, help_text=_("Empty for meetings before the forum.")
    )
    title = models.CharField(_("title"), max_length=120)
    theme = models.CharField(_("theme"), max_length=200, blank=True)
    starts_on = models.DateField(_("first day"))
    ends_on = models.DateField(_("last day"))
    date_precision = models.CharField(
        _("precision of the dates"),
        max_length=5,
        choices=DatePrecision.choices,
        default=DatePrecision.DAY,
    )
    timezone = models.CharField(
        _("time zone"), max_length=20, choices=Zone.choices, default=Zone.PARIS
    )
    host = models.ForeignKey(
        Organisation,
        models.PROTECT,
        related_name="hosted_editions",
        null=True,
        blank=True,
        verbose_name=_("host"),
    )
    venue = models.ForeignKey(
        Venue,
        models.PROTECT,
        related_name="editions",
        null=True,
        blank=True,
        verbose_name=_("venue"),
    )
    attendance_mode = models.CharField(
        _("form"), max_length=7, choices=AttendanceMode.choices, default=AttendanceMode.ON_SITE
    )
    state = models.CharField(
        _("state"), max_length=17, choices=EditionState.choices, default=EditionState.ANNOUNCED
    )
    previous_starts_on = models.DateField(_("first day planned before"), null=True, blank=True)
    previous_ends_on = models.DateField(_("last day planned before"), null=True, blank=True)
    previous_attendance_mode = models.CharField(
        _("form planned before"), max_length=7, choices=AttendanceMode.choices, blank=True
    )
    public_reason = models.TextField(
        _("public reason"),
        max_length=300,
        blank=True,
        help_text=_("Shown wherever the change of date or form is shown."),
    )
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        related_name="stages",
        null=True,
        blank=True,
        verbose_name=_("tour"),
        help_text=_("The edition of which this one is a stage, with its own dates and host."),
    )
    #: Counts what the public saw change; calendars know by it which state is the newer one
    #: (SEQUENCE, RFC 5545, 3.8.7.4).
    sequence = models.PositiveIntegerField(default=0, editable=False)
    #: When the public last saw something change.
    changed_at = models.DateTimeField(default=now, editable=False)
    hashtag = models.CharField(_("hashtag"), max_length=50, blank=True, help_text=_("Without #."))
    themes = models.ManyToManyField(
        Theme, related_name="editions", blank=True, verbose_name=_("themes")
    )

    class Meta:
        verbose_name = _("edition")
        verbose_name_plural = _("editions")
        ordering = ["-starts_on"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_on__gte=models.F("starts_on")),
                name="edition_ends_after_it_starts",
                violation_error_message=_("The last day is before the first day."),
            )
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def zone(self) -> Zone:
        return Zone(self.timezone)

    def clean(self) -> None:
        """A year mistyped would make days without end."""
        super().clean()
        if self.starts_on and self.ends_on and self.is_too_long:
            most = {"most": MOST_DAYS}
            raise ValidationError({"ends_on": _("An edition lasts at most %(most)d days.") % most})

    @property
    def is_too_long(self) -> bool:
        return (self.ends_on - self.starts_on).days >= MOST_DAYS

    @property
    def days(self) -> list[datetime.date]:
        """Every day of the edition, in its own time zone."""
        count = (self.ends_on - self.starts_on).days + 1
        return [self.starts_on + datetime.timedelta(days=offset) for offset in range(count)]

    @property
    def is_rescheduled(self) -> bool:
        """Whether other days were planned before those that it has now."""
        before = (self.previous_starts_on, self.previous_ends_on)
        return self.previous_starts_on is not None and before != (self.starts_on, self.ends_on)

    @property
    def is_undated(self) -> bool:
        """Whether it is postponed and nobody knows until when; its days are then the old ones."""
        return self.state == EditionState.POSTPONED and not self.is_rescheduled

    @property
    def is_called_off(self) -> bool:
        """Whether nothing takes place on its days: it is cancelled, or postponed without a date."""
        return self.state == EditionState.CANCELLED or self.is_undated

    def takes_place_on(self, day: datetime.date) -> bool:
        """Whether something planned for this day still stands; not on days given up since."""
        given_up = self.is_rescheduled and not self.starts_on <= day <= self.ends_on
        return not self.is_called_off and not given_up

    def has_reached(self, day: datetime.date, moment: datetime.datetime | None = None) -> bool:
        """Whether a day has begun at the place, now or at `moment`."""
        return (moment or now()).astimezone(self.zone.info).date() >= day

    def day_of(self, start: datetime.datetime) -> datetime.date:
        """The day of the programme to which something belongs that begins at `start`.

        What begins in the night belongs to the evening before, as programme files have it.
        """
        local = start.astimezone(self.zone.info)
        evening = local.date() - datetime.timedelta(days=1)
        in_the_night = local.time() < DAY_BEGINS and self.starts_on <= evening <= self.ends_on
        return evening if in_the_night else local.date()


class EditionPartner(models.Model):
    """What an organisation does for an edition."""

    edition = ParentalKey(Edition, on_delete=models.CASCADE, related_name="partners")
    organisation = models.ForeignKey(
        Organisation,
        models.PROTECT,
        related_name="partnerships_in_editions",
        verbose_name=_("organisation"),
    )
    role = models.CharField(_("role"), max_length=12, choices=PartnerRole.choices)
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("partner")
        verbose_name_plural = _("partners")
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "organisation", "role"], name="one_role_once_per_edition"
            )
        ]

    def __str__(self) -> str:
        return f"{self.organisation} ({self.get_role_display()})"


class Track(ExchangedFact):
    """A line through an edition's programme, with a colour and always a written name."""

    edition = models.ForeignKey(
        Edition, models.CASCADE, related_name="tracks", verbose_name=_("edition")
    )
    name = models.CharField(_("name"), max_length=80)
    colour = models.CharField(_("colour"), max_length=8, choices=TrackColour.choices)
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("track")
        verbose_name_plural = _("tracks")
        ordering = ["edition", "order", "pk"]

    def __str__(self) -> str:
        return self.name
