"""Files for the imports, and how the same file reads after it went through the site."""

import datetime
import io
import json
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from defusedxml import ElementTree
from openpyxl import Workbook, load_workbook

from programme.exchange.imported import Request
from programme.exchange.values import as_duration

FOLDER = Path(__file__).parent / "files"
FRAB, PRETALX = FOLDER / "frab.xml", FOLDER / "pretalx.json"
PARIS = Request(ZoneInfo("Europe/Paris"))


def book(*rows: list[Any]) -> bytes:
    """A workbook as somebody types it, with real dates and formulas."""
    made = Workbook()
    for row in rows:
        made.active.append(row)
    held = io.BytesIO()
    made.save(held)
    return held.getvalue()


def many(count: int) -> bytes:
    """A frab file with so many events, in ten rooms, each with a speaker."""
    events = [
        {
            "id": number, "title": f"Séance {number}", "language": "fr",
            "abstract": f"Mot unique{number}",
            "date": f"2029-05-1{number % 4}T{8 + number % 10:02d}:00:00+02:00",
            "duration": "00:45", "track": f"Piste {number % 3}",
            "persons": [{"id": number % 50 + 1, "name": f"Prénom Nom{number % 50}"}],
        }
        for number in range(1, count + 1)
    ]  # fmt: skip
    rooms = {f"Salle {room}": events[room::10] for room in range(10)}
    days = [{"date": "2029-05-10", "rooms": rooms}]
    head = {"title": "Grande rencontre", "start": "2029-05-10", "end": "2029-05-13", "days": days}
    return json.dumps({"schedule": {"conference": head}}).encode()


def rows_of(data: bytes) -> list[dict[str, str]]:
    """A workbook's rows by heading, empty cells as ""."""
    first, *rest = load_workbook(io.BytesIO(data)).worksheets[0].iter_rows(values_only=True)
    return [
        {heading: value or "" for heading, value in zip(first, row, strict=True)} for row in rest
    ]


def xml_events(data: bytes) -> dict[str, dict[str, Any]]:
    """Each event by its guid: what its elements say, times as instants and minutes."""
    found = {}
    for day in ElementTree.fromstring(data).iter("day"):
        for event in day.iter("event"):
            held: dict[str, Any] = {"id": event.get("id"), "day": day.get("date")}
            for child in event:
                rows = [(dict(row.attrib), row.text) for row in child]
                held[child.tag] = rows or (child.text or "").strip()
            held["duration"] = as_duration(held["duration"])
            if "date" in held:
                held["date"] = datetime.datetime.fromisoformat(held["date"])
            held["persons"] = [text for _attributes, text in held.get("persons") or []]
            found[event.get("guid")] = {key: value for key, value in held.items() if value}
    return found


def json_events(data: bytes) -> dict[str, dict[str, Any]]:
    found = {}
    for day in json.loads(data)["schedule"]["conference"]["days"]:
        for event in (event for held in day["rooms"].values() for event in held):
            held = dict(event) | {"day": day["date"]}
            held["date"] = datetime.datetime.fromisoformat(held["date"])
            held["duration"] = as_duration(held["duration"])
            found[event["guid"]] = {key: value for key, value in held.items() if value}
    return found
