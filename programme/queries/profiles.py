"""A speaker's own profile, for the person and for the editor."""

import base64
import datetime
from dataclasses import dataclass
from html import unescape
from typing import Any

from django.utils.html import strip_tags
from wagtail.models import ModelLogEntry

from outbox.tokens import Access
from programme.enums import SubmissionState
from programme.models import Speaker, SpeakerSubmission
from programme.privacy import erased_on


def speaker_opened_by(access: Access | None) -> Speaker | None:
    """The speaker whose profile an access opens; None for one whose number is void, and once
    proposals are erased. One query."""
    if access is None:
        return None
    found = Speaker.objects.filter(key=access.key, link_version=access.link_version)
    speaker = found.select_related("edition", "photo", "organisation").first()
    if speaker and speaker.edition.has_reached(erased_on(speaker.edition.ends_on)):
        return None  # what is sent now would be gone before anybody reads it
    return speaker


def biography_in(speaker: Speaker, language: str) -> str:
    """The biography as it is written now in `language`, drafts included, as plain text."""
    page = speaker.pages.filter(locale__language_code=language).first()  # type: ignore[attr-defined]
    if page is None:
        return ""
    markup = page.get_latest_revision_as_object().biography
    lines = markup.replace("</p>", "</p>\n\n").replace("<br/>", "\n")
    return unescape(strip_tags(lines)).strip()


def texts_in(speaker: Speaker, language: str) -> dict[str, Any]:
    """What the person's form begins with: the own proposal, else what is published."""
    pending = SpeakerSubmission.objects.filter(
        speaker=speaker, language=language, state=SubmissionState.PENDING
    ).first()
    if pending:
        return {"position": pending.position, "biography": pending.biography}
    position = getattr(speaker, f"position_{language}") or ""
    return {"position": position, "biography": biography_in(speaker, language)}


def asked_at(speaker: Speaker) -> datetime.datetime | None:
    """When the link was last sent to a speaker. One query."""
    entries = ModelLogEntry.objects.for_instance(speaker).filter(action="programme.ask_speaker")
    return entries.order_by("-timestamp").values_list("timestamp", flat=True).first()


@dataclass(frozen=True)
class Review:
    """A proposal beside what is there now."""

    proposal: SpeakerSubmission
    position: str
    biography: str

    @property
    def portrait_text(self) -> str:
        """The photo proposed, for an address that holds it: it is no public file."""
        return base64.b64encode(bytes(self.proposal.photo or b"")).decode()


def reviews(speaker: Speaker) -> list[Review]:
    """The proposals that wait for an editor, each beside what is there in its language."""
    waiting = SpeakerSubmission.objects.filter(speaker=speaker, state=SubmissionState.PENDING)
    return [
        Review(
            proposal,
            getattr(speaker, f"position_{proposal.language}") or "",
            biography_in(speaker, proposal.language),
        )
        for proposal in waiting
    ]
