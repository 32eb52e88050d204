"""A new edition from the last one: dates, labels, sessions and places, all in one transaction."""

from collections.abc import Collection
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from home.pages import HomePage
from programme.copying import Copying, registered_parts
from programme.enums import CopyPart, PartnerRole, SessionState
from programme.models import (
    Edition,
    EditionCopy,
    EditionPartner,
    InterpretationAssignment,
    Interpreter,
    Session,
    SessionLanguage,
    SessionSpeaker,
    Slot,
    Speaker,
    Track,
)
from translations.languages import language_codes

from .editions import check_address
from .fact_pages import source_locale
from .page_copies import pages_to_copy, run_copy
from .schedule import draft_of

#: What of an edition is the same a year later; dates, place and address are chosen anew.
KEPT_OF_AN_EDITION = ("hashtag", *(f"theme_{code}" for code in language_codes()))
#: What the public knows of a speaker; the rest is the speaker's to give again.
KEPT_OF_A_SPEAKER = (
    "form_of_address",
    "family_name",
    "given_name",
    "name_hangul",
    "display_order",
    "organisation_id",
    "protocol_rank",
    *(f"position_{code}" for code in language_codes()),
)


def copy_edition(
    source: Edition, edition: Edition, parts: Collection[str], user: Any = None
) -> EditionCopy:
    """Save `edition` as the one after `source`, with the parts named; returns what is left to do.

    Facts and labels are there at once; the worker copies the pages, as drafts. Nothing is
    public, and no place is released. Raises ValidationError when the address is taken, or when
    `source` was deleted meanwhile.
    """
    check_address(HomePage.objects.get(locale=source_locale()), edition.slug)
    with transaction.atomic():
        if not Edition.objects.select_for_update().filter(pk=source.pk).exists():
            raise ValidationError(_("The edition to copy has been deleted in the meantime."))
        save_successor(source, edition)
        copying = Copying(source, edition, parts)
        copy_facts(copying)
        for part in registered_parts():
            if part.name in parts:
                part.copy(copying)
        work = EditionCopy.objects.create(
            source=source, edition=edition, parts=sorted(parts), user=user
        )
        work.total = len(pages_to_copy(work))
        work.save(update_fields=["total"])
        run_copy.enqueue(work.pk)
        log(instance=edition, action="programme.copy", user=user, data={"source": source.slug})
    return work


def save_successor(source: Edition, edition: Edition) -> None:
    """Write the new edition itself, announced, with what does not change from year to year.

    Raises ValidationError when another one has just taken its address.
    """
    for name in KEPT_OF_AN_EDITION:
        setattr(edition, name, getattr(source, name))
    # What was planned, where the last edition had to move online.
    edition.attendance_mode = source.previous_attendance_mode or source.attendance_mode
    try:
        with transaction.atomic():
            edition.save()
    except IntegrityError as error:
        raise ValidationError({"slug": _("Another page already has this address.")}) from error


def copy_facts(copying: Copying) -> None:
    """Copy what this floor knows. The number of queries does not grow with the rows."""
    parts = copying.parts
    draft_of(copying.edition)
    if CopyPart.PARTNERS in parts:
        copy_partners(copying)
    tracks = copy_tracks(copying) if CopyPart.TRACKS in parts else {}
    speakers = copy_speakers(copying) if CopyPart.SPEAKERS in parts else {}
    interpreters = copy_interpreters(copying) if CopyPart.INTERPRETERS in parts else {}
    if CopyPart.SESSIONS in parts:
        copy_sessions(copying, tracks)
        copy_places(copying)
        copy_people(copying, speakers, interpreters)


def copy_partners(copying: Copying) -> None:
    """Copy partners and themes; a new host stands where the last one stood."""
    source, edition = copying.source, copying.edition
    edition.themes.set(source.themes.all())
    rows = {}
    for partner in EditionPartner.objects.filter(edition=source):
        organisation = partner.organisation_id
        if partner.role == PartnerRole.HOST and organisation == source.host_id:
            organisation = edition.host_id or organisation
        rows[organisation, partner.role] = copying.twin(partner, organisation_id=organisation)
    EditionPartner.objects.bulk_create(rows.values())


def copy_tracks(copying: Copying) -> dict[int | None, Track]:
    """Copy the tracks; returns them by the primary key of the old ones."""
    rows = list(Track.objects.filter(edition=copying.source))
    new = Track.objects.bulk_create(copying.twin(row) for row in rows)
    return {row.pk: track for row, track in zip(rows, new, strict=True)}


def copy_speakers(copying: Copying) -> dict[int, Speaker]:
    """Copy what the public knows of the speakers; returns them by the primary key of the old."""
    rows = list(Speaker.objects.filter(edition=copying.source))
    new = Speaker.objects.bulk_create(
        Speaker(
            edition=copying.edition,
            key=copying.key(row.key),
            **{name: getattr(row, name) for name in KEPT_OF_A_SPEAKER},
        )
        for row in rows
    )
    return {row.pk: speaker for row, speaker in zip(rows, new, strict=True)}


def copy_interpreters(copying: Copying) -> dict[int, Interpreter]:
    """Copy the interpreters' names; returns them by the primary key of the old ones."""
    rows = list(Interpreter.objects.filter(edition=copying.source))
    new = Interpreter.objects.bulk_create(
        Interpreter(edition=copying.edition, name=row.name) for row in rows
    )
    return {row.pk: interpreter for row, interpreter in zip(rows, new, strict=True)}


def copy_sessions(copying: Copying, tracks: dict[int | None, Track]) -> None:
    """Copy the sessions that were not cancelled, with their languages."""
    rows = list(
        Session.objects.filter(edition=copying.source).exclude(state=SessionState.CANCELLED)
    )
    new = Session.objects.bulk_create(
        copying.twin(row, track=tracks.get(row.track_id)) for row in rows
    )
    copying.sessions = {row.pk: session for row, session in zip(rows, new, strict=True)}
    languages = SessionLanguage.objects.filter(session__in=rows).order_by("pk")
    SessionLanguage.objects.bulk_create(
        copying.twin(row, session=copying.sessions[row.session_id]) for row in languages
    )


def copy_places(copying: Copying) -> None:
    """Put the sessions at the same hours of the new days, in the same rooms at the same venue.

    What falls on no day of the new edition keeps no place.
    """
    edition, draft = copying.edition, draft_of(copying.edition)
    rooms = CopyPart.ROOMS in copying.parts and edition.venue_id == copying.source.venue_id
    slots = Slot.objects.filter(
        schedule__edition=copying.source, schedule__version=0, session__in=list(copying.sessions)
    )
    new = []
    for slot in slots.order_by("pk"):
        start = copying.moved(slot.start)
        if edition.day_of(start) in edition.days:
            session, end = copying.sessions[slot.session_id], start + (slot.end - slot.start)
            room = {} if rooms else {"room": None}
            new.append(
                copying.twin(slot, schedule=draft, session=session, start=start, end=end, **room)
            )
    Slot.objects.bulk_create(new)


def copy_people(
    copying: Copying, speakers: dict[int, Speaker], interpreters: dict[int, Interpreter]
) -> None:
    """Who spoke and interpreted where, as far as these people come along."""
    sessions = copying.sessions
    of_sessions = {"session__in": list(sessions)}
    SessionSpeaker.objects.bulk_create(
        copying.twin(row, session=sessions[row.session_id], speaker=speakers[row.speaker_id])
        for row in SessionSpeaker.objects.filter(**of_sessions, speaker__in=list(speakers))
    )
    assigned = InterpretationAssignment.objects.filter(**of_sessions)
    InterpretationAssignment.objects.bulk_create(
        copying.twin(
            row,
            session=sessions[row.session_id],
            interpreter=interpreters[row.interpreter_id],
        )
        for row in assigned.filter(interpreter__in=list(interpreters))
    )
