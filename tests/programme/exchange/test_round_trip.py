"""Import, release, export, import again: nothing that the formats hold is lost."""

import datetime
import json
from dataclasses import replace

import pytest
from django.core.management import call_command

from programme.enums import SessionKind
from programme.exchange.plan import plan_import
from programme.exchange.read import read
from programme.models import Edition, Session, Speaker
from programme.pages import EditionPage, ProgrammePage, SessionPage, SpeakerPage
from programme.services.releases import release_schedule
from tests.html import soup
from translations.exports.xlsx import XLSX as MEDIA_TYPE

from .files_of import FRAB, PARIS, PRETALX, json_events, rows_of, xml_events

pytestmark = pytest.mark.django_db


def imported(path, slug: str) -> Edition:
    """A new edition out of a file, released and public."""
    call_command("import_schedule", str(path), "--edition", slug)
    edition = Edition.objects.get(slug=slug)
    for page_type in (EditionPage, ProgrammePage):
        page_type.objects.get(edition=edition).get_latest_revision().publish()
    release_schedule(edition)
    return edition


@pytest.fixture
def frab() -> Edition:
    return imported(FRAB, "begegnung-2028")


@pytest.fixture
def pretalx() -> Edition:
    return imported(PRETALX, "tour-2027")


#: What becomes of a link that is a script.
HARMLESS = [({"href": "https://forum.example/ä?x=1&y=2"}, "Mehr dazu")]


@pytest.mark.parametrize("language", ["fr", "ko", "en"])
def test_schedule_xml_comes_out_as_it_went_in(frab, export, language):
    before, after = xml_events(FRAB.read_bytes()), xml_events(export(frab, "xml", language))
    first = before["11111111-1111-4111-8111-000000000101"]
    first["links"] = HARMLESS
    assert list(after) == list(before)
    for guid, held in before.items():
        assert {name: after[guid][name] for name in held} == held


def test_events_after_midnight_keep_their_day_and_their_instant(frab):
    nights = Session.objects.filter(edition=frab, code__in=["S102", "S103"]).order_by("code")
    starts = [session.slots.first().start for session in nights]
    assert starts == [
        datetime.datetime(2028, 3, 26, 0, 30, tzinfo=datetime.UTC),
        datetime.datetime(2028, 3, 25, 23, 15, tzinfo=datetime.UTC),
    ]
    assert frab.ends_on == datetime.date(2028, 3, 26)
    # Clocks go forward that night: the hour after 01:30 ends at 03:30.
    assert nights[0].slots.first().end.astimezone(frab.zone.info).hour == 3


def test_schedule_json_comes_out_as_it_went_in(pretalx, export):
    data = export(pretalx, "json", "ko")
    before, after = json_events(PRETALX.read_bytes()), json_events(data)
    assert list(after) == list(before)
    first = dict(before["22222222-2222-4222-8222-000000000001"])
    first.pop("answers", None)
    people = first.pop("persons")
    first["logo"] = "https://pretalx.forum.example/media/tour/logo.png"
    got = after[first["guid"]]
    assert {name: got[name] for name in first} == first
    assert [person["name"] for person in got["persons"]] == [p["name"] for p in people]
    assert got["persons"][0]["guid"] == people[0]["guid"]
    assert got["persons"][0]["biography"] == "시인입니다."
    assert got["persons"][0]["code"] == "XYZ789"
    head = json.loads(data)["schedule"]["conference"]
    assert (head["title"], head["acronym"], head["colors"]) == (
        "서울 교류회의", "tour2027", {"primary": "#3aa57c"},
    )  # fmt: skip
    rooms = {room["name"]: room for room in head["rooms"]}
    assert rooms["한강홀"]["capacity"] == 250
    assert rooms["남산실"]["guid"] == "7c000000-0000-4000-8000-00000000000b"
    assert head["tracks"] == [{"name": "문화", "slug": "culture", "color": "#00A000"}]


PUBLIC = {
    "schedule.xml": "application/vnd.c3voc.schedule+xml",
    "programme.json": "application/json",
    "programme.xlsx": MEDIA_TYPE,
}


@pytest.mark.parametrize("kind", PUBLIC)
@pytest.mark.parametrize("language", ["fr", "ko", "en"])
def test_the_public_gets_published_words_only(frab, pretalx, visitor, language, kind):
    """What a file brings is a draft until somebody publishes it, in each format and language."""
    for slug, title, words in (
        ("begegnung-2028", "Nachtgespräch", ["Un résumé", "Ein Gruß", "도시와", "Short words"]),
        ("tour-2027", "지방정부", ["첫 문단", "시인입니다"]),
    ):
        response = visitor.get(f"/{language}/{slug}/{kind}")
        assert (response["Content-Type"], len(response.cookies)) == (PUBLIC[kind], 0)
        is_table = kind.endswith("xlsx")
        text = str(rows_of(response.content)) if is_table else response.content.decode()
        assert [word for word in (title, *words) if word in text] == [title]


def test_a_text_given_in_several_languages_stands_in_each(pretalx, visitor):
    night = Session.objects.get(key="22222222-2222-4222-8222-000000000002")
    assert (night.title_fr, night.title_ko, night.title_en) == ("Nuit blanche", "하얀 밤", None)
    assert night.kind == SessionKind.CONFERENCE
    assert "하얀 밤" in visitor.get("/ko/tour-2027/programme.json").content.decode()


def test_a_person_without_id_is_one_person(pretalx):
    assert Speaker.objects.filter(edition=pretalx).count() == 2
    person = Speaker.objects.get(edition=pretalx, family_name="Œuvrard")
    assert [s.code for s in person.sessions.order_by("code")] == ["ABC3DE", "S503"]


@pytest.mark.parametrize("kind", ["schedule.xml", "programme.json", "programme.xlsx"])
@pytest.mark.parametrize("language", ["fr", "ko", "en"])
@pytest.mark.parametrize("slug", ["forum-2027", "begegnung-2028", "tour-2027"])
def test_our_own_export_changes_nothing(visitor, slug, language, kind, edition):
    path = {"begegnung-2028": FRAB, "tour-2027": PRETALX}.get(slug)
    edition = imported(path, slug) if path else edition
    data = visitor.get(f"/{language}/{slug}/{kind}").content
    assert_changes_nothing(edition, data)


@pytest.mark.parametrize("kind", ["xml", "json", "xlsx"])
@pytest.mark.parametrize("language", ["fr", "ko", "en"])
@pytest.mark.parametrize("slug", ["forum-2027", "begegnung-2028", "tour-2027"])
def test_nor_does_an_export_of_the_draft(export, slug, language, kind, edition):
    path = {"begegnung-2028": FRAB, "tour-2027": PRETALX}.get(slug)
    edition = imported(path, slug) if path else edition
    assert_changes_nothing(edition, export(edition, kind, language, "--draft"))


def assert_changes_nothing(edition: Edition, data: bytes) -> None:
    plan = plan_import(edition, read(data, replace(PARIS, zone=edition.zone.info)))
    assert plan.errors == []
    assert [(s.session.code, s.changes, s.move) for s in plan.changed] == []
    assert (plan.new, plan.new_rooms, plan.new_tracks) == ([], [], [])
    assert [s for s in plan.speakers if s.is_new or s.changes] == []
    words = [step.words for step in (*plan.sessions, *plan.speakers)]
    assert [(w.changes, w.translations) for w in words if w.changes or w.translations] == []


@pytest.mark.parametrize("path", [FRAB, PRETALX])
def test_the_second_import_of_a_file_changes_nothing(path, capsys):
    edition = imported(path, "again-2028")
    before = list(Session.objects.filter(edition=edition).order_by("pk").values())
    capsys.readouterr()
    call_command("import_schedule", str(path), "--edition", "again-2028")
    count = len(before)
    assert f"new 0, changed 0, unchanged {count}, absent 0" in capsys.readouterr().out
    assert list(Session.objects.filter(edition=edition).order_by("pk").values()) == before


def test_french_words_become_the_draft_of_their_page(frab):
    page = SessionPage.objects.get(session__code="S104", session__edition=frab)
    assert (page.live, page.title) == (False, "Clôture")
    draft = page.get_latest_revision_as_object()
    assert draft.abstract == "<p>Un résumé en français.</p><p>La suite.</p>"
    assert page.abstract == draft.abstract
    korean = SessionPage.objects.get(session__code="S103", session__edition=frab)
    assert (korean.abstract, korean.title) == ("", "한불 지방정부 야간 대화")
    assert korean.session.exchange["abstract"] == {"ko": "도시와 도시의 대화입니다."}


def test_published_words_go_before_those_of_the_file(frab, visitor):
    page = SessionPage.objects.get(session__code="S104", session__edition=frab)
    page.abstract = "<p>Réécrit.</p><p>Puis<br/>la fin.</p>"
    page.save_revision().publish()
    held = xml_events(visitor.get("/fr/begegnung-2028/schedule.xml").content)
    event = held["11111111-1111-4111-8111-000000000104"]
    assert event["abstract"] == "Réécrit.\n\nPuis\nla fin."
    assert "description" not in event
    assert event["url"] == "http://testserver/fr/begegnung-2028/programme/cloture/"


def test_new_pages_are_whole_pages(frab, log_in):
    """Found by the tree, by the search and by the page editor, like those made one by one."""
    pages = SessionPage.objects.filter(session__edition=frab)
    index = ProgrammePage.objects.get(edition=frab)
    assert (pages.count(), index.numchild, index.get_children().count()) == (4, 4, 4)
    assert {page.get_parent().pk for page in pages} == {index.pk}
    assert ProgrammePage.find_problems() == ([], [], [], [], [])
    assert [p.title for p in SessionPage.objects.all().search("Nachtgespräch")] == ["Nachtgespräch"]
    page = pages.get(session__code="S102")
    assert log_in("editor").get(f"/admin/pages/{page.pk}/edit/").status_code == 200
    page.save_revision().publish()
    assert SpeakerPage.objects.filter(speaker__edition=frab).count() == 3


def test_public_pages_show_what_came_in(frab, visitor):
    page = soup(visitor.get("/en/begegnung-2028/programme/"))
    titles = [tag.get_text() for tag in page.select(".entry h3")]
    assert titles == [
        "Eröffnung – mit „Größe“", "한불 지방정부 야간 대화", "Nachtgespräch", "Clôture",
    ]  # fmt: skip


def test_a_session_page_shows_subtitle_and_links(frab, visitor):
    page = SessionPage.objects.get(session__code="S101", session__edition=frab)
    page.save_revision().publish()
    shown = soup(visitor.get(f"/en/begegnung-2028/programme/{page.slug}/"))
    assert shown.select_one("p.lead").get_text() == "Ein Gruß aus Münster"
    links = [(a["href"], a.get_text()) for a in shown.select('a[rel~="external"]')]
    assert links == [
        ("https://forum.example/ä?x=1&y=2", "Mehr dazu"),
        ("https://forum.example/folien.pdf", "Folien"),
    ]


def in_language(language: str, title: str, room: str, track: str, name: str) -> bytes:
    """The same session as another office writes it, in its own language."""
    event = {
        "guid": "44444444-4444-4444-8444-000000000001", "id": 1, "title": title, "track": track,
        "date": "2027-05-10T09:00:00+02:00", "duration": "01:00", "language": language,
        "persons": [{"id": 5, "name": name}],
    }  # fmt: skip
    days = [{"date": "2027-05-10", "rooms": {room: [event]}}]
    return json.dumps({"schedule": {"conference": {"title": title, "days": days}}}).encode()


def test_a_file_in_one_language_touches_that_language_only(tmp_path):
    for data in (
        in_language("fr", "Eau et ville", "Salle A", "Climat", "Jean Dupont"),
        in_language("ko", "물과 도시", "가 회의실", "기후", "장 뒤퐁"),
    ):
        (tmp_path / "p.json").write_bytes(data)
        call_command("import_schedule", str(tmp_path / "p.json"), "--edition", "eau-2027")
    (session,) = Session.objects.filter(edition__slug="eau-2027")
    assert (session.title_fr, session.title_ko, session.title_en) == (
        "Eau et ville", "물과 도시", None,
    )  # fmt: skip
    room = session.slots.get().room
    assert (room.name_fr, room.name_ko, room.venue.rooms.count()) == ("Salle A", "가 회의실", 1)
    assert (session.track.name_fr, session.track.name_ko) == ("Climat", "기후")
    person = session.session_speakers.get().speaker
    assert (str(person), person.name_hangul) == ("Jean DUPONT", "장 뒤퐁")
    assert session.edition.title_ko is None


def test_an_edition_of_the_archive_takes_no_programme(db):
    edition = Edition.objects.exclude(schedules__isnull=False).first()
    plan = plan_import(edition, read(FRAB.read_bytes(), PARIS))
    assert [str(p) for p in plan.errors] == ["Cette édition n’a pas de programme."]


def test_the_table_holds_every_language(edition, visitor):
    rows = rows_of(visitor.get("/en/forum-2027/programme.xlsx").content)
    row = next(row for row in rows if row["code"] == "P1")
    session = edition.sessions.get(code="P1")
    assert [row[f"title_{code}"] for code in ("fr", "ko", "en")] == [
        session.title_fr, session.title_ko, session.title_en,
    ]  # fmt: skip
    assert row["abstract_ko"] != row["abstract_fr"] != ""
    assert row["guid"] == str(session.key)
