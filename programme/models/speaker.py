from django.db import models
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from programme.enums import Country, FormOfAddress, Language, NameOrder, SubmissionState

from .edition import Edition
from .fact import ExchangedFact
from .organisation import Organisation


class Speaker(ExchangedFact):
    """A person on the programme of one edition, as he or she was then.

    Names are facts: in Latin letters, in Hangul where known, in the order the person uses.
    """

    edition = models.ForeignKey(
        Edition, models.CASCADE, related_name="speakers", verbose_name=_("edition")
    )
    form_of_address = models.CharField(
        _("form of address"), max_length=2, choices=FormOfAddress.choices, blank=True
    )
    family_name = models.CharField(_("family name"), max_length=80)
    given_name = models.CharField(_("given name"), max_length=80, blank=True)
    name_hangul = models.CharField(
        _("name in Hangul"), max_length=40, blank=True, help_text=_("Whole name, such as 홍길동.")
    )
    display_order = models.CharField(
        _("order of the name"),
        max_length=12,
        choices=NameOrder.choices,
        default=NameOrder.GIVEN_FIRST,
    )
    position = models.CharField(_("position"), max_length=160, blank=True)
    organisation = models.ForeignKey(
        Organisation,
        models.PROTECT,
        related_name="speakers",
        null=True,
        blank=True,
        verbose_name=_("organisation"),
    )
    protocol_rank = models.PositiveSmallIntegerField(
        _("protocol rank"), default=100, help_text=_("Smaller comes first.")
    )
    photo = models.ForeignKey(
        "wagtailimages.Image",
        models.SET_NULL,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("photo"),
    )
    email = models.EmailField(_("e-mail"), blank=True, help_text=_("Never shown in public."))
    language = models.CharField(
        _("language of mails"),
        max_length=2,
        choices=Language.choices,
        blank=True,
        help_text=_("Empty: Korean for a Korean organisation, else French."),
    )
    #: Links to the own profile of an earlier number are void.
    link_version = models.PositiveIntegerField(default=0, editable=False)
    #: When the person last agreed to what is published here.
    consented_at = models.DateTimeField(_("agreed to publication"), null=True, editable=False)

    class Meta:
        verbose_name = _("speaker")
        verbose_name_plural = _("speakers")
        ordering = ["edition", "protocol_rank", "family_name", "given_name"]
        permissions = [("see_private_email", "Can see a speaker’s private e-mail")]

    def __str__(self) -> str:
        return self.latin_name

    @property
    def mail_language(self) -> str:
        """The language in which this person is written to."""
        korean = self.organisation and self.organisation.country == Country.KOREA
        return self.language or (Language.KOREAN if korean else Language.FRENCH)

    @property
    def latin_name(self) -> str:
        """In the person's own order, the family name in capitals: `HONG Gildong`, `Jean DUPONT`."""
        parts = [self.family_name.upper(), self.given_name]
        if self.display_order == NameOrder.GIVEN_FIRST:
            parts.reverse()
        return " ".join(part for part in parts if part)

    def name_in(self, language: str) -> str:
        """The name first shown to readers of `language`: Hangul in Korean where known."""
        return self.name_hangul if language == "ko" and self.name_hangul else self.latin_name

    def other_name_in(self, language: str) -> str:
        """The name in the other script, or "" where there is none."""
        return self.latin_name if self.name_in(language) != self.latin_name else self.name_hangul


class SpeakerSubmission(models.Model):
    """What a speaker proposes to publish about himself or herself, in one language.

    An editor takes it over in parts or declines it. The photo is no public file before that.
    """

    #: Nobody browses what points here; Wagtail would write an index with every row.
    wagtail_reference_index_ignore = True

    speaker = models.ForeignKey(
        Speaker, models.CASCADE, related_name="submissions", verbose_name=_("speaker")
    )
    language = models.CharField(_("language"), max_length=2, choices=Language.choices)
    position = models.CharField(_("position"), max_length=160, blank=True)
    biography = models.TextField(_("biography"), max_length=3000, blank=True)
    photo = models.BinaryField(_("photo"), null=True, blank=True)
    state = models.CharField(
        _("state"),
        max_length=8,
        choices=SubmissionState.choices,
        default=SubmissionState.PENDING,
    )
    submitted_at = models.DateTimeField(_("sent in"), default=now)
    reviewed_at = models.DateTimeField(_("reviewed"), null=True, blank=True)

    class Meta:
        verbose_name = _("proposal of a speaker")
        verbose_name_plural = _("proposals of speakers")
        ordering = ["submitted_at", "pk"]
        default_permissions = ("change",)
        constraints = [
            models.UniqueConstraint(
                fields=["speaker", "language"],
                condition=models.Q(state=SubmissionState.PENDING),
                name="one_pending_proposal_per_language",
            )
        ]

    def __str__(self) -> str:
        return f"{self.speaker_id} {self.language}"
