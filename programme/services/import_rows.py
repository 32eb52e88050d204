"""Writing what a plan says: rows in bulk, in one transaction kept short."""

import uuid
from collections.abc import Sequence
from typing import Any

from django.db.models import Model
from wagtail.log_actions import log

from programme.enums import LanguageUse
from programme.exchange.changes import ImportPlan, SessionStep, SpeakerStep
from programme.exchange.words import rich
from programme.models import (
    Room,
    Session,
    SessionLanguage,
    SessionSpeaker,
    Slot,
    Speaker,
    Track,
)
from programme.pages import FactPage, ProgrammePage, SessionPage, SpeakerIndexPage, SpeakerPage
from translations.languages import language_codes
from translations.services.labels import noting_labels
from translations.services.many_strings import enter_translations

from .bulk_pages import add_pages, add_revisions, follow_facts
from .editions import create_edition
from .fact_pages import slug_from, source_locale
from .public_changes import note_public_change
from .schedule import draft_of
from .sessions import section_page

BATCH = 200
SESSION_FIELDS = ("code", "kind", "track", "signup_required", "state", "exchange")
SPEAKER_FIELDS = ("family_name", "given_name", "name_hangul", "display_order", "exchange")


def write_plan(plan: ImportPlan, user: Any) -> None:
    """Write all of a plan without errors; the caller holds the transaction."""
    write_edition(plan, user)
    write_named(Room, plan.new_rooms, plan.changed_rooms)
    write_named(Track, plan.new_tracks, plan.changed_tracks)
    write_speakers(plan, user)
    write_sessions(plan, user)
    write_languages(plan.sessions)
    write_people(plan.sessions)
    write_places(plan)
    write_translations(plan, user)
    note_public_change(plan.edition)  # names and states are public at once
    log(instance=plan.edition, action="programme.import", user=user, data=plan.counts)


def write_edition(plan: ImportPlan, user: Any) -> None:
    edition = plan.edition
    if plan.new_venue:
        plan.new_venue.save()
        edition.venue = plan.new_venue  # only now has it a number
    if plan.is_new_edition:
        create_edition(edition, user)
    elif plan.new_venue or plan.edition_changed:
        edition.save(update_fields=["venue", "exchange"])


def write_named(model: type[Room] | type[Track], new: list[Any], changed: list[Any]) -> None:
    """Rooms or tracks."""
    model._default_manager.bulk_create(new, batch_size=BATCH)  # type: ignore[attr-defined]
    fields = [*(f"name_{code}" for code in language_codes()), "exchange"]
    with noting_labels(model, changed):
        model._default_manager.bulk_update(changed, fields, batch_size=BATCH)  # type: ignore[attr-defined]


def write_speakers(plan: ImportPlan, user: Any) -> None:
    steps = plan.speakers
    new = [step.speaker for step in steps if step.is_new]
    held = [step.speaker for step in steps if not step.is_new]
    renamed = [step.speaker for step in steps if step.changes and not step.is_new]
    drafts = drafts_of(steps, "speaker")
    write_facts(Speaker, new, held, SPEAKER_FIELDS)
    wanted = [
        (
            speaker,
            slug_from(f"{speaker.family_name} {speaker.given_name}", str(speaker.key)),
            {"biography": drafts.get(speaker.key, "")},
        )
        for speaker in new
    ]
    if wanted:
        add_pages(SpeakerPage, section_page(SpeakerIndexPage, plan.edition), wanted, user)
    follow_facts(SpeakerPage, renamed)
    write_drafts(SpeakerPage, held, drafts, "biography", user)


def write_sessions(plan: ImportPlan, user: Any) -> None:
    new = [step.session for step in plan.sessions if step.is_new]
    held = [step.session for step in plan.changed]
    drafts = drafts_of(plan.sessions, "session")
    for session in (*new, *held):
        session.track = session.track  # only now has a new track a number
    titles = [f"title_{code}" for code in language_codes()]
    write_facts(Session, new, held, (*SESSION_FIELDS, *titles))
    wanted = [
        (
            session,
            slug_from(session.title_fr or "", session.code),
            {"abstract": drafts.get(session.key, "")},
        )
        for session in new
    ]
    if wanted:
        add_pages(SessionPage, section_page(ProgrammePage, plan.edition), wanted, user)
    follow_facts(SessionPage, held)
    write_drafts(SessionPage, held, drafts, "abstract", user)


def write_facts(model: type[Model], new: list[Any], held: list[Any], fields: Any) -> None:
    model._default_manager.bulk_create(new, batch_size=BATCH)  # type: ignore[attr-defined]
    with noting_labels(model, held):
        model._default_manager.bulk_update(held, fields, batch_size=BATCH)  # type: ignore[attr-defined]


def drafts_of(steps: Sequence[SessionStep | SpeakerStep], name: str) -> dict[uuid.UUID, str]:
    """New words in the source language as rich text, by the key of their fact."""
    return {getattr(step, name).key: rich(step.words.draft) for step in steps if step.words.draft}


def write_drafts(
    page_type: type[FactPage],
    facts: list[Any],
    drafts: dict[uuid.UUID, str],
    field: str,
    user: Any,
) -> None:
    """Put new words on top of what the source pages of existing facts have as draft."""
    keys = [fact.key for fact in facts if fact.key in drafts]
    pages = page_type.objects.filter(translation_key__in=keys, locale=source_locale())
    contents = [
        (page, draft_content(page) | {field: drafts[page.translation_key]})
        for page in pages.select_related("latest_revision")
    ]
    add_revisions(page_type, contents, user)


def write_translations(plan: ImportPlan, user: Any) -> None:
    """Words in other languages, laid beside those of the source language."""
    for path, steps in (
        ("abstract", {step.session.key: step for step in plan.sessions}),
        ("biography", {step.speaker.key: step for step in plan.speakers}),
    ):
        entered = {
            (key, code): texts
            for key, step in steps.items()
            for code, texts in step.words.translations.items()
        }
        enter_translations(path, entered, user)


def draft_content(page: FactPage) -> dict[str, Any]:
    latest = page.latest_revision
    return latest.content if latest else page.serializable_data()


def write_languages(steps: list[SessionStep]) -> None:
    changed = [step for step in steps if step.languages is not None]
    SessionLanguage.objects.filter(session__in=[step.session.pk for step in changed]).delete()
    SessionLanguage.objects.bulk_create(
        [
            SessionLanguage(session=step.session, language=language, use=LanguageUse(use))
            for step in changed
            for use, languages in (step.languages or {}).items()
            for language in languages
        ],
        batch_size=BATCH,
    )


def write_people(steps: list[SessionStep]) -> None:
    changed = [step for step in steps if step.people is not None]
    SessionSpeaker.objects.filter(session__in=[step.session.pk for step in changed]).delete()
    SessionSpeaker.objects.bulk_create(
        [
            SessionSpeaker(session=step.session, speaker=speaker, role=role, order=order)
            for step in changed
            for order, (speaker, role) in enumerate(step.people or [])
        ],
        batch_size=BATCH,
    )


def write_places(plan: ImportPlan) -> None:
    """Into the draft; the public sees no change before a release."""
    schedule = draft_of(plan.edition)
    Slot.objects.bulk_create(
        [
            Slot(
                schedule=schedule,
                session=step.session,
                room=step.place.room,
                start=step.place.start,
                end=step.place.end,
            )
            for step in plan.sessions
            if step.place
        ],
        batch_size=BATCH,
        update_conflicts=True,
        unique_fields=["schedule", "session"],
        update_fields=["room", "start", "end"],
    )
