"""The schedule grid in a browser: by mouse, by keyboard alone, and two editors at once."""

import pytest
from playwright.sync_api import Page, expect

from .conftest import Site, log_in

#: Code → hour of the venue at which it starts and ends, and room; the whole day of a forum.
DAY = {
    "D1": ("09:00", "10:00", "Auditorium"),
    "D2": ("10:00", "11:00", "Auditorium"),
    "D3": ("10:00", "11:00", "Salle Loire"),
    "D4": ("10:00", "11:00", "Salle Erdre"),
    "D5": ("11:00", "11:30", "Sans salle"),
    "D6": ("11:30", "12:30", "Auditorium"),
    "D7": ("11:30", "12:30", "Salle Loire"),
    "D8": ("11:30", "11:50", "Salle Erdre"),
    "D9": ("11:50", "12:10", "Salle Erdre"),
    "D10": ("12:30", "13:00", "Sans salle"),
    "D11": ("14:00", "17:00", "Sans salle"),
    "D12": ("14:00", "15:15", "Auditorium"),
}
KINDS = {"D5": "break", "D10": "break", "D11": "field_visit", "D8": "micro_workshop"}
KINDS["D9"] = "micro_workshop"
#: A day of the edition without anything on it: its sessions are taken out first.
EMPTY_DAY = f"""
from programme.models import Edition, Session, Slot
edition = Edition.objects.get(slug="forum-2027")
Slot.objects.filter(schedule__edition=edition, schedule__version=0).delete()
edition.sessions.all().delete()
kinds = {KINDS!r}
for code in {list(DAY)!r}:
    kind = kinds.get(code, "workshop")
    Session.objects.create(edition=edition, code=code, kind=kind, title_fr=f"Séance {{code}}")
print(edition.pk)
"""
PLACES = """
SELECT session.code, slot.start, slot.end, room.name_fr FROM programme_slot slot
JOIN programme_session session ON session.id = slot.session_id
JOIN programme_schedule schedule ON schedule.id = slot.schedule_id
LEFT JOIN programme_room room ON room.id = slot.room_id
WHERE schedule.version = 0
"""


def address(site: Site) -> str:
    rows = site.copy.rows("SELECT id FROM programme_edition WHERE slug = 'forum-2027'")
    return f"{site.url}/admin/programme/{rows[0][0]}/grid/"


@pytest.fixture
def empty_day(page, site) -> Page:
    """The grid of an edition whose twelve sessions wait in the list."""
    site.copy.run(EMPTY_DAY)
    log_in(page, site, "editor")
    page.goto(address(site))
    expect(page.locator("[data-part=count]")).to_have_text("12")
    return page


def tile(page: Page, code: str):
    return page.locator(f'.tile[data-code="{code}"]')


def said(page: Page):
    return page.locator("[data-part=said]")


def minutes(clock: str) -> int:
    return int(clock[:2]) * 60 + int(clock[3:])


def drop_point(page: Page, clock: str, room: str) -> tuple[float, float]:
    """Where on the screen a time and a room meet, when the board has been scrolled there."""
    point = """([minute, room]) => {
        const field = document.querySelector(".board__field");
        const scroller = document.querySelector(".grid__scroller");
        const heads = [...document.querySelectorAll(".board__room")];
        const column = heads.findIndex((head) => head.textContent.trim().startsWith(room));
        const { opens, closes } = document.getElementById("grid").dataset;
        const down = (minute - opens * 60) / ((closes - opens) * 60);
        scroller.scrollTop = down * field.offsetHeight - 200;
        scroller.scrollIntoView({ block: "center" });
        const box = field.getBoundingClientRect();
        const across = (column + 0.5) / heads.length;
        return [box.left + across * box.width, box.top + down * box.height];
    }"""
    return tuple(page.evaluate(point, [minutes(clock), room]))


def drag(page: Page, grabbed, to: tuple[float, float], *, offset: float = 3) -> None:
    """Press on an element, `offset` pixels below its top, and drop it."""
    box = grabbed.bounding_box()
    page.mouse.move(box["x"] + box["width"] / 3, box["y"] + offset)
    page.mouse.down()
    page.mouse.move(to[0], to[1] - 20)
    page.mouse.move(to[0], to[1], steps=3)
    page.mouse.up()


def draft(site: Site) -> dict[str, tuple[str, str, str]]:
    """The places that are in the database, as DAY names them."""
    code = """
import json
from django.db import connection
from programme.models import Slot
from home.templatetags.dates import clock
print(json.dumps({
    slot.session.code: [
        clock(slot.start, "Europe/Paris"), clock(slot.end, "Europe/Paris"),
        slot.room.name_fr if slot.room else "Sans salle",
    ]
    for slot in Slot.objects.filter(schedule__version=0).select_related("session", "room")
}))
"""
    import json

    return {code: tuple(place) for code, place in json.loads(site.copy.run(code)).items()}


def test_a_day_of_twelve_sessions_by_mouse(empty_day, site):
    page = empty_day
    for code, (start, end, room) in DAY.items():
        tile(page, code).scroll_into_view_if_needed()
        point = drop_point(page, start, room)
        drag(page, tile(page, code), point)
        expect(said(page)).to_contain_text(f"{code} · Séance {code}: ")
        print(code, said(page).text_content())
    assert draft(site) == DAY
