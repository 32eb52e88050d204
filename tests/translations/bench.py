"""What the workbench's forms and scripts send."""

from typing import Any

from bs4 import BeautifulSoup, Tag
from django.test import Client


def fields(client: Client, address: str) -> list[Tag]:
    """The fields of a workbench, from top to bottom."""
    shown = client.get(address)
    assert shown.status_code == 200, address
    return BeautifulSoup(shown.content, "html.parser").select("#texts textarea")


def type_into(client: Client, address: str, *texts: str) -> Any:
    """Send the plain form with `texts` in its first fields; the others stay as they are."""
    held = fields(client, address)
    data = {str(field["name"]): field.get_text()[1:] for field in held}
    data |= {str(field["name"]): text for field, text in zip(held, texts, strict=False)}
    return client.post(address, data)


def send(client: Client, address: str, row: str, text: str, seen: int, **more: str) -> Any:
    """What the script sends about one text."""
    data = {"row": row, "text": text, "seen": str(seen), "act": "save"} | more
    return client.post(f"{address}save/", data)
