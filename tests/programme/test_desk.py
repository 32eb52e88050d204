"""The desk of an edition says what is so, and leads to where it is mended."""

import pytest
from django.contrib.auth import get_user_model
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from programme.desk import Panel, panels
from programme.enums import EditionState, Severity
from programme.models import Slot
from programme.queries.drafts import draft_slot, mark
from programme.services.editions import change_state
from programme.services.schedule import unplace_session
from registrations.models import Attendee, Quota
from tests.factories import crowd
from tests.html import soup


@pytest.fixture
def desk(edition):
    """`desk("words")`: a panel as the editor reads it in English, right now."""
    user = get_user_model().objects.get(username="editor")

    def panel(name: str) -> Panel:
        with translation.override("en"):
            return {panel.name: panel for panel in panels(edition, user)}[name]

    return panel


def texts(panel: Panel) -> list[str]:
    return [str(row.text) for row in panel.rows]


def test_a_session_without_a_place_is_named_and_leads_to_the_schedule(desk, edition, session):
    before = texts(desk("timetable"))[0]
    unplace_session(session)
    row = desk("readiness").rows[0]
    assert (row.text, row.severity) == ("Without a place: 1", Severity.ERROR)
    assert row.url == f"/admin/sessions/?edition={edition.pk}&lacks=place"
    assert [(link.title, link.url) for link in row.links] == [
        ("P1", f"/admin/programme/{edition.pk}/schedule/#session-{session.pk}")
    ]
    assert before == "28 of 28 sessions have a place"
    assert texts(desk("timetable"))[:2] == [
        "27 of 28 sessions have a place",
        "Not released yet: Removed 1",
    ]


def test_a_visit_needs_no_room_and_a_plenary_does(desk, edition, session):
    Slot.objects.filter(schedule__edition=edition, session__kind="field_visit").update(room=None)
    assert not any("room" in text for text in texts(desk("readiness")))
    Slot.objects.filter(session=session).update(room=None)
    assert "Without a room: 1" in texts(desk("readiness"))


def test_words_that_are_missing_lead_to_the_page(desk, session):
    page = session.pages.get(locale__language_code="fr")
    page.unpublish()
    row = next(row for row in desk("readiness").rows if "page" in row.text)
    assert [link.url for link in row.links] == [f"/admin/pages/{page.pk}/edit/"]


def test_a_label_without_korean_is_counted_for_korean_only(desk, session):
    def missing(language: str) -> list[str]:
        rows = [row for row in desk("words").rows if row.text == language]
        return [link.title for row in rows for link in row.links if "To translate" in link.title]

    korean, english = missing("Korean"), missing("English")
    type(session).objects.filter(pk=session.pk).update(title_ko="")
    assert korean == ["To translate: 8"]
    assert missing("Korean") == ["To translate: 9"]
    assert missing("English") == english


def test_a_label_that_only_others_have_leads_to_its_row(desk, session):
    type(session).objects.filter(pk=session.pk).update(title_fr="")
    row = desk("words").rows[0]
    assert row.text == "French: 1"
    assert [(link.title, link.language) for link in row.links] == [(session.title_en, "en")]
    assert row.links[0].url == f"/admin/sessions/edit/{session.pk}/"


def test_the_life_of_the_edition_with_its_next_steps(desk, edition):
    change_state(edition, EditionState.CLOSED)
    row = desk("life").rows[0]
    assert row.text == "Registration closed"
    assert "Held" in [link.title for link in row.links]
    assert "Full" not in [link.title for link in row.links]


def test_seats_are_figures_and_name_nobody(editor, desk, edition):
    quota = Quota.objects.filter(edition=edition, session=None).first()
    row = next(row for row in desk("seats").rows if row.url == f"/admin/quotas/edit/{quota.pk}/")
    assert (row.share.part, row.share.whole) == (quota.taken, quota.size)
    shown = editor.get(f"/admin/programme/{edition.pk}/").content.decode()
    people = Attendee.objects.filter(registration__edition=edition)
    assert people.exists()
    for attendee in people:
        assert attendee.name not in shown
        assert attendee.email not in shown


def test_the_latest_change_says_what_who_and_when(editor, desk, edition, session):
    address = f"/admin/programme/{edition.pk}/schedule/{session.pk}/unplace/"
    assert editor.post(address, {"seen": mark(draft_slot(session))}).status_code == 302
    row = desk("trail").rows[0]
    assert row.url == f"/admin/sessions/edit/{session.pk}/"
    assert row.note.startswith("Taken out of the draft schedule · editor · ")


@pytest.mark.parametrize("user", ["editor", "clerk"])
def test_every_link_of_the_desk_opens(log_in, edition, session, user):
    client = log_in(user, mfa=user == "clerk")
    address = f"/admin/programme/{edition.pk}/"
    if user == "clerk":
        assert client.get(address).status_code == 302
        return
    unplace_session(session)
    page = soup(client.get(address))
    links = {a["href"] for a in page.select(".desk__rows a, .desk__actions a")}
    assert len(links) > 20
    opened = {url: client.get(url.split("#")[0]).status_code for url in links}
    assert opened == dict.fromkeys(links, 200)


def test_the_first_screen_and_the_list_lead_to_the_desk(editor, edition):
    for address in ("/admin/", "/admin/editions/"):
        assert f"/admin/programme/{edition.pk}/" in editor.get(address).content.decode()


def queries(client, edition) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert client.get(f"/admin/programme/{edition.pk}/").status_code == 200
    return len(captured)


def test_as_many_queries_for_30_sessions_as_for_300(editor, edition):
    crowd(edition, 30)
    queries(editor, edition)  # what is asked once and then kept
    few = queries(editor, edition)
    crowd(edition, 270, first=30)
    assert edition.sessions.count() > 300
    assert queries(editor, edition) == few
