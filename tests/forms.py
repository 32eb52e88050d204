"""A form sent as a browser does: with what stands in it, but for what was typed."""

from typing import Any

from bs4 import Tag
from django.test import Client

from tests.html import soup


def fields(form: Tag) -> dict[str, str]:
    """What a form would send as it stands."""
    sent = {
        field["name"]: field.get("value", "")
        for field in form.select("input[name]")
        if field.get("type") != "checkbox"
    }
    sent |= {box["name"]: "on" for box in form.select("input[type=checkbox][checked]")}
    return sent | {area["name"]: area.get_text().strip() for area in form.select("textarea[name]")}


def submit(client: Client, address: str, button: str, **typed: Any) -> Any:
    """Look at a screen and send its form with this button; None leaves a field out."""
    page = soup(client.get(address))
    form = page.find("button", string=lambda text: text and text.strip() == button).parent
    sent = fields(form) | typed
    return client.post(address, {name: value for name, value in sent.items() if value is not None})
