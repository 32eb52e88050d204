"""What people are told when the edition itself is postponed, moved online, cancelled or resumed."""

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from outbox.mails import Keys, Mail
from programme.enums import EditionState
from programme.templatetags.programme_tags import change_of_days
from registrations.enums import RegistrationState
from registrations.queries.offer import OfferedSession
from registrations.queries.own import Own
from translations.labels import Words, pick
from translations.languages import source_language

from .letters import about, dropped, own_of

#: States of an edition that was postponed and now has its date.
GOING_AHEAD = {
    EditionState.ANNOUNCED,
    EditionState.REGISTRATION_OPEN,
    EditionState.FULL,
    EditionState.CLOSED,
}


def forum_postponed(keys: Keys, _recipient: str) -> Mail | None:
    """The edition is postponed: why, from when, and until when if that is known."""
    return _news(
        keys,
        {EditionState.POSTPONED},
        _("The forum is postponed"),
        _("The forum is postponed. Your registration stands; there is nothing you need to do."),
    )


def forum_online(keys: Keys, _recipient: str) -> Mail | None:
    """The edition takes place online, and with it everybody who was coming."""
    return _news(
        keys,
        {EditionState.MOVED_ONLINE, EditionState.REGISTRATION_OPEN, EditionState.CLOSED},
        _("The forum takes place online"),
        _("The forum takes place online. You take part online; there is nothing you need to do."),
    )


def forum_cancelled(keys: Keys, _recipient: str) -> Mail | None:
    """The edition does not take place."""
    return _news(
        keys,
        {EditionState.CANCELLED},
        _("The forum is cancelled"),
        _("The forum is cancelled, and your registration with it. We are sorry."),
    )


def forum_resumed(keys: Keys, _recipient: str) -> Mail | None:
    """The edition that was postponed has its date."""
    return _news(
        keys,
        GOING_AHEAD,
        _("The forum takes place"),
        _(
            "The forum takes place on the date below. Your registration stands. If you cannot "
            "come, please cancel, so that somebody else can."
        ),
    )


def _news(keys: Keys, states: set[EditionState], subject: str, lead: str) -> Mail | None:
    """A mail about a step in the edition's life; None once the step is no longer true."""
    held = own_of(keys)
    if held is None or held.registration.edition.state not in states:
        return None
    state = RegistrationState(held.registration.state)
    if state == RegistrationState.CANCELLED:
        return None
    return about(keys, state, subject, lead, notes=_notes(held, dropped(held, keys)))


def _notes(held: Own, dropped: list[OfferedSession]) -> list[Words]:
    """Why, the days given up and the new ones, what was left: as far as there is any."""
    edition, language = held.registration.edition, get_language() or source_language()
    titles = ", ".join(session.title.text for session in dropped)
    waits = held.registration.state == RegistrationState.WAITING
    said = [
        *change_of_days(edition),
        _("You are no longer signed up for: %(sessions)s.") % {"sessions": titles}
        if titles
        else "",
        _("You are still on the waiting list.") if waits else "",
    ]
    reason = pick(edition, "public_reason", language)
    return [words for words in (reason, *(Words(text, language) for text in said)) if words.text]
