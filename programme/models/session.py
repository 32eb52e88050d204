from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel

from programme.enums import Language, LanguageUse, SessionKind, SessionState, SpeakerRole

from .edition import Edition, Track
from .fact import ExchangedFact
from .speaker import Speaker


class Session(ExchangedFact, ClusterableModel):
    """One item of the programme. When and where it takes place is the schedule's matter."""

    edition = models.ForeignKey(
        Edition, models.CASCADE, related_name="sessions", verbose_name=_("edition")
    )
    code = models.CharField(
        _("code"),
        max_length=12,
        validators=[RegexValidator(r"^[A-Za-z0-9-]+$")],
        help_text=_("Short and unique in the edition, such as P1 or A3."),
    )
    title = models.CharField(_("title"), max_length=250)
    kind = models.CharField(_("kind"), max_length=18, choices=SessionKind.choices)
    track = models.ForeignKey(
        Track,
        models.RESTRICT,  # goes with its edition, but not alone
        related_name="sessions",
        null=True,
        blank=True,
        verbose_name=_("track"),
    )
    travel_minutes = models.PositiveSmallIntegerField(
        _("minutes of travel"),
        null=True,
        blank=True,
        help_text=_("For a visit: the way from the venue and, as long again, the way back."),
    )
    signup_required = models.BooleanField(_("sign-up required"), default=False)
    state = models.CharField(
        _("state"), max_length=9, choices=SessionState.choices, default=SessionState.CONFIRMED
    )
    speakers = models.ManyToManyField(Speaker, through="SessionSpeaker", related_name="sessions")

    class Meta:
        verbose_name = _("session")
        verbose_name_plural = _("sessions")
        ordering = ["edition", "code"]
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "code"],
                name="session_code_once_per_edition",
                violation_error_message=_("This code is already used in the edition."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.code} · {self.title}"

    @property
    def is_cancelled(self) -> bool:
        return self.state == SessionState.CANCELLED


class SessionLanguage(models.Model):
    """A language that is spoken in a session, or into which it is interpreted."""

    session = models.ForeignKey(Session, models.CASCADE, related_name="languages")
    language = models.CharField(_("language"), max_length=2, choices=Language.choices)
    use = models.CharField(_("use"), max_length=11, choices=LanguageUse.choices)

    class Meta:
        verbose_name = _("session language")
        verbose_name_plural = _("session languages")
        constraints = [
            models.UniqueConstraint(
                fields=["session", "language", "use"], name="session_language_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_language_display()} ({self.get_use_display()})"


class SessionSpeaker(models.Model):
    """Who does what in a session, in the order of appearance."""

    session = ParentalKey(Session, on_delete=models.CASCADE, related_name="session_speakers")
    speaker = models.ForeignKey(
        Speaker, models.CASCADE, related_name="session_speakers", verbose_name=_("speaker")
    )
    role = models.CharField(
        _("role"), max_length=9, choices=SpeakerRole.choices, default=SpeakerRole.SPEAKER
    )
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("speaker of a session")
        verbose_name_plural = _("speakers of a session")
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["session", "speaker"], name="speaker_once_per_session")
        ]

    def __str__(self) -> str:
        return f"{self.speaker} ({self.get_role_display()})"
