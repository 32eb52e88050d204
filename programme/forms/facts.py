"""The forms of facts and their labels."""

import hashlib
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from modelcluster.models import get_all_child_relations

from programme.correspondence import addresses_erased_on
from programme.enums import Language, LanguageUse
from programme.models.edition import Edition, Track
from programme.models.session import SessionLanguage
from programme.queries.drafts import has_places, has_rooms
from translations.forms.watched import WatchedForm


class FactForm(WatchedForm):
    """A fact's form. What its pages and places hang on is chosen once, when it is added."""

    CHOSEN_ONCE: tuple[str, ...] = ("slug", "edition", "venue")
    #: Columns that move by themselves, and say nothing about another person's work.
    MOVING: tuple[str, ...] = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            for name in set(self.CHOSEN_ONCE) & set(self.fields):
                self.fields[name].disabled = True
        # What was sent is judged by the edition that was sent with it.
        if self.instance.pk or not self.is_bound:
            self.limit_to_edition()

    def mark(self) -> str:
        """With the labels, which a translator may save meanwhile."""
        return fingerprint(self.instance, self.MOVING, self.hanging())

    def hanging(self) -> list[Any]:
        """The rows that are edited with this one. A query for each kind."""
        return [
            rows_of(relation.related_model, **{relation.field.name: self.instance.pk})
            for relation in get_all_child_relations(type(self.instance))
        ]

    def limit_to_edition(self) -> None:
        """Offer only what belongs to the edition of the row."""
        if "track" in self.fields and self.instance.edition_id:
            tracks = Track.objects.filter(edition=self.instance.edition_id)
            self.fields["track"].queryset = tracks  # type: ignore[attr-defined]


def fingerprint(instance: Any, without: tuple[str, ...], hanging: list[Any]) -> str:
    """A mark that changes with every field of a row but those left out, and what hangs on it."""
    fields = [field for field in instance._meta.fields if field.name not in without]
    values = [repr(field.value_from_object(instance)) for field in fields]
    return hashlib.sha256("\n".join([*values, repr(hanging)]).encode()).hexdigest()


def rows_of(model: Any, **which: Any) -> list[tuple[Any, ...]]:
    """The rows of a model as they stand in the database. One query."""
    return list(model.objects.filter(**which).order_by("pk").values_list())


def offer_only(formset: Any, name: str, choices: QuerySet[Any]) -> None:
    """Narrow the choices of a field in every row of this formset, also in those to come."""

    class Narrowed(formset.form):
        def __init__(self, *args: Any, **kwargs: Any) -> None:
            super().__init__(*args, **kwargs)
            self.fields[name].queryset = choices

    formset.form = Narrowed


class EditionForm(FactForm):
    """An edition's facts. Venue and time zone stay while sessions have places by them."""

    CHOSEN_ONCE = ("slug",)
    MOVING = ("sequence", "changed_at")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if self.instance.pk and "venue" in self.changed_data and has_rooms(self.instance):
            self.add_error("venue", _("Sessions have rooms at this venue: take them out first."))
        if self.instance.pk and "timezone" in self.changed_data and has_places(self.instance):
            self.add_error("timezone", _("Sessions have places by this time zone already."))
        if parent := cleaned.get("parent"):
            self._check_tour(parent)
        return cleaned

    def _check_tour(self, parent: Edition) -> None:
        """A tour has stages, and these have none: two floors, and nobody above itself."""
        if parent.pk == self.instance.pk:
            self.add_error("parent", _("An edition cannot be a stage of itself."))
        elif parent.parent_id:
            self.add_error("parent", _("This edition is a stage itself: choose its tour."))
        elif self.instance.pk and self.instance.stages.exists():
            self.add_error("parent", _("This edition has stages, so it cannot be one."))


class AddressForm(FactForm):
    """The facts of a person with a private address, which is kept for a time only."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Those without a second factor are not shown the field.
        if "email" in self.fields and self.instance.edition_id:
            day = date_format(addresses_erased_on(self.instance.edition), "DATE_FORMAT")
            said = _("Never shown in public. Erased on %(day)s.") % {"day": day}
            self.fields["email"].help_text = said

    def clean(self) -> dict[str, Any]:
        """Take no address that would be erased at once."""
        cleaned = super().clean()
        edition = cleaned.get("edition")
        gone = edition and edition.has_reached(addresses_erased_on(edition))
        if gone and cleaned.get("email"):
            self.add_error("email", _("The addresses of this edition have been erased already."))
        return cleaned


class SpeakerForm(AddressForm):
    """A speaker's facts. What the person does by a link moves meanwhile."""

    MOVING = ("link_version", "consented_at")


class SessionForm(FactForm):
    """A session's facts; its languages are boxes to tick instead of rows to add."""

    spoken = forms.MultipleChoiceField(
        label=_("Spoken languages"),
        choices=Language.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    interpreted = forms.MultipleChoiceField(
        label=_("Interpreted into"),
        choices=Language.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            held = list(self.instance.languages.all())
            for use in LanguageUse:
                self.initial[use.value] = [item.language for item in held if item.use == use]

    def hanging(self) -> list[Any]:
        """Also the languages, which are rows anew with every save."""
        languages = SessionLanguage.objects.filter(session=self.instance.pk)
        return [*super().hanging(), sorted(languages.values_list("language", "use"))]

    def limit_to_edition(self) -> None:
        super().limit_to_edition()
        edition = self.instance.edition
        offer_only(self.formsets["session_speakers"], "speaker", edition.speakers.all())
        offer_only(
            self.formsets["interpretation_assignments"], "interpreter", edition.interpreters.all()
        )

    def clean(self) -> dict[str, Any]:
        """Track and speakers must belong to the session's edition."""
        cleaned = super().clean()
        edition, track = cleaned.get("edition"), cleaned.get("track")
        if edition and track and track.edition_id != edition.pk:
            self.add_error("track", _("This track belongs to another edition."))
        return cleaned

    def is_valid(self) -> bool:
        return super().is_valid() and all([self._speakers_fit(), self._interpreters_fit()])

    def _speakers_fit(self) -> bool:
        """Whether every speaker chosen is one of the edition's; else says so in the form."""
        edition = self.cleaned_data.get("edition")
        strangers = [
            form
            for form in self.formsets["session_speakers"].forms
            if form.cleaned_data.get("speaker")
            and form.cleaned_data["speaker"].edition_id != getattr(edition, "pk", None)
        ]
        for form in strangers:
            form.add_error("speaker", _("This speaker belongs to another edition."))
        return not strangers

    def _interpreters_fit(self) -> bool:
        """Whether the interpreters are the edition's, from and into languages of the session."""
        rows = [
            form
            for form in self.formsets["interpretation_assignments"].forms
            if form.cleaned_data and not form.cleaned_data.get("DELETE")
        ]
        for form in rows:
            self._check_assignment(form, **form.cleaned_data)
        return not any(form.errors for form in rows)

    def _check_assignment(
        self, form: Any, *, interpreter: Any, source: str, target: str, **_more: Any
    ) -> None:
        spoken, interpreted = self.cleaned_data["spoken"], self.cleaned_data["interpreted"]
        if interpreter.edition_id != self.cleaned_data["edition"].pk:
            form.add_error("interpreter", _("This interpreter belongs to another edition."))
        if target not in interpreted:
            form.add_error(
                "target", _("The session is not interpreted into this language: tick it above.")
            )
        # An interpreter may work from what a colleague says, rather than from the speaker.
        if source not in {*spoken, *interpreted}:
            form.add_error(
                "source", _("Nobody speaks this language in the session: tick it above.")
            )
