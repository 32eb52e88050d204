"""Sessions and speakers: a fact and its page of words, made together."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from programme.enums import LanguageUse, SessionState
from programme.models.edition import Edition, Track
from programme.models.session import Session, SessionLanguage
from programme.models.speaker import Speaker
from programme.pages import FactPage, ProgrammePage, SessionPage, SpeakerIndexPage, SpeakerPage
from programme.queries.changes import CHANGES

from .fact_pages import add_page, save_fact, slug_from, source_locale
from .public_changes import note_change_of


def create_session(
    session: Session, *, spoken: Iterable[str], interpreted: Iterable[str], user: Any = None
) -> SessionPage:
    """Save a new session with its languages, and its source page as a draft; returns the page."""
    parent = section_page(ProgrammePage, session.edition)
    with transaction.atomic():
        session.save()
        set_languages(session, spoken=spoken, interpreted=interpreted)
        page = add_page(SessionPage, session, parent, slug_of(session), user)
        log(instance=session, action="wagtail.create", user=user)
    return page


def slug_of(session: Session) -> str:
    """The address of a session's page; never the one where the changes stand."""
    slug = slug_from(session.title_fr, session.code)
    return slug_from(session.code, "") if f"{slug}/" == CHANGES else slug


def section_page(page_type: type[FactPage], edition: Edition) -> FactPage:
    """The source page of a section of an edition.

    Raises ValidationError for an edition of the archive, which has a presentation only.
    """
    page = page_type.objects.filter(edition=edition, locale=source_locale()).first()
    if page is None:
        raise ValidationError({"edition": _("This edition has no programme.")})
    return page


def save_session(
    session: Session, *, spoken: Iterable[str], interpreted: Iterable[str], user: Any = None
) -> None:
    """Write changed facts and labels of a session."""
    with transaction.atomic():
        set_languages(session, spoken=spoken, interpreted=interpreted)
        save_fact(session, user)


def set_languages(session: Session, *, spoken: Iterable[str], interpreted: Iterable[str]) -> None:
    """Replace the languages spoken in a session and those it is interpreted into."""
    uses = ((LanguageUse.SPOKEN, spoken), (LanguageUse.INTERPRETED, interpreted))
    SessionLanguage.objects.filter(session=session).delete()
    SessionLanguage.objects.bulk_create(
        SessionLanguage(session=session, language=language, use=use)
        for use, languages in uses
        for language in languages
    )


def cancel_session(session: Session, user: Any = None) -> None:
    """Say that a session does not take place; readers see it at once, and it stays listed."""
    set_session_state(session, SessionState.CANCELLED, user)


def set_session_state(session: Session, state: SessionState, user: Any = None) -> None:
    """Write a session's state, and nothing else of it."""
    with transaction.atomic():
        session.state = state
        session.save(update_fields=["state"])
        note_change_of(session)
        log(instance=session, action=f"programme.session_{state.value}", user=user)


def assign_track(session: Session, track: Track | None, user: Any = None) -> None:
    """Put a session into a track of its edition, or into none.

    Raises ValidationError for a track of another edition.
    """
    if track and track.edition_id != session.edition_id:
        raise ValidationError({"track": _("This track belongs to another edition.")})
    with transaction.atomic():
        session.track = track
        session.save(update_fields=["track"])
        note_change_of(session)
        log(instance=session, action="wagtail.edit", user=user)


def create_speaker(speaker: Speaker, user: Any = None) -> SpeakerPage:
    """Save a new speaker, and the source page of the biography as a draft; returns the page."""
    parent = section_page(SpeakerIndexPage, speaker.edition)
    with transaction.atomic():
        speaker.save()
        slug = slug_from(f"{speaker.family_name} {speaker.given_name}", str(speaker.key))
        page = add_page(SpeakerPage, speaker, parent, slug, user)
        log(instance=speaker, action="wagtail.create", user=user)
    return page
