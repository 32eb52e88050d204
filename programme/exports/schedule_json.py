"""frab's schedule JSON, valid against c3voc's schema."""

import json
from typing import Any

from django.utils.encoding import iri_to_uri

from programme.exchange.leftover import kept

from .events import INTRODUCTION, conference
from .programme import Programme

MEDIA_TYPE = "application/json"
SCHEMA = "https://c3voc.de/schedule/schema.json"
#: What the schema wants, though it be empty.
ALWAYS = {
    *("guid", "id", "date", "start", "duration", "room", "slug", "url", "title", "subtitle"),
    *("track", "type", "language", "abstract", "persons", "links"),
}
LINK_TYPES = {"slides", "paper", "web", "blog", "article", "media", "related", "activitypub"}


def schedule_json(found: Programme) -> bytes:
    whole = conference(found)
    for day in whole["days"]:
        day["rooms"] = {name: [event(e) for e in held] for name, held in day["rooms"].items()}
    schedule = {
        "version": str(found.schedule),
        "base_url": found.url,
        "conference": whole | {"meta": {"language": found.language}},
    }
    document = {
        "$schema": SCHEMA,
        "generator": INTRODUCTION | {"url": found.root},
        "schedule": schedule,
    }
    return json.dumps(document, ensure_ascii=False, indent=1).encode()


def event(held: dict[str, Any]) -> dict[str, Any]:
    """An event with the recording laid flat, and without what it does not say."""
    recording = held.pop("recording")
    held.pop("video_download_url")
    licence, optout = recording.get("license"), recording.get("optout")
    held |= {name: iri_to_uri(held[name]) for name in ("url", "feedback_url", "origin_url")}
    said = kept(recording_license=licence, do_not_record=optout, **held)
    must = {name: held[name] for name in ALWAYS if name not in said}
    return said | must | links(held)


def links(held: dict[str, Any]) -> dict[str, list[dict[str, str]]]:
    """Links and attachments; the schema knows some types only."""
    return {name: [link(row) for row in held[name]] for name in ("links", "attachments")}


def link(row: dict[str, str]) -> dict[str, str]:
    found = {"url": iri_to_uri(row["url"])} | ({"title": row["title"]} if "title" in row else {})
    return found | ({"type": row["type"]} if row.get("type") in LINK_TYPES else {})
