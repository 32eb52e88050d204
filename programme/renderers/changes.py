"""What speakers are told when their sessions change."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.template.loader import render_to_string
from django.utils.translation import get_language, override, pgettext
from django.utils.translation import gettext as _

from home.links import absolute
from outbox.mails import Keys, Mail
from programme.correspondence import correspondence_of
from programme.enums import FormOfAddress
from programme.listeners import Audience
from programme.models import Edition, Schedule, ScheduleChange, Speaker
from programme.queries.changes import ChangeLine, change_lines, standing_changes
from programme.queries.speakers import changes_with_speakers, speakers_to_tell
from translations.labels import Words, pick
from translations.languages import language_codes, source_language


@dataclass(frozen=True)
class Addressee:
    """Whom a letter greets."""

    form_of_address: str
    family_name: str
    name: str


def speaker_changes(keys: Keys, _recipient: str) -> Mail | None:
    """The changes of a version that concern a speaker; None once later ones have replaced them."""
    speaker = Speaker.objects.filter(key=keys["speaker"]).first()
    schedule = Schedule.objects.select_related("edition").filter(pk=keys["schedule"]).first()
    if speaker is None or schedule is None:
        return None
    rows = standing_changes(schedule).filter(session__session_speakers__speaker=speaker)
    name = speaker.name_in(get_language() or source_language())
    person = Addressee(speaker.form_of_address, speaker.family_name, name)
    return _letter(schedule.edition, person, rows, pick(schedule, "note"))


def speaker_audience(edition: Edition, changes: list[ScheduleChange]) -> Audience:
    """How many speakers a release would write to, and what. Six queries."""
    people = speakers_to_tell({change.session_id for change in changes}).count()
    examples: dict[str, Mail] = {}
    rows = changes_with_speakers(changes) if people else []
    for code in language_codes() if rows else ():
        with override(code):
            if mail := _letter(edition, example_person(), rows, Words("", code)):
                examples[code] = mail
    return Audience(_("Speakers"), people, examples)


def example_person() -> Addressee:
    """Somebody who is nobody, for examples."""
    name = pgettext("example person", "Hong Gildong")
    return Addressee(FormOfAddress.NONE, name, name)


def _letter(
    edition: Edition, person: Addressee, changes: Iterable[ScheduleChange], note: Words
) -> Mail | None:
    lines = change_lines(changes, edition.zone, get_language() or source_language())
    if not lines:
        return None
    what = _("Changes to your sessions")
    subject = f"{what} – {pick(edition, 'title').text}"
    lead = _("The programme of the forum has changed. This concerns sessions of yours:")
    context = changes_context(edition, person, lines, note) | {"subject": subject, "lead": lead}
    return Mail(
        subject=subject,
        text=render_to_string("programme/email/changes.txt", context),
        html=render_to_string("programme/email/changes.html", context),
        reply_to=correspondence_of(edition).reply_to,
    )


def changes_context(
    edition: Edition, person: Any, lines: list[ChangeLine], note: Words
) -> dict[str, Any]:
    """What every mail about changes of the programme names, in the active language."""
    language = get_language() or source_language()
    return {
        "language": language,
        "edition": edition,
        "person": person,
        "lines": lines,
        "note": note,
        "programme_url": absolute(f"/{language}/{edition.slug}/programme/"),
    }
