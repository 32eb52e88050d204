"""The way through the steps, without JavaScript and without a store.

Everything typed travels in the page: the step in sight as fields, the others as hidden ones.
Nothing is kept on the server before the form is sent, so nothing can get lost there.
"""

import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from registrations.models import Attendee
from registrations.queries.offer import Offer
from registrations.services.entries import Details
from registrations.services.seats import Full

from .steps import STEPS, StepForm, no_seat_in

REVIEW = "review"
ORDER = [*STEPS, REVIEW]
#: Digits of a version number that anybody can have reached.
LONGEST = 7


@dataclass(frozen=True)
class Line:
    """A question and its answer, for the review."""

    label: str
    answer: str


class Flow:
    """Where somebody stands in the form of one offer, and what has been typed so far."""

    def __init__(
        self, offer: Offer, typed: QueryDict | None = None, held: Mapping[str, Any] | None = None
    ) -> None:
        self.offer, self.typed, self.held = offer, typed or QueryDict(), held or {}
        self._forms: dict[str, StepForm] = {}
        self.problem = ""
        self.may_wait = False
        self.step = self._next_step()

    def form_at(self, name: str) -> StepForm:
        """A step with what was typed; one that was never shown with its first values.

        Made when it is needed: a step not in sight asks the database nothing.
        """
        if name not in self._forms:
            typed = self.typed if name in self.typed.getlist("seen") else None
            self._forms[name] = STEPS[name](self.offer, typed, held=self.held)
        return self._forms[name]

    @property
    def forms(self) -> list[StepForm]:
        """All steps."""
        return [self.form_at(name) for name in STEPS]

    @property
    def at(self) -> str:
        """The step that was sent."""
        at = self.typed.get("at", "")
        return at if at in ORDER else ORDER[0]

    def _next_step(self) -> str:
        """The step to show: forward only past steps that are right, back to any."""
        go = self.typed.get("go", "stay")
        if go in ORDER and ORDER.index(go) < ORDER.index(self.at):
            return go
        if go == "stay" or not self.typed:
            return self.at if self._reachable(self.at) else ORDER[0]
        wanted = ORDER[min(ORDER.index(self.at) + 1, len(ORDER) - 1)]
        return self._first_wrong(wanted) or wanted

    def _reachable(self, step: str) -> bool:
        return step != REVIEW or not self._first_wrong(REVIEW)

    def _first_wrong(self, before: str) -> str:
        """The first step before `before` that is not right yet; "" when all are."""
        steps = list(STEPS)[: ORDER.index(before)]
        return next((name for name in steps if not self.form_at(name).is_valid()), "")

    @property
    def is_sent(self) -> bool:
        """Whether the review was sent and everything is right."""
        return self.at == REVIEW and self.typed.get("go") == "send" and self.step == REVIEW

    @property
    def form(self) -> StepForm | None:
        """The form in sight; without complaints where nobody asked to go on."""
        if self.step == REVIEW:
            return None
        form = self.form_at(self.step)
        asked = self.typed.get("go") in {"next", "send"}
        return form if asked and form.is_bound and not form.is_valid() else self._quiet(form)

    def _quiet(self, form: StepForm) -> StepForm:
        if not form.is_bound:
            return form
        values = {
            name: field.widget.value_from_datadict(self.typed, {}, name)
            for name, field in form.fields.items()
        }
        quiet = type(form)(self.offer, held=self.held)
        quiet.initial = values
        return quiet

    @property
    def steps(self) -> list[tuple[str, str]]:
        """Every step by its name, the review last."""
        return [
            *((name, str(step.heading)) for name, step in STEPS.items()),
            (REVIEW, _("Check and send")),
        ]

    @property
    def before(self) -> str:
        """The step before the one in sight; "" at the first."""
        place = ORDER.index(self.step)
        return ORDER[place - 1] if place else ""

    @property
    def seen(self) -> list[str]:
        """The steps that have been shown, with the one in sight."""
        shown = {*self.typed.getlist("seen"), self.step}
        return [name for name in STEPS if name in shown]

    @property
    def carried(self) -> Iterator[tuple[str, str]]:
        """What was typed in steps that are out of sight."""
        for name in STEPS:
            if name == self.step or name not in self.typed.getlist("seen"):
                continue
            for field in self.form_at(name).fields:
                for value in self.typed.getlist(field):
                    yield field, value

    @cached_property
    def key(self) -> uuid.UUID:
        """The form's own key: the same however often it is sent."""
        try:
            return uuid.UUID(self.typed.get("key", ""))
        except ValueError:
            return uuid.uuid4()

    @property
    def version(self) -> int:
        """Which version of a registration the form was filled from; -1 where none is said."""
        if not self.typed:
            return int(self.held.get("version", -1))
        typed = self.typed.get("version", "")
        return int(typed) if typed.isascii() and typed.isdecimal() and len(typed) < LONGEST else -1

    def catch_up(self) -> None:
        """Go on from what is registered now, so that sending once more overwrites it knowingly."""
        self.typed = self.typed.copy()
        self.typed["version"] = str(self.held["version"])

    @property
    def wants_to_wait(self) -> bool:
        return self.typed.get("wait") == "yes"

    def details(self) -> Details:
        """What all steps say; only once they are right."""
        cleaned: dict[str, Any] = {}
        for form in self.forms:
            cleaned |= form.cleaned_data
        columns = {field.name for field in Attendee._meta.fields} - {"id", "registration"}
        agreed = {
            name.removeprefix("consent_")
            for name, value in cleaned.items()
            if name.startswith("consent_") and value
        }
        asks = {name: cleaned.get(name) or None for name in ("needs", "other_service")}
        if not any(asks.values()):
            agreed.discard("sensitive")  # nothing was asked for, so nothing is agreed to
        return Details(
            person={name: cleaned[name] for name in columns & cleaned.keys()} | asks,
            organisation_name=cleaned["organisation_name"],
            country=cleaned["country"],
            sessions=frozenset(session.pk for session in cleaned["sessions"]),
            consents=frozenset(agreed),
        )

    def explain(self, full: Full) -> None:
        """Say which seat was missing, and what can be done instead."""
        session = next((s for s in self.offer.sessions if s.pk == full.quota.session_id), None)
        if session:
            self.problem = no_seat_in(session)
        else:
            self.may_wait = not self.held
            self.problem = _("No seat is left for this way of taking part.")

    def summary(self) -> list[tuple[str, Any, list[Line]]]:
        """For the review: each step with its heading and what was answered."""
        return [(form.name, form.heading, list(_lines(form))) for form in self.forms]


def _lines(form: StepForm) -> Iterator[Line]:
    for bound in form:
        answer = _answer(bound.field, form.cleaned_data.get(bound.name), bound.value())
        asked_for = bound.name != "consent_sensitive" or form.cleaned_data.get("needs")
        if answer and asked_for:
            yield Line(str(bound.label), answer)


def _answer(field: forms.Field, cleaned: Any, typed: Any) -> str:
    if isinstance(field, forms.BooleanField):
        return _("Yes") if cleaned else _("No")
    if isinstance(field, forms.MultipleChoiceField):
        return ", ".join(str(label) for key, label in field.choices if str(key) in typed)  # type: ignore[union-attr, misc]
    if isinstance(field, forms.ChoiceField):
        return str(dict(field.choices).get(typed, "")) if typed else ""  # type: ignore[arg-type, call-overload]
    return str(cleaned or "")
