"""Speakers: which of ours a file means, and what it says of them."""

import uuid
from typing import Any

from django.utils.translation import gettext as _

from programme.models import Speaker
from programme.pages import SpeakerPage

from .changes import (
    MOST_TOLD,
    FieldChange,
    ImportPlan,
    SpeakerStep,
    field_name,
    in_language,
    set_value,
)
from .imported import ImportedPerson, ImportedProgramme, ImportedSession
from .leftover import merged
from .names import keys_of, name_key, split_name
from .state import State
from .texts import has_hangul
from .words import readable

LONGEST_NAME = 80
LONGEST_HANGUL = 40


class People:
    """The speakers of an edition while a file is compared with it.

    A person is recognised by guid, by the number or code of the file, and, where the file
    gives none, by name.
    """

    def __init__(self, plan: ImportPlan, state: State, programme: ImportedProgramme) -> None:
        self.plan, self.state, self.is_ours = plan, state, programme.is_ours
        self.index = state.speaker_index()
        self.steps: dict[uuid.UUID, SpeakerStep] = {}
        guids = {p.guid for item in programme.sessions for p in item.people if p.guid}
        self.taken = set(Speaker.objects.filter(key__in=guids).values_list("key", flat=True))

    def of_session(self, item: ImportedSession) -> list[tuple[Speaker, str]]:
        """The speakers of a session in order, each once, with their role where it is said."""
        found: dict[uuid.UUID, tuple[Speaker, str]] = {}
        for person in item.people:
            speaker = self.speaker(person, item)
            found.setdefault(speaker.key, (speaker, person.role))
        return list(found.values())

    def speaker(self, person: ImportedPerson, item: ImportedSession) -> Speaker:
        speaker = next((s for key in self.marks(person) if (s := self.index.get(key))), None)
        is_new = speaker is None
        speaker = speaker or self.make(person)
        step = self.steps.setdefault(speaker.key, SpeakerStep(speaker, is_new))
        self.compare_words(step, person)
        step.changes += self.take_over(step, person)
        if is_too_long(speaker):
            self.plan.refuse(item.place("speakers"), _("The name is too long."))
        for mark in self.marks(person):
            self.index.setdefault(mark, speaker)
        return speaker

    def marks(self, person: ImportedPerson) -> list[object]:
        """By what a person may be recognised, the surest first."""
        marks: list[object] = []
        if person.guid:
            marks += [person.guid, self.state.own_key(person.guid), ("guid", str(person.guid))]
        elif person.reference:
            marks += [("code", person.reference), ("id", person.reference)]
        if marks and self.is_somebody_else(person):
            return marks
        return [*marks, name_key(person.name)]

    def is_somebody_else(self, person: ImportedPerson) -> bool:
        """Whether the file has given this name to another number before."""
        held = self.index.get(name_key(person.name))
        return held is not None and held.key in self.steps

    def make(self, person: ImportedPerson) -> Speaker:
        speaker = Speaker(edition=self.plan.edition, **split_name(person.name))
        if person.guid:
            is_free = person.guid not in self.taken
            speaker.key = person.guid if is_free else self.state.own_key(person.guid)
        return speaker

    def take_over(self, step: SpeakerStep, person: ImportedPerson) -> list[FieldChange]:
        """What the file says of somebody; a new name only where it is another one."""
        speaker, is_new = step.speaker, step.is_new
        changes: list[FieldChange] = []
        if not is_new and name_key(person.name) not in keys_of(speaker):
            fields = split_name(person.name)
            if has_hangul(person.name) and not fields["given_name"] and not speaker.name_hangul:
                fields = {"name_hangul": person.name}
            for name, value in fields.items():
                changes += set_value(speaker, name, value)
        leftover = dict(person.leftover)
        if person.guid and person.guid != speaker.key:
            leftover["guid"] = str(person.guid)
        if self.is_ours and not is_new:
            leftover = without_computed(leftover, speaker.exchange)
        said = {c: t for c, t in person.biography.items() if c in step.words.changes}
        leftover["biography"] = said
        speaker.exchange = merged(speaker.exchange, leftover)
        return changes

    def compare_words(self, step: SpeakerStep, person: ImportedPerson) -> None:
        """What the file says anew, where it first says something of this person."""
        if step.words.changes:
            return
        new, held = (
            {code: readable(text) for code, text in texts.items()}
            for texts in (person.biography, step.speaker.exchange.get("biography", {}))
        )
        step.words = self.state.wording.compare(step.speaker.key, new, held)
        for code, (old, text) in step.words.changes.items() if not step.is_new else ():
            name = in_language(field_name(SpeakerPage, "biography"), code)
            step.changes.append(FieldChange(name, old[:MOST_TOLD], text[:MOST_TOLD]))


def is_too_long(speaker: Speaker) -> bool:
    longest = max(len(speaker.family_name), len(speaker.given_name))
    return longest > LONGEST_NAME or len(speaker.name_hangul) > LONGEST_HANGUL


#: What our exports compute where no file has said it.
COMPUTED = ("id", "slug", "url", "type", "language", "name", "code", "avatar")


def without_computed(leftover: dict[str, Any], held: dict[str, Any]) -> dict[str, Any]:
    """What one of our own files brings back, without what it did not have from elsewhere."""
    return {key: value for key, value in leftover.items() if key not in COMPUTED or key in held}
