"""The steps of the form. Each checks itself; together they give what the service needs."""

from collections.abc import Mapping
from itertools import combinations
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from home.forms import TextField
from programme.enums import FormOfAddress, Language, NameOrder
from registrations.enums import Band, ConsentPurpose, Mode, Need
from registrations.privacy import purpose
from registrations.queries.offer import Offer, OfferedSession
from translations.labels import pick

from .fields import EmailField, countries


class StepForm(forms.Form):
    """A step, for one offer. What a field is asked for stands beside it."""

    name = ""
    heading: Any = ""

    def __init__(self, offer: Offer, data: Any = None, *, held: Mapping[str, Any]) -> None:
        self.offer = offer
        #: What the person has already: own seats count as free.
        self.held = held
        super().__init__(data, initial=dict(held), label_suffix="")
        self.prepare()
        for name, field in self.fields.items():
            self._describe(name, field)

    @property
    def template(self) -> str:
        """Where this step is laid out."""
        return f"registrations/form/{self.name}.html"

    def prepare(self) -> None:
        """Fill the choices that follow from the offer."""

    def _describe(self, name: str, field: forms.Field) -> None:
        hints = [str(field.help_text), str(purpose(name))]
        field.help_text = " ".join(hint for hint in hints if hint)

    def _choices(self, name: str, choices: list[tuple[Any, Any]]) -> None:
        field: Any = self.fields[name]
        field.choices = choices


def text(label: Any, length: int, autocomplete: str, **options: Any) -> TextField:
    """A line of at most `length` characters that the browser may fill in."""
    widget = forms.TextInput(attrs={"autocomplete": autocomplete})
    return TextField(label=label, max_length=length, widget=widget, **options)


class PersonForm(StepForm):
    """Who takes part, and for whom."""

    name = "person"
    heading = gettext_lazy("About you")
    form_of_address = forms.ChoiceField(
        label=gettext_lazy("Form of address"), choices=FormOfAddress.choices, required=False
    )
    family_name = text(gettext_lazy("Family name"), 80, "family-name")
    given_name = text(gettext_lazy("Given name"), 80, "given-name", required=False)
    name_other = text(
        gettext_lazy("Name in the other script"),
        80,
        "off",
        required=False,
        help_text=gettext_lazy("In Hangul or in Latin letters, if you have one."),
    )
    display_order = forms.ChoiceField(
        label=gettext_lazy("Order of the name"),
        choices=NameOrder.choices,
        widget=forms.RadioSelect,
    )
    category = forms.ChoiceField(label=gettext_lazy("You take part as"), widget=forms.RadioSelect)
    organisation_name = TextField(
        label=gettext_lazy("Organisation"),
        max_length=160,
        widget=forms.TextInput(attrs={"autocomplete": "organization", "list": "organisations"}),
        help_text=gettext_lazy("Type in any language and choose, or enter a new one."),
    )
    position = text(gettext_lazy("Position"), 160, "organization-title", required=False)
    country = forms.ChoiceField(
        label=gettext_lazy("Country"), widget=forms.Select(attrs={"autocomplete": "country"})
    )
    email = EmailField(
        label=gettext_lazy("E-mail"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    language = forms.ChoiceField(
        label=gettext_lazy("Language of mails"), choices=[], widget=forms.RadioSelect
    )

    def prepare(self) -> None:
        named = [(str(c.pk), pick(c, "name").text) for c in self.offer.categories]
        self._choices("category", named)
        self._choices("country", countries())
        self._choices("language", [("fr", "Français"), ("ko", "한국어"), ("en", "English")])
        korean = self.offer.language == "ko"
        order = NameOrder.FAMILY_FIRST if korean else NameOrder.GIVEN_FIRST
        self.initial = {"display_order": order, "language": self.offer.language, **self.initial}
        if not korean:
            self.order_fields(["form_of_address", "given_name", "family_name"])

    def clean_category(self) -> Any:
        """The category itself."""
        chosen = self.cleaned_data["category"]
        return next(c for c in self.offer.categories if str(c.pk) == chosen)


class ParticipationForm(StepForm):
    """How one takes part: where, in which sessions, with which services."""

    name = "participation"
    heading = gettext_lazy("Your participation")
    mode = forms.ChoiceField(label=gettext_lazy("How do you take part?"), widget=forms.RadioSelect)
    sessions = forms.MultipleChoiceField(
        label=gettext_lazy("Visits and workshops"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    interpretation_language = forms.ChoiceField(
        label=gettext_lazy("I need interpretation into"), required=False
    )
    needs = forms.MultipleChoiceField(
        label=gettext_lazy("Services you would like"),
        choices=Need.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    other_service = text(gettext_lazy("Another service"), 200, "off", required=False)
    consent_sensitive = forms.BooleanField(required=False)

    def prepare(self) -> None:
        self._choices("mode", [(mode, mode.label) for mode in self.offer.modes])
        if len(self.offer.modes) == 1:
            self.initial.setdefault("mode", self.offer.modes[0])
        self._choices("sessions", [(str(s.pk), s.title.text) for s in self.offer.sessions])
        no_need = pgettext_lazy("interpretation", "No interpretation")
        self._choices("interpretation_language", [("", no_need), *Language.choices])
        self._ask_consent()

    def _ask_consent(self) -> None:
        """The services need a consent of their own, given right beside them."""
        asked = [t for t in self.offer.consents if t.purpose == ConsentPurpose.SENSITIVE]
        if asked:
            self.fields["consent_sensitive"].label = pick(asked[0], "text").text
        else:
            for name in ("needs", "other_service", "consent_sensitive"):
                del self.fields[name]

    @property
    def days(self) -> list[tuple[Any, list[tuple[OfferedSession, bool, bool]]]]:
        """The offered sessions by day, each with whether it is chosen and whether it is full."""
        chosen = set(self["sessions"].value() or [])
        days: dict[Any, list[tuple[OfferedSession, bool, bool]]] = {}
        for session in self.offer.sessions:
            line = (session, str(session.pk) in chosen, self._is_full(session))
            days.setdefault(session.date, []).append(line)
        return list(days.items())

    def _is_full(self, session: OfferedSession) -> bool:
        own = {str(pk) for pk in self.held.get("sessions", [])}
        return session.band == Band.FULL and str(session.pk) not in own

    @property
    def mode_options(self) -> list[tuple[Mode, Band, bool]]:
        """Each way of taking part, its seats, and whether it is chosen."""
        chosen = self["mode"].value()
        return [(mode, band, mode == chosen) for mode, band in self.offer.mode_bands.items()]

    def clean_sessions(self) -> list[OfferedSession]:
        """The sessions themselves; no two at the same time, none that is full."""
        pks = set(self.cleaned_data["sessions"])
        chosen = [session for session in self.offer.sessions if str(session.pk) in pks]
        for one, other in combinations(chosen, 2):
            if one.overlaps(other):
                self.add_error(
                    "sessions",
                    _("“%(one)s” and “%(other)s” take place at the same time: choose one.")
                    % {"one": one.title.text, "other": other.title.text},
                )
        for session in chosen:
            if self._is_full(session):
                self.add_error("sessions", no_seat_in(session))
        return chosen

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("mode") == Mode.ONLINE:
            for session in cleaned.get("sessions", []):
                if session.on_site_only:
                    self.add_error(
                        "sessions",
                        _("“%(title)s” is a visit on site: it cannot be joined online.")
                        % {"title": session.title.text},
                    )
        asks = cleaned.get("needs") or cleaned.get("other_service")
        if asks and not cleaned.get("consent_sensitive"):
            self.add_error(
                "consent_sensitive",
                _("Tick this box so that we may note the services, or ask for none."),
            )
        return cleaned


def no_seat_in(session: OfferedSession) -> str:
    """What a form says when the last seat of a session is gone."""
    return _("No seat is left in “%(title)s”.") % {"title": session.title.text}


class ConsentForm(StepForm):
    """What one agrees to, purpose by purpose; nothing is ticked beforehand."""

    name = "consents"
    heading = gettext_lazy("Your agreement")

    def prepare(self) -> None:
        for consent in self.offer.consents:
            if consent.purpose != ConsentPurpose.SENSITIVE:
                self.fields[f"consent_{consent.purpose}"] = forms.BooleanField(
                    label=pick(consent, "text").text,
                    required=consent.purpose == ConsentPurpose.TERMS,
                    error_messages={"required": _("Without this we cannot register you.")},
                )


#: The steps in their order; what follows them is the review.
STEPS: dict[str, type[StepForm]] = {
    step.name: step for step in (PersonForm, ParticipationForm, ConsentForm)
}
