from django.db import models
from django.utils.translation import gettext_lazy as _
from encrypted_fields.fields import EncryptedJSONField, EncryptedTextField

from programme.enums import FormOfAddress, Language, NameOrder
from programme.models import Session
from registrations.enums import Mode, Need

from .registration import Registration
from .settings import ParticipantCategory


class Attendee(models.Model):
    """A person who takes part. Names are facts, in the order the person uses."""

    #: Nobody browses what points here; Wagtail would write an index with every row.
    wagtail_reference_index_ignore = True

    registration = models.ForeignKey(
        Registration, models.CASCADE, related_name="attendees", verbose_name=_("registration")
    )
    category = models.ForeignKey(
        ParticipantCategory, models.PROTECT, related_name="attendees", verbose_name=_("category")
    )
    form_of_address = models.CharField(
        _("form of address"), max_length=2, choices=FormOfAddress.choices, blank=True
    )
    family_name = models.CharField(_("family name"), max_length=80)
    given_name = models.CharField(_("given name"), max_length=80, blank=True)
    name_other = models.CharField(_("name in the other script"), max_length=80, blank=True)
    display_order = models.CharField(
        _("order of the name"),
        max_length=12,
        choices=NameOrder.choices,
        default=NameOrder.GIVEN_FIRST,
    )
    position = models.CharField(_("position"), max_length=160, blank=True)
    email = models.EmailField(_("e-mail"), max_length=254)
    language = models.CharField(_("language of mails"), max_length=2, choices=Language.choices)
    mode = models.CharField(_("participation"), max_length=7, choices=Mode.choices)
    interpretation_language = models.CharField(
        _("interpretation"), max_length=2, choices=Language.choices, blank=True
    )
    #: Encrypted: a meal or an aid may say something about belief or health.
    needs = EncryptedJSONField(_("services"), null=True, blank=True)
    other_service = EncryptedTextField(_("other service"), null=True, blank=True)

    class Meta:
        verbose_name = _("participant")
        verbose_name_plural = _("participants")
        ordering = ["family_name", "given_name", "pk"]
        default_permissions = ("view", "change")
        permissions = [("export_attendee", "Can export participants")]

    def __str__(self) -> str:
        return self.registration.reference

    @property
    def name(self) -> str:
        """In the person's own order, without a change of letters: `Hong Gildong`, `홍길동`."""
        family_first = self.display_order == NameOrder.FAMILY_FIRST
        parts = (
            [self.family_name, self.given_name]
            if family_first
            else [
                self.given_name,
                self.family_name,
            ]
        )
        # Hangul names are written without a space between family and given name.
        joint = "" if family_first and is_hangul("".join(parts)) else " "
        return joint.join(part for part in parts if part)

    @property
    def services(self) -> list[str]:
        """What the organisers are to prepare, in the active language."""
        named = [str(Need(need).label) for need in self.needs or []]
        return [*named, self.other_service] if self.other_service else named


def is_hangul(text: str) -> bool:
    """Whether every letter of `text` is a Hangul syllable (Unicode block U+AC00)."""
    return bool(text) and all("가" <= letter <= "힣" for letter in text)


class SessionSignup(models.Model):
    """A person's place in a session that needs sign-up; wished for while waiting."""

    #: Nobody browses what points here; Wagtail would write an index with every row.
    wagtail_reference_index_ignore = True

    attendee = models.ForeignKey(Attendee, models.CASCADE, related_name="signups")
    session = models.ForeignKey(
        Session, models.CASCADE, related_name="signups", verbose_name=_("session")
    )

    class Meta:
        verbose_name = _("sign-up")
        verbose_name_plural = _("sign-ups")
        constraints = [
            models.UniqueConstraint(fields=["attendee", "session"], name="signed_up_once")
        ]

    def __str__(self) -> str:
        return f"{self.attendee_id} {self.session_id}"
