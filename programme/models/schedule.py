from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from programme.enums import ChangeKind, ScheduleState

from .edition import Edition
from .session import Session
from .venue import Room


class Schedule(models.Model):
    """A version of an edition's timetable: the one draft, or one that was released.

    The public sees the released version with the highest number.
    """

    edition = models.ForeignKey(
        Edition, models.CASCADE, related_name="schedules", verbose_name=_("edition")
    )
    state = models.CharField(
        _("state"), max_length=8, choices=ScheduleState.choices, default=ScheduleState.DRAFT
    )
    #: Counts the releases of an edition from 1; 0 is the draft.
    version = models.PositiveIntegerField(_("version"), default=0)
    label = models.CharField(_("label"), max_length=40, blank=True)
    note = models.TextField(
        _("note"), blank=True, max_length=500, help_text=_("Shown in public with the changes.")
    )
    released_at = models.DateTimeField(_("released at"), null=True, blank=True)
    #: Whether those whom its changes concern were written to.
    announced = models.BooleanField(_("announced by mail"), default=False)
    #: Why it was released although the check found errors.
    override_reason = models.TextField(
        _("reason for releasing with errors"), blank=True, max_length=500
    )

    class Meta:
        verbose_name = _("schedule")
        verbose_name_plural = _("schedules")
        ordering = ["edition", "-version"]
        permissions = [("release_schedule", "Can release a schedule")]
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "version"], name="schedule_version_once_per_edition"
            ),
            models.CheckConstraint(
                condition=models.Q(state=ScheduleState.DRAFT, version=0)
                | models.Q(state=ScheduleState.RELEASED, version__gt=0),
                name="schedule_draft_is_version_0",
            ),
        ]

    def __str__(self) -> str:
        return self.label or self.get_state_display()

    @property
    def number(self) -> str:
        """The version for readers of any language, `v2`."""
        return f"v{self.version}"


class Slot(models.Model):
    """Where and when a session takes place in one version of the schedule."""

    schedule = models.ForeignKey(Schedule, models.CASCADE, related_name="slots")
    session = models.ForeignKey(
        Session, models.CASCADE, related_name="slots", verbose_name=_("session")
    )
    room = models.ForeignKey(
        Room,
        models.PROTECT,
        related_name="slots",
        null=True,
        blank=True,
        verbose_name=_("room"),
        help_text=_("Empty for visits and for breaks in the whole venue."),
    )
    start = models.DateTimeField(_("start"))
    end = models.DateTimeField(_("end"))
    #: How the session stood when this version was released; a draft does not say.
    cancelled = models.BooleanField(pgettext_lazy("programme", "cancelled"), default=False)

    class Meta:
        verbose_name = _("slot")
        verbose_name_plural = _("slots")
        ordering = ["start", "room__order", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["schedule", "session"], name="session_placed_once"),
            models.CheckConstraint(
                condition=models.Q(end__gt=models.F("start")),
                name="slot_ends_after_it_starts",
                violation_error_message=_("The end must be after the start."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.session_id} {self.start:%Y-%m-%d %H:%M}"


class ScheduleChange(models.Model):
    """What a release changed for the public about one session, from where to where."""

    schedule = models.ForeignKey(Schedule, models.CASCADE, related_name="changes")
    session = models.ForeignKey(Session, models.CASCADE, related_name="changes")
    kind = models.CharField(_("kind"), max_length=10, choices=ChangeKind.choices)
    room_before = models.ForeignKey(Room, models.SET_NULL, related_name="+", null=True, blank=True)
    start_before = models.DateTimeField(null=True, blank=True)
    end_before = models.DateTimeField(null=True, blank=True)
    room = models.ForeignKey(Room, models.SET_NULL, related_name="+", null=True, blank=True)
    start = models.DateTimeField(null=True, blank=True)
    end = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("change of the schedule")
        verbose_name_plural = _("changes of the schedule")
        ordering = ["-schedule__version", "start", "session__code"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["schedule", "session"], name="session_changed_once_per_release"
            )
        ]

    def __str__(self) -> str:
        return f"{self.session_id} {self.kind}"

    @property
    def time_changed(self) -> bool:
        return (self.start, self.end) != (self.start_before, self.end_before)

    @property
    def room_changed(self) -> bool:
        return self.room_id != self.room_before_id
