"""The sample's texts, read from TOML: a text is a table of languages."""

import datetime
import tomllib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from django.utils.html import escape, format_html, format_html_join

from translations.languages import language_codes, source_language

FOLDER = Path(__file__).parent / "content"
Text = dict[str, str]


def read(name: str) -> dict[str, Any]:
    """The file `content/<name>.toml`."""
    return tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))


def columns(name: str, text: Text | None, **values: Any) -> dict[str, str]:
    """`name_fr`, `name_ko`, `name_en` of a label; a language left out stays empty."""
    return {
        f"{name}_{code}": (text or {}).get(code, "").format(**values) for code in language_codes()
    }


def paragraphs(texts: Iterable[Text], key: str = "") -> str:
    """Rich text of the source words; `key` takes another version of them where there is one."""
    source = source_language()
    return "".join(format_html("<p>{}</p>", text.get(key) or text[source]) for text in texts)


def body(blocks: Iterable[dict[str, Any]]) -> list[tuple[str, Any]]:
    """A StreamField's value out of `heading`, `text` and `list` blocks, in the source words."""
    source = source_language()
    value: list[tuple[str, Any]] = []
    for block in blocks:
        if "heading" in block:
            value.append(("heading", block["heading"][source]))
        elif "text" in block:
            value.append(("text", format_html("<p>{}</p>", block["text"][source])))
        else:
            items = format_html_join("", "<li>{}</li>", ((i[source],) for i in block["list"]))
            value.append(("text", format_html("<ul>{}</ul>", items)))
    return value


def texts_in(value: Any) -> Iterator[Text]:
    """Every text anywhere in a file."""
    if isinstance(value, dict):
        if isinstance(value.get(source_language()), str):
            yield value
        else:
            for child in value.values():
                yield from texts_in(child)
    elif isinstance(value, list):
        for child in value:
            yield from texts_in(child)


def dictionary(language: str) -> dict[str, str]:
    """Source sentence → its translation, as the translation engine stores both."""
    source = source_language()
    return {
        str(escape(text[source])): str(escape(text[language]))
        for path in sorted(FOLDER.glob("*.toml"))
        for text in texts_in(read(path.stem))
        if language in text
    }


def first_day(today: datetime.date) -> datetime.date:
    """The sample edition opens on a Thursday four months from now."""
    earliest = today + datetime.timedelta(days=120)
    return earliest + datetime.timedelta(days=(3 - earliest.weekday()) % 7)
