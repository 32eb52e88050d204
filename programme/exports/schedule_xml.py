"""`schedule.xml` as frab and pretalx write it, valid against c3voc's schema."""

import re
from typing import Any
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from .events import INTRODUCTION, conference
from .programme import Programme

MEDIA_TYPE = "application/vnd.c3voc.schedule+xml"
HEAD = ("title", "acronym", "start", "end", "daysCount", "timeslot_duration", "logo", "url")
TEXTS = (
    *("room", "title", "subtitle", "type", "date", "start", "duration", "abstract", "slug"),
    *("track", "language", "description"),
)
ADDRESSES = ("logo", "video_download_url", "url", "feedback_url", "origin_url")
PRETALX_CODE = re.compile(r"[0-9A-Z]{6}")
#: Characters that no XML document may hold.
ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def schedule_xml(found: Programme) -> bytes:
    whole = conference(found)
    root = Element("schedule")
    SubElement(root, "generator", INTRODUCTION | {"system": found.root})
    add(root, "url", f"{found.url}schedule.xml")
    add(root, "version", str(found.schedule))
    add_head(root, whole, found)
    guids = {room["name"]: room["guid"] for room in whole.get("rooms", [])}
    for day in whole["days"]:
        add_day(root, day, guids)
    indent(root)
    return tostring(root, encoding="utf-8", xml_declaration=True)


def add(parent: Element, tag: str, text: Any = "", **attributes: Any) -> Element:
    """A new element; attributes that say nothing are left out."""
    said = {key: legal(value) for key, value in attributes.items() if value not in ("", None)}
    element = SubElement(parent, tag, said)
    element.text = legal(text)
    return element


def legal(text: Any) -> str:
    return ILLEGAL.sub("", str(text))


def add_head(root: Element, whole: dict[str, Any], found: Programme) -> None:
    head = add(root, "conference")
    for name in HEAD:
        value = whole.get(name, "")
        if name != "logo" or str(value).startswith("http"):
            add(head, {"daysCount": "days"}.get(name, name), value)
    add(head, "base_url", found.url)
    add(head, "time_zone_name", whole["time_zone_name"])
    colours = whole.get("colors", {})
    if re.fullmatch(r"#[0-9a-fA-F]{6}", str(colours.get("primary", ""))):
        add(head, "color", **colours)
    for track in whole.get("tracks", []):
        add(head, "track", **track)


def add_day(root: Element, day: dict[str, Any], guids: dict[str, str]) -> None:
    times = {"start": day["day_start"], "end": day["day_end"]}
    element = add(root, "day", index=day["index"], date=day["date"], **times)
    for name, events in day["rooms"].items():
        room = SubElement(element, "room", {"name": legal(name)})
        if name in guids:
            room.set("guid", guids[name])
        for event in events:
            add_event(room, event)


def add_event(room: Element, event: dict[str, Any]) -> None:
    code = event["code"] if PRETALX_CODE.fullmatch(event["code"]) else ""
    element = add(room, "event", id=event["id"], guid=event["guid"], code=code)
    for name in TEXTS:
        add(element, name, event[name])
    persons = add(element, "persons")
    for person in event["persons"]:
        add(persons, "person", person["name"], id=person["id"], guid=person["guid"])
    if recording := event["recording"]:
        add_recording(element, recording)
    for name, row in (("links", "link"), ("attachments", "attachment")):
        held = add(element, name)
        for link in event[name]:
            more = {
                key: link.get(key) for key in ("type", "service") if row == "link" or key == "type"
            }
            add(held, row, link.get("title", ""), href=link["url"], **more)
    for name in ADDRESSES:
        if event[name].startswith("http"):
            add(element, name, event[name])


def add_recording(element: Element, recording: dict[str, Any]) -> None:
    held = add(element, "recording")
    add(held, "license", recording.get("license", ""))
    add(held, "optout", str(recording.get("optout", False)).lower())
    for name in ("url", "link"):
        if str(recording.get(name, "")).startswith("http"):
            add(held, name, recording[name])
