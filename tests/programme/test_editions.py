"""An edition's life, and how it is told."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import override

from programme.enums import TRANSITIONS, EditionState
from programme.forms.state import StateForm
from programme.models import Edition
from programme.models.edition import MOST_DAYS
from programme.services.editions import change_state
from programme.services.proceedings import create_proceedings
from programme.templatetags.programme_tags import period
from tests.html import soup

ARCHIVE = [
    "forum-2023-issy", "tour-2021-issy", "rencontre-2020-paris",
    "rencontre-2019-daegu", "rencontre-2017-tours", "rencontre-2016-paris",
]  # fmt: skip


def test_the_archive_holds_the_real_meetings(db):
    past = Edition.objects.exclude(slug__startswith="forum-2027")
    assert sorted(e.starts_on.year for e in past) == [2016, 2017, 2019, 2020, 2021, 2023]
    assert past.filter(number__isnull=False).count() == 0
    assert past.get(starts_on__year=2023).state == EditionState.ANNOUNCED
    moved = past.get(starts_on__year=2021)
    assert (moved.previous_attendance_mode, moved.attendance_mode) == ("on_site", "online")


def test_the_sample_is_rich_enough(edition):
    assert len(edition.days) == 2
    assert edition.venue.rooms.count() == 4
    assert edition.tracks.count() == 5
    assert edition.sessions.count() >= 18
    assert set(edition.sessions.values_list("kind", flat=True)) == {
        "plenary", "conference", "round_table", "workshop", "micro_workshop", "country_group",
        "field_visit", "ceremony", "steering_committee", "break",
    }  # fmt: skip
    assert edition.sessions.filter(kind="field_visit").count() == 4
    assert edition.speakers.count() >= 14


def test_the_way_through_life(edition):
    Edition.objects.update(state="announced")
    edition.refresh_from_db()
    for state in ("registration_open", "full", "closed", "held"):
        change_state(edition, EditionState(state))
        assert Edition.objects.get(pk=edition.pk).state == state
    create_proceedings(edition).save_revision().publish()
    change_state(edition, EditionState.PROCEEDINGS_OUT)
    assert Edition.objects.get(pk=edition.pk).state == "proceedings_out"


def test_no_step_that_life_does_not_know(edition):
    with pytest.raises(ValidationError):
        change_state(edition, EditionState.PROCEEDINGS_OUT)
    assert edition.state == EditionState.REGISTRATION_OPEN


@pytest.mark.parametrize("state", ["postponed", "moved_online", "cancelled"])
def test_a_change_is_explained_in_public(edition, state, visitor):
    with pytest.raises(ValidationError):
        change_state(edition, EditionState(state))
    edition.public_reason_fr = "Grève des transports."
    edition.save()
    change_state(edition, EditionState(state))
    page = soup(visitor.get("/ko/forum-2027/"))
    reason = page.select_one(".notice--change [lang=fr]")
    assert reason.get_text() == "Grève des transports."


def test_what_was_planned_before_is_kept(edition):
    edition.public_reason_fr = "Tempête."
    first = edition.starts_on
    change_state(edition, EditionState.POSTPONED)
    assert (edition.previous_starts_on, edition.previous_ends_on) == (first, edition.ends_on)
    change_state(edition, EditionState.MOVED_ONLINE)
    assert (edition.previous_attendance_mode, edition.attendance_mode) == ("mixed", "online")
    # Once more, after registration was opened for all who come online: the plan was mixed.
    change_state(edition, EditionState.REGISTRATION_OPEN)
    change_state(edition, EditionState.MOVED_ONLINE)
    edition.refresh_from_db()
    assert (edition.previous_attendance_mode, edition.attendance_mode) == ("mixed", "online")


def test_every_state_knows_what_may_follow():
    assert set(TRANSITIONS) == set(EditionState)
    assert TRANSITIONS[EditionState.CANCELLED] == set()


def test_a_moved_meeting_says_so(db, visitor):
    slug = Edition.objects.get(starts_on__year=2021).slug
    page = soup(visitor.get(f"/en/{slug}/"))
    assert "Form planned before: On site. Form now: Online." in page.get_text()


@pytest.mark.parametrize(
    ("language", "days", "month"),
    [
        ("fr", "25–26 mars 2027", "juin 2023"),
        ("ko", "2027년 3월 25일~26일", "2023년 6월"),
        ("en", "25–26 March 2027", "June 2023"),
    ],
)
def test_dates_are_written_as_the_language_does(edition, language, days, month):
    with override(language):
        assert period(edition) == days
        assert period(Edition.objects.get(starts_on__year=2023)) == month


def test_an_edition_ends_after_it_starts(edition):
    edition.ends_on = edition.starts_on - datetime.timedelta(days=1)
    with pytest.raises(IntegrityError), transaction.atomic():
        edition.save()
    with pytest.raises(ValidationError):
        edition.full_clean()


def test_a_year_mistyped_makes_no_days_without_end(edition):
    days = {"starts_on": "2027-05-01", "ends_on": "2207-05-02"}
    form = StateForm(edition, {"state": "postponed", "reason_fr": "Grève", **days})
    assert list(form.errors) == ["ends_on"]
    edition.ends_on = edition.starts_on + datetime.timedelta(days=MOST_DAYS - 1)
    edition.clean()
    edition.ends_on += datetime.timedelta(days=1)
    with pytest.raises(ValidationError) as refusal:
        edition.clean()
    assert list(refusal.value.error_dict) == ["ends_on"]
