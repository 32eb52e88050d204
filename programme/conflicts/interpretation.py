"""Rules about interpretation: where it can be heard from, and who does it."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from programme.enums import IN_BOOTHS, LanguageUse, Severity
from programme.queries.interpretation import has_interpreters, unassigned
from translations.languages import language_names

from . import Conflict
from .plan import Plan, session_link


def room_without_booth(plan: Plan) -> Iterator[Conflict]:
    """A session that needs simultaneous interpretation in a room where nobody can do it."""
    for item in plan.placed:
        interpreted = plan.languages[item.session.pk][LanguageUse.INTERPRETED]
        bare = item.room is not None and not item.room.interpretation_booths
        if bare and interpreted and item.session.kind in IN_BOOTHS:
            yield Conflict(
                "room_without_booth",
                Severity.WARNING,
                _(
                    "%(session)s is to be interpreted (%(languages)s), but the room %(room)s has "
                    "no interpretation booth: %(when)s."
                )
                % {
                    "session": item.code,
                    "languages": language_names(interpreted),
                    "room": item.room,
                    "when": plan.when(item.start, item.end),
                },
                (item.session.pk,),
                plan.place_link(item),
            )


def nobody_assigned(plan: Plan) -> Iterator[Conflict]:
    """Languages without an interpreter, once an edition has any. One query."""
    if not has_interpreters(plan.edition):
        return
    for item in plan.placed:
        uses = plan.languages[item.session.pk]
        if missing := unassigned(uses, plan.assignments[item.session.pk]):
            yield Conflict(
                "nobody_assigned",
                Severity.NOTICE,
                _("Nobody interprets %(session)s into: %(languages)s (%(when)s).")
                % {
                    "session": item.code,
                    "languages": language_names(missing),
                    "when": plan.when(item.start, item.end),
                },
                (item.session.pk,),
                session_link(item),
            )
