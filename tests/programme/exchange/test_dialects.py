"""Files as other programs and offices write them, each with its own habits."""

import datetime
import io
import json

import pytest
from openpyxl import Workbook

from programme.exchange.plan import plan_import
from programme.exchange.read import read
from programme.models import Edition, Session, Slot, Speaker
from programme.pages import SessionPage
from programme.services.imports import import_programme

from .files_of import PARIS, book

pytestmark = pytest.mark.django_db
SLUG = "dialecte-2027"
GUID = "55555555-5555-4555-8555-00000000000{}".format


def xml(event: str, day: str = 'date="2027-05-20"', head: str = "", prolog: str = "") -> bytes:
    return (
        f"{prolog}<schedule><conference><title>Rencontre</title>{head}</conference>"
        f'<day {day}><room name="Salle A">{event}</room></day></schedule>'
    ).encode()


def frab(event: dict, day: dict | None = None, **head) -> bytes:
    """Schedule JSON with one event."""
    rooms = {"Salle A": [{"id": 1, "title": "Titre", **event}]}
    days = [{"date": "2027-05-20", "rooms": rooms, **(day or {})}]
    conference = {"title": "Rencontre", "days": days, **head}
    return json.dumps({"schedule": {"conference": conference}}).encode()


def bring(data: bytes) -> Edition:
    """The edition after the file was imported; a second import finds nothing to do."""
    import_programme(Edition(slug=SLUG), read(data, PARIS))
    edition = Edition.objects.get(slug=SLUG)
    again = plan_import(edition, read(data, PARIS), creates_rooms=True)
    assert again.errors == []
    changes = [(change.name, change.new) for step in again.changed for change in step.changes]
    assert (again.new, changes, [step.move for step in again.changed]) == ([], [], [])
    return Edition.objects.get(slug=SLUG)


def times(edition: Edition) -> list[str]:
    """Begin and minutes of each place, at the venue."""
    slots = Slot.objects.filter(schedule__edition=edition).order_by("start", "session__code")
    return [
        f"{slot.start.astimezone(edition.zone.info):%d %H:%M}"
        f" +{int((slot.end - slot.start).total_seconds()) // 60}"
        for slot in slots
    ]


OLD = '<event id="7"><title>Pentabarf</title>{}</event>'
TIMES = {
    # No date but that of the day; hours of one digit; seconds.
    "pentabarf": (xml(OLD.format("<start>9:00</start><duration>00:30</duration>")), "20 09:00 +30"),
    "minutes": (xml(OLD.format("<start>09:00</start><duration>30</duration>")), "20 09:00 +30"),
    "seconds": (
        xml(OLD.format("<start>09:00:00</start><duration>1:00:00</duration>")), "20 09:00 +60",
    ),
    # In the night, under the day before.
    "night": (xml(OLD.format("<start>01:30</start><duration>1:00</duration>")), "21 01:30 +60"),
    "long day": (
        xml(
            OLD.format("<start>05:30</start><duration>1:00</duration>"),
            'date="2027-05-20" start="2027-05-20T09:00:00+02:00" end="2027-05-21T08:00:00+02:00"',
        ), "21 05:30 +60",
    ),
    "early day": (
        xml(
            OLD.format("<start>08:30</start><duration>1:00</duration>"),
            'date="2027-05-20" start="2027-05-20T09:00:00+02:00" end="2027-05-21T04:00:00+02:00"',
        ), "20 08:30 +60",
    ),
    "no date of the day": (
        xml(
            OLD.format("<start>10:00</start><duration>1:00</duration>"),
            'index="1" start="2027-05-20T09:00:00+02:00"',
        ), "20 10:00 +60",
    ),
    # Offsets: none, of the other side of the sea, in UTC, without a colon.
    "no offset": (frab({"date": "2027-05-20T09:00:00", "duration": "0:45"}), "20 09:00 +45"),
    "west": (frab({"date": "2027-05-20T03:00:00-04:00", "duration": "0:45"}), "20 09:00 +45"),
    "utc": (frab({"date": "2027-05-20T07:00:00.000Z", "duration": "PT45M"}), "20 09:00 +45"),
    "compact": (frab({"date": "2027-05-20T09:00:00+0200", "duration": 45}), "20 09:00 +45"),
    "space": (frab({"date": "2027-05-20 09:00", "duration": 45.0}), "20 09:00 +45"),
    "start as instant": (
        frab({"start": "2027-05-20T09:00:00+02:00", "end": "2027-05-20T09:45:00+02:00"}),
        "20 09:00 +45",
    ),
    # A day written as its first instant, unless the event begins then.
    "date as a day": (
        frab({"date": "2027-05-20T00:00:00+02:00", "start": "09:30", "duration": 45}),
        "20 09:30 +45",
    ),
    "at midnight": (
        frab({"date": "2027-05-20T00:00:00+02:00", "start": "00:00", "duration": 45}),
        "20 00:00 +45",
    ),
    "end as an hour": (
        frab({"date": "2027-05-20", "start": "22:30", "end": "00:15"}), "20 22:30 +105",
    ),
    # pretalx writes days before hours, others seconds after minutes: the end tells.
    "days": (
        frab({"date": "2027-05-20T09:00+02:00", "duration": "1:02:00", "end": "2027-05-21T11:00"}),
        "20 09:00 +1560",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", TIMES)
def test_times(name):
    data, expected = TIMES[name]
    assert times(bring(data)) == [expected]


@pytest.mark.parametrize(
    ("event", "where"),
    [
        ({"date": "2027-05-20T09:00:00+02:00", "start": "11:30", "duration": 45}, "start"),
        ({"date": "2027-05-20T07:00:00Z", "start": "09:00", "duration": 45}, ""),
        ({"start": "09:00", "duration": 45, "end": "11:00"}, "end"),
        ({"start": "09:00", "duration": "90:00"}, "duration"),
        ({"start": "09:00", "duration": 45, "persons": [{"id": 4}, {}]}, "persons"),
    ],
)
def test_what_may_be_meant_otherwise_is_said(event, where):
    plan = plan_import(Edition(slug=SLUG), read(frab(event), PARIS))
    assert plan.errors == []
    said = [problem.where for problem in plan.remarks if problem.where]
    assert said == ([f"événement 1, {where}"] if where else [])


def test_what_the_format_does_not_know_is_said():
    unknown = {"start": "9:00", "duration": 30, "answers": [{"question": 1}], "tags": [], "x": 1}
    said = [(str(p.where), p.severity) for p in read(frab(unknown), PARIS).problems]
    assert said == [("answers", "warning"), ("x", "warning")]
    event = OLD.format("<start>9:00</start><duration>30</duration><stream href='x'/>")
    assert [p.where for p in read(xml(event), PARIS).problems] == ["<stream>"]


def test_fosdem_like_xml():
    """A namespace, HTML in the abstract, empty elements, unknown ones, and people by number."""
    event = f"""
      <event id="3001" guid="{GUID(1)}"><date>2027-05-20T10:00:00+02:00</date>
      <start>10:00</start><duration>00:25</duration><room>Salle A</room><slug/><title>L’eau</title>
      <subtitle/><track slug="eau">Eau &amp; villes</track><type>devroom</type><language/>
      <abstract>&lt;p&gt;Une &lt;em&gt;ville&lt;/em&gt;
      et l’eau.&lt;/p&gt;&lt;ul&gt;&lt;li&gt;Un&lt;/li&gt;
      &lt;li&gt;Deux&lt;/li&gt;&lt;/ul&gt;</abstract>
      <description></description><feedback_url/>
      <persons><person id="11">Ana Ruiz</person><person id="12">Ana Ruiz</person><person/></persons>
      <attachments><attachment type="slides" href="/media/a.pdf">Slides</attachment></attachments>
      <links><link href="https://forum.example/">Site</link><link href=""/></links>
      <stream href="x"/></event>"""
    prolog = '<?xml version="1.0" encoding="utf-8"?>\n<!-- made by hand -->'
    data = xml(
        event, head="<base_url>https://f.example/</base_url><venue>ULB</venue>", prolog=prolog
    )
    data = data.replace(b"<schedule>", b'<schedule xmlns="http://fosdem.example/ns">')
    edition = bring(b"\xef\xbb\xbf" + data)
    session = edition.sessions.get()
    draft = SessionPage.objects.get(session=session).get_latest_revision_as_object().abstract
    assert draft == "<p>Une ville et l’eau.</p><p>Un<br/>Deux</p>"
    assert session.exchange["attachments"][0]["url"] == "https://f.example/media/a.pdf"
    assert session.track.name == "Eau & villes"
    assert Speaker.objects.filter(edition=edition, family_name="Ruiz").count() == 2


def test_xml_in_other_letters():
    event = OLD.format("<start>9:00</start><duration>0:30</duration>").replace(
        "Pentabarf", "녹색도시"
    )
    for encoding in ("utf-16", "euc-kr"):
        prolog = f'<?xml version="1.0" encoding="{encoding}"?>'
        data = xml(event, prolog=prolog).decode().replace("Salle", "홀").encode(encoding)
        (session,) = read(data, PARIS).sessions
        assert session.titles == {"ko": "녹색도시"}


MARKED = '<?xml version="1.0" encoding="{}"?>'.format


@pytest.mark.parametrize(
    ("before", "encoding"),
    [
        (b"\xef\xbb\xbf", "iso-8859-1"),  # the mark is right, the declaration is not
        (b"", "utf-16"),  # some programs always say so
        (b"\r\n ", "utf-8"),  # printed before the document
    ],
)
def test_xml_that_says_wrongly_how_it_is_written(before, encoding):
    event = OLD.format("<start>9:00</start><duration>0:30</duration>").replace("Penta", "Été")
    (session,) = read(before + xml(event, prolog=MARKED(encoding)), PARIS).sessions
    assert session.titles == {"fr": "Étébarf"}


def test_people_by_number_and_names_in_attributes():
    held = {"start": "9:00", "duration": 30, "persons": {"1": {"name": "Kim Ha"}, "2": "Ana Ruiz"}}
    (session,) = read(frab(held), PARIS).sessions
    assert [person.name for person in session.people] == ["Kim Ha", "Ana Ruiz"]
    people = '<persons><person id="1" name="Ana Ruiz"/><person><n>Kim Ha</n></person></persons>'
    (session,) = read(xml(OLD.format(people)), PARIS).sessions
    assert [person.name for person in session.people] == ["Ana Ruiz", "Kim Ha"]


def test_words_in_several_languages():
    """Tracks, rooms and titles as localised objects, also in none of our languages."""
    event = {
        "title": {"fr": "Eau", "en": "Water", "de": "Wasser"},
        "track": {"fr": "Ville", "en": "City"},
        "date": "2027-05-20T09:00:00+02:00", "duration": "0:30", "type": {"en": "Talk"},
        "persons": [{"id": 4, "public_name": "Jürgen Großmann", "name": None}, "Zoë Œuvrard"],
        "abstract": {"fr": "De l’eau.", "ko": "물."}, "links": ["https://forum.example/"],
        "recording": {"license": "", "optout": "true"}, "logo": None, "subtitle": None,
    }  # fmt: skip
    edition = bring(frab(event, title={"de": "Treffen"}, tracks=[{"name": {"fr": "Ville"}}]))
    session = edition.sessions.get()
    assert (session.title_fr, session.title_en, session.title_ko) == ("Eau", "Water", None)
    assert (edition.title_fr, session.track.name_fr, session.track.name_en) == (
        "Treffen", "Ville", "City",
    )  # fmt: skip
    assert {s.family_name for s in session.speakers.all()} == {"Großmann", "Œuvrard"}
    assert session.exchange["abstract"] == {"fr": "De l’eau.", "ko": "물."}


def test_breaks_without_any_number_are_recognised():
    """Two breaks of the same name, one of them in two rooms at once."""
    pause = {"title": "Pause", "start": "10:00", "duration": "0:15", "type": "break"}
    late = pause | {"start": "15:00"}
    days = [{"date": "2027-05-20", "rooms": {"A": [pause, late], "B": [pause]}}]
    data = json.dumps({"schedule": {"conference": {"title": "R", "days": days}}}).encode()
    edition = bring(data)
    assert times(edition) == ["20 10:00 +15", "20 10:00 +15", "20 15:00 +15"]
    assert set(edition.sessions.values_list("kind", flat=True)) == {"break"}


def test_the_widget_of_pretalx():
    talks = [
        {"code": "ABCDEF", "id": 1, "title": {"en": "City"}, "abstract": "", "speakers": ["XYZ"],
         "start": "2027-05-20T09:00:00+02:00", "end": "2027-05-20T09:30:00+02:00", "room": 2,
         "track": 5, "duration": 30},
        {"code": None, "id": 2, "title": {"en": "Break"}, "speakers": None, "track": None,
         "start": "2027-05-20T09:30:00+02:00", "end": "2027-05-20T10:00:00+02:00", "room": 2},
    ]  # fmt: skip
    whole = {
        "talks": talks, "rooms": [{"id": 2, "name": {"en": "Hall", "fr": "Salle"}}],
        "tracks": [{"id": 5, "name": {"en": "Cities"}, "color": "#000000"}],
        "speakers": [{"code": "XYZ", "name": "Kim Ha-neul", "avatar": None}],
        "timezone": "Europe/Paris", "event_start": "2027-05-20", "event_end": "2027-05-20",
    }  # fmt: skip
    edition = bring(json.dumps(whole).encode())
    assert times(edition) == ["20 09:00 +30", "20 09:30 +30"]
    room = Slot.objects.filter(schedule__edition=edition).first().room
    assert (room.name_fr, room.name_en) == ("Salle", "Hall")


HEAD = ["code", "title_fr", "title_ko", "date", "start", "end", "room_fr"]
ROW = ["Q1", "Été à l’œuvre", "", "2027-05-20", "9:00", "10:00", "Salle A"]


def table(delimiter: str, *rows: list[str], end: str = "\n") -> str:
    return end.join(delimiter.join(row) for row in (HEAD, *rows)) + end


TABLES = {
    "semicolon": table(";", ROW).encode("cp1252"),
    "tabs": table("\t", ROW).encode("utf-16"),
    "utf-16 without mark": table("\t", ROW).encode("utf-16-le"),
    "utf-16 the other way round": table("\t", ROW).encode("utf-16-be"),
    "excel says how it separates": ("sep=;\r\n" + table(";", ROW, end="\r\n")).encode("utf-8-sig"),
    "a title above": ("Programme;;;;;;\n;;;;;;\n" + table(";", ROW)).encode(),
    "old mac": table(";", ROW, end="\r").encode(),
    "blank rows": table(";", ["", "", "", "", "", "", ""], ROW, [" "] * 7).encode(),
    "commas in the title above": (
        "Forum, juin, 2027, programme, a, b, c, d\n" + table(";", ROW)
    ).encode(),
    "a weekday": table(";", ROW).replace("2027-05-20", "2027. 5. 20.(목)").encode(),
    "spelt otherwise": table(";", ROW).replace("title_fr", "Title FR", 1).encode(),
}


@pytest.mark.parametrize("name", TABLES)
def test_tables_of_other_offices(edition, name):
    import_programme(edition, read(TABLES[name], PARIS), creates_rooms=True)
    session = Session.objects.get(edition=edition, code="Q1")
    assert session.title_fr == "Été à l’œuvre"
    begin = datetime.datetime(2027, 5, 20, 7, tzinfo=datetime.UTC)
    assert Slot.objects.get(session=session, schedule__version=0).start == begin


def test_quoted_ends_of_lines_and_cp949(edition):
    data = 'code,title_ko,abstract_ko\nQ1,녹색도시,"첫 줄\r\n둘째 줄"\n'.encode("cp949")
    (session,) = read(data, PARIS).sessions
    assert session.words == {"ko": {"abstract": "첫 줄\n둘째 줄"}}


def test_a_workbook_as_offices_keep_it():
    """A hidden sheet before, a title above, merged days, real hours, extra columns."""
    book = Workbook()
    book.active.title, book.active.sheet_state = "Listes", "hidden"
    sheet = book.create_sheet("Programme")
    sheet.append(["Programme du forum"])
    sheet.merge_cells("A1:F1")
    sheet.append(["code", "title_fr", "date", "start", "end", "Remarques"])
    day, nine = datetime.datetime(2027, 5, 20), datetime.time(9)
    sheet.append([101, "Un", day, nine, datetime.time(10), "à voir"])
    sheet.append(["Q2", "Deux", None, 0.4375, 0.5, None])
    sheet.append([None, None, None, None, None, None])
    sheet.append(["Q3", "Trois", datetime.date(2027, 5, 21), "9h30", "오후 1:30", None])
    sheet.merge_cells("C3:C5")
    book.active = 1
    held = io.BytesIO()
    book.save(held)
    programme = read(held.getvalue(), PARIS)
    assert [str(p.where) for p in programme.problems] == ["ligne 2, colonne F (remarques)"]
    assert [
        (s.code, f"{s.start.astimezone(PARIS.zone):%d %H:%M}", (s.end - s.start).seconds // 60)
        for s in programme.sessions
    ] == [("101", "20 09:00", 60), ("Q2", "20 10:30", 90), ("Q3", "21 09:30", 240)]


def test_a_workbook_whose_days_are_numbers():
    """Cells that lost their format, a box ticked, and evenings that end at 24:00."""
    first = ["code", "title_fr", "date", "start", "end", "signup_required"]
    day = 46527  # as spreadsheets count the 20th of May 2027
    programme = read(
        book(
            first,
            ["Q1", "Un", day, 0.375, 0.4375, True],
            ["Q2", "Deux", float(day), day + 0.5, day + 0.5625, False],
            ["Q3", "Trois", "2027년 5월 20일 목요일", "22:00", datetime.timedelta(hours=24), None],
            ["Q4", "Quatre", "2027-05-20", "22:00", "24h00", None],
            ["Q5", "Cinq", "2027-05-20", "22:00", "2027-05-21 09:00", None],
        ),
        PARIS,
    )
    assert programme.problems == []
    assert [
        (f"{s.start.astimezone(PARIS.zone):%d %H:%M}", (s.end - s.start).seconds // 60)
        for s in programme.sessions
    ] == [("20 09:00", 90), ("20 12:00", 90), *[("20 22:00", 120)] * 2, ("20 22:00", 660)]
    assert [s.signup_required for s in programme.sessions] == [True, False, None, None, None]


def test_a_long_title_of_an_edition_is_cut_and_that_is_said():
    plan = plan_import(Edition(slug=SLUG), read(frab(EVENT, title="x" * 130), PARIS))
    assert (len(plan.edition.title_fr), plan.errors) == (120, [])
    assert "title" in [problem.where for problem in plan.remarks]


EVENT = {"start": "9:00", "duration": 30}
