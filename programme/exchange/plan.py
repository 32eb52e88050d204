"""The comparison: what an import of a file would change, and what stands against it."""

import datetime
from collections import Counter
from typing import Any

from django.utils.translation import gettext as _

from home.templatetags.dates import day_short
from programme.enums import FileKind, LanguageUse, Severity, SpeakerRole
from programme.models import Edition, Room, Session, Slot, Track
from programme.pages import ProgrammePage

from .changes import (
    MOST_TOLD,
    FieldChange,
    ImportPlan,
    Place,
    SessionStep,
    field_name,
    in_language,
    set_labels,
    set_value,
)
from .imported import ImportedProgramme, ImportedSession, Problem
from .leftover import merged
from .limits import MOST_PROBLEMS
from .new_edition import add_venue, fill_in
from .people import People, without_computed
from .places import Places, needs_venue, too_long
from .state import State
from .words import WORDS, exchange_words, whole

LONGEST_TITLE = 250
LONGEST_CODE = 12
#: Hours may have been meant as minutes.
LONG = datetime.timedelta(days=1)


def plan_import(
    edition: Edition, programme: ImportedProgramme, *, creates_rooms: bool = False
) -> ImportPlan:
    """Compare a file with an edition. Nothing is written; about fifteen queries.

    An `edition` that is not saved yet is filled in from the file. Programmes of frab and
    pretalx bring their rooms along; a table does so only on request, for a name in it may be
    mistyped.
    """
    plan = ImportPlan(edition, is_new_edition=edition.pk is None)
    plan.problems = list(programme.problems)
    if plan.is_new_edition:
        fill_in(plan, programme)
    elif not ProgrammePage.objects.filter(edition=edition).exists():
        plan.refuse("", _("This edition has no programme."))
    if needs_venue(edition, programme):
        add_venue(plan)
    is_table = programme.kind in {FileKind.CSV, FileKind.XLSX}
    may_add = creates_rooms or plan.is_new_edition or not is_table
    Comparison(plan, programme, may_add=may_add).run()
    plan.problems = worst_first(plan.problems)
    return plan


def worst_first(problems: list[Problem]) -> list[Problem]:
    """Errors first, and not without end."""
    order = list(Severity)
    return sorted(problems, key=lambda item: order.index(item.severity))[:MOST_PROBLEMS]


def same_links(new: dict[str, Any], held: dict[str, Any]) -> bool:
    """Whether both name the same addresses with the same titles."""
    rows = [
        [(row["url"], row.get("title", "")) for row in leftover.get("links", [])]
        for leftover in (new, held)
    ]
    return bool(rows[0]) and rows[0] == rows[1]


class Comparison:
    """One file beside one edition."""

    def __init__(self, plan: ImportPlan, programme: ImportedProgramme, *, may_add: bool) -> None:
        self.plan, self.programme = plan, programme
        self.state = State(plan.edition)
        self.places = Places(plan, self.state, may_add=may_add)
        self.people = People(plan, self.state, programme)
        guids = [item.guid for item in programme.sessions if item.guid]
        elsewhere = Session.objects.filter(key__in=guids).exclude(edition=plan.edition.pk)
        self.elsewhere = set(elsewhere.values_list("key", flat=True))
        self.codes = {session.code for session in self.state.sessions}
        self.codes |= {item.code for item in programme.sessions}
        #: Language → texts that could not be laid beside French ones.
        self.kept_in: Counter[str] = Counter()

    def run(self) -> None:
        self.find_twice()
        found = self.state.match(self.programme.sessions)
        self.places.learn(self.programme, found)
        seen: dict[int, str] = {}
        for item, session in zip(self.programme.sessions, found, strict=True):
            step = self.step(item, session)
            if step.session.pk in seen:
                name = {"where": seen[step.session.pk]}
                self.plan.refuse(item.where, _("The same session as in %(where)s.") % name)
            if step.session.pk:
                seen[step.session.pk] = item.where
            self.plan.sessions.append(step)
        self.plan.speakers = list(self.people.steps.values())
        self.kept_in.update(code for step in self.plan.speakers for code in step.words.alone)
        self.plan.absent = [row for row in self.state.sessions if row.pk not in seen]
        self.take_head()
        self.check_names()
        self.say_what_is_kept()

    def find_twice(self) -> None:
        """Two sessions with one identity are refused: nobody could tell which counts."""
        for element in ("guid", "code", "id"):
            seen: dict[Any, str] = {}
            for item in self.programme.sessions:
                value = item.leftover.get("id") if element == "id" else getattr(item, element)
                if value and value in seen:
                    text = {"text": value, "where": seen[value]}
                    sentence = _("%(text)s appears twice, also in %(where)s.") % text
                    self.plan.refuse(item.place(element), sentence)
                elif value:
                    seen[value] = item.where

    def take_head(self) -> None:
        """Keep what the file says of the edition as a whole and has no field here."""
        edition, leftover = self.plan.edition, self.programme.leftover
        if self.programme.is_ours and not self.plan.is_new_edition:
            leftover = {key: v for key, v in leftover.items() if key in edition.exchange}
        exchange = merged(edition.exchange, leftover)
        self.plan.edition_changed = exchange != edition.exchange
        edition.exchange = exchange

    def check_names(self) -> None:
        plan = self.plan
        rooms: list[Room | Track] = [*plan.new_rooms, *plan.changed_rooms]
        rows = [*rooms, *plan.new_tracks, *plan.changed_tracks]
        for name in (name for row in rows for name in too_long(row)):
            plan.refuse(name[:40], _("The name is too long."))
        unknown = [room for room in self.plan.new_rooms if not room.capacity]
        if unknown:
            names = {"names": ", ".join(room.name for room in unknown)[:200]}
            text = _("The file does not say how many seats these rooms have: %(names)s.")
            self.plan.warn("", text % names)

    def say_what_is_kept(self) -> None:
        for code, count in self.kept_in.items():
            text = _(
                "%(count)s texts have no French text beside them, or one with more paragraphs."
                " They are kept and leave with exports of the draft; on the site a translator"
                " enters them."
            )
            self.plan.warn(in_language(_("Texts"), code), text % {"count": count})

    def step(self, item: ImportedSession, found: Session | None) -> SessionStep:
        session = found or self.new_session(item)
        step = SessionStep(item, session, is_new=found is None)
        self.compare_facts(step)
        self.compare_languages(step)
        self.compare_people(step)
        self.compare_words(step)
        self.compare_leftover(step)
        self.compare_place(step)
        return step

    def new_session(self, item: ImportedSession) -> Session:
        session = Session(edition=self.plan.edition, kind="conference", code=self.code_for(item))
        if item.guid:
            session.key = item.guid
        if item.guid in self.elsewhere:
            session.key = self.state.own_key(item.guid)  # type: ignore[arg-type]
            text = _("Another edition has a session with this guid; here it gets its own.")
            self.plan.warn(item.place("guid"), text)
        return session

    def code_for(self, item: ImportedSession) -> str:
        """The code of the file where it fits, else one made of its number."""
        fits = item.code.replace("-", "").isalnum() and item.code.isascii()
        if fits and len(item.code) <= LONGEST_CODE:
            return item.code
        if item.code:
            item.leftover["code"] = item.code
        number = item.leftover.get("id") or len(self.plan.sessions) + 1
        while (code := f"S{number}") in self.codes:
            number += 1
        self.codes.add(code)
        return code

    def compare_facts(self, step: SessionStep) -> None:
        item, session = step.imported, step.session
        for code, title in item.titles.items():
            if len(title) > LONGEST_TITLE:
                text = _("The title is longer than %(most)s letters.") % {"most": LONGEST_TITLE}
                self.plan.refuse(item.place(f"title_{code}" if item.locate else "title"), text)
        if item.code and not step.is_new and item.code != session.code:
            self.check_code(step)
        step.changes += set_labels(session, "title", item.titles)
        held_type, new_type = session.exchange.get("type"), item.leftover.get("type")
        if not held_type or held_type != new_type:
            step.changes += set_value(session, "kind", item.kind)
        for name in ("signup_required", "state"):
            step.changes += set_value(session, name, getattr(item, name))
        if item.track:
            self.compare_track(step)

    def check_code(self, step: SessionStep) -> None:
        """A code of the file that another session has already cannot be taken over."""
        item, session = step.imported, step.session
        other = self.state.by_code.get(item.code)
        if other is not None and other.pk != session.pk:
            self.plan.refuse(item.place("code"), _("This code is already used in the edition."))
        elif self.programme.kind in {FileKind.CSV, FileKind.XLSX}:
            step.changes += set_value(session, "code", item.code)

    def compare_track(self, step: SessionStep) -> None:
        track = self.places.track_of(step.imported)
        if track is None or step.session.track == track:
            return
        old = step.session.track
        step.session.track = track
        name = field_name(step.session, "track")
        step.changes.append(FieldChange(name, str(old or ""), str(track)))

    def compare_languages(self, step: SessionStep) -> None:
        """A file of frab names one language, which says nothing of the others spoken."""
        held = self.state.languages[step.session.pk] if step.session.pk else {}
        spoken = held.get(LanguageUse.SPOKEN, [])
        interpreted = held.get(LanguageUse.INTERPRETED, [])
        item = step.imported
        is_table = item.locate is not None
        if item.spoken and (is_table or not set(item.spoken) <= set(spoken)):
            spoken = item.spoken
        interpreted = item.interpreted or interpreted
        new = {LanguageUse.SPOKEN: spoken, LanguageUse.INTERPRETED: interpreted}
        for use in LanguageUse:
            if set(new[use]) != set(held.get(use, [])):
                step.languages = {str(key): list(codes) for key, codes in new.items()}
                old = ", ".join(held.get(use, []))
                step.changes.append(FieldChange(str(use.label), old, ", ".join(new[use])))

    def compare_people(self, step: SessionStep) -> None:
        """The people of the file, in its order; a role it does not say stays."""
        if not step.imported.people:
            return
        held = self.state.people[step.session.pk] if step.session.pk else []
        roles = {item.speaker_id: item.role for item in held}
        found = [
            (speaker, role or roles.get(speaker.pk) or SpeakerRole.SPEAKER.value)
            for speaker, role in self.people.of_session(step.imported)
        ]
        if [(item.speaker_id, item.role) for item in held] == [(s.pk, role) for s, role in found]:
            return
        step.people = found
        known = {speaker.pk: speaker for speaker in self.state.speakers}
        old = ", ".join(str(known[item.speaker_id]) for item in held)
        new = ", ".join(str(speaker) for speaker, _role in found)
        step.changes.append(FieldChange(_("speakers"), old, new))

    def compare_words(self, step: SessionStep) -> None:
        """What the file says anew; the rest is not kept a second time."""
        held = exchange_words(step.session.exchange)
        texts = {code: whole(words) for code, words in step.imported.words.items()}
        step.words = new = self.state.wording.compare(step.session.key, texts, held)
        self.kept_in.update(new.alone)
        for code, (old, text) in new.changes.items():
            name = in_language(_("abstract"), code)
            step.changes.append(FieldChange(name, old[:MOST_TOLD], text[:MOST_TOLD]))
        for name in WORDS:
            said = step.imported.leftover.get(name, {})
            step.imported.leftover[name] = {c: t for c, t in said.items() if c in new.changes}

    def compare_leftover(self, step: SessionStep) -> None:
        session = step.session
        leftover = {key: value for key, value in step.imported.leftover.items() if value != {}}
        if self.programme.is_ours and not step.is_new:
            leftover = without_computed(leftover, session.exchange)
        if step.imported.locate and same_links(leftover, session.exchange):
            del leftover["links"]  # a table knows no types of links
        exchange = merged(session.exchange, leftover)
        keys = [key for key, value in exchange.items() if session.exchange.get(key) != value]
        if keys and not step.is_new:
            shown = [key for key in keys if key not in WORDS]
            if shown or not step.changes:
                step.changes.append(FieldChange(_("further details"), "", ", ".join(keys)))
        session.exchange = exchange

    def compare_place(self, step: SessionStep) -> None:
        item, slot = step.imported, self.state.slots.get(step.session.pk or 0)
        room = self.places.room_of(item) if item.room else self.held_room(slot)
        if item.start is None or item.end is None or item.end <= item.start:
            return
        edition = self.plan.edition
        if not edition.starts_on <= edition.day_of(item.start) <= edition.ends_on:
            self.plan.warn(item.place("date"), _("Outside the days of the edition."))
        if item.end - item.start > LONG:
            self.plan.warn(
                item.place("end" if item.locate else "duration"), _("It lasts longer than a day.")
            )
        place = Place(room, item.start, item.end)
        same_time = slot and (slot.start, slot.end) == (item.start, item.end)
        if same_time and room is self.held_room(slot):
            return
        step.place = place
        old = self.told(Place(self.held_room(slot), slot.start, slot.end)) if slot else ""
        step.move = FieldChange(_("place"), old, self.told(place))

    def held_room(self, slot: Slot | None) -> Any:
        rooms = self.state.rooms
        return next((r for r in rooms if slot and r.pk == slot.room_id), None)

    def told(self, place: Place) -> str:
        """A place for the eye."""
        zone = self.plan.edition.zone.info
        start, end = place.start.astimezone(zone), place.end.astimezone(zone)
        room = f", {place.room}" if place.room else ""
        return f"{day_short(start.date())} {start:%H:%M}–{end:%H:%M}{room}"
