"""Where the edition stands: its life, its timetable, what stands against that."""

from typing import Any

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from programme.conflicts import find_conflicts
from programme.enums import TRANSITIONS, EditionState, ScheduleState, SessionState, Severity
from programme.models import Edition, Schedule, Session
from programme.queries.drafts import pending_changes

from . import NAMED, Panel, Row, Share, link, when


def life(edition: Edition, _user: Any) -> Panel:
    """The state of the edition, and those that may follow it. No query."""
    url = reverse("programme:state", args=[edition.pk])
    possible = TRANSITIONS[EditionState(edition.state)]
    steps = [link(state.label, url) for state in EditionState if state in possible]
    note = _("Next steps:") if steps else _("There are no further steps after this state.")
    row = Row(edition.get_state_display(), url, note, links=steps)
    return Panel("life", _("Edition status"), "rotate", [row])


def timetable(edition: Edition, _user: Any) -> Panel:
    """How much of the timetable is placed, and what the public does not see yet. Five queries."""
    return Panel(
        "timetable",
        _("Timetable"),
        "calendar-alt",
        [placed(edition), pending(edition), *last_release(edition)],
    )


def placed(edition: Edition) -> Row:
    """How many of the sessions have a place in the draft."""
    here = Q(slots__schedule__version=0)
    sessions = Session.objects.filter(edition=edition, state=SessionState.CONFIRMED)
    counted = sessions.aggregate(
        whole=Count("pk", distinct=True), part=Count("pk", filter=here, distinct=True)
    )
    words = ngettext(
        "%(part)d of %(whole)d session has a place",
        "%(part)d of %(whole)d sessions have a place",
        counted["whole"],
    )
    url = reverse("programme:schedule", args=[edition.pk])
    return Row(words % counted, url, share=Share(**counted) if counted["whole"] else None)


def pending(edition: Edition) -> Row:
    """What a release would change for the public."""
    changes = pending_changes(edition)
    if not changes:
        return Row(_("The draft is what the public sees."))
    counts = " · ".join(f"{kind.label} {count}" for kind, count in changes.counts)
    words = f"{_('Not released yet')}{pgettext('before an explanation', ':')} {counts}"
    return Row(words, reverse("programme:release", args=[edition.pk]), severity=Severity.NOTICE)


def last_release(edition: Edition) -> list[Row]:
    """The version that the public sees."""
    schedule = Schedule.objects.filter(edition=edition, state=ScheduleState.RELEASED).first()
    if schedule is None:
        return [Row(_("Nothing has been released yet."))]
    words = _("The public sees %(version)s.") % {"version": schedule.label or schedule.number}
    return [Row(words, note=when(schedule.released_at) if schedule.released_at else "")]


def conflicts(edition: Edition, _user: Any) -> Panel:
    """What stands against the draft, errors first. As many queries as the rules make."""
    found = find_conflicts(edition)
    rows = [
        Row(conflict.sentence, conflict.link, severity=conflict.severity)
        for conflict in found[:NAMED]
    ]
    if left := len(found) - len(rows):
        words = ngettext("and %(count)d more", "and %(count)d more", left) % {"count": left}
        rows.append(Row(words, reverse("programme:release", args=[edition.pk])))
    empty = _("There are no conflicts in the draft.")
    return Panel("conflicts", _("Conflicts"), "warning", rows, empty)
