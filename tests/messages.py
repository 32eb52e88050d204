"""What the installed packages say to users: their messages and who translates them."""

import os
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

import django
import polib
from babel.messages.extract import extract
from django.apps import apps
from django.conf import settings
from django.utils.translation.template import templatize

UPSTREAM = Path(settings.BASE_DIR) / "locale" / "upstream"

KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}


class Message(NamedTuple):
    context: str | None
    text: str


@cache
def packages() -> dict[str, Path]:
    """The folder of each package that talks: Django, the apps that are not ours, and others
    for which there is a catalogue of ours."""
    ours = {path.name for path in Path(settings.BASE_DIR).iterdir()}
    folders = {"django": Path(django.__file__).parent}
    for app in apps.get_app_configs():
        if app.name.partition(".")[0] not in ours:
            folders[app.name] = Path(app.path)
    for name in (path.name for path in UPSTREAM.iterdir()):
        folders.setdefault(name, Path(import_module(name).__file__ or "").parent)
    return folders


def _sources(folder: Path) -> Iterator[Path]:
    """Code and templates below, without tests and without what has its own catalogues or is
    an app of its own, installed or not."""
    for here, folders, files in os.walk(folder):
        path = Path(here)
        folders[:] = [
            name
            for name in folders
            if name not in {"test", "tests", "locale", "static"}
            and not (path / name / "apps.py").exists()
            and not (path / name / "locale").exists()
        ]
        yield from (path / name for name in files if name.endswith((".py", ".html", ".txt")))


def _said_in(path: Path) -> set[Message]:
    """The messages of one file."""
    source = path.read_text(encoding="utf-8")
    if path.suffix == ".py" and "gettext" not in source:
        return set()
    if path.suffix != ".py":
        # Django turns a template into calls of gettext, strewn over lines of filling.
        source = "\n".join(line.strip() for line in templatize(source).splitlines())
    found = extract("python", BytesIO(source.encode()), keywords=KEYWORDS)
    return {
        Message(context, text if isinstance(text, str) else text[0])
        for _, text, _, context in found
    }


def catalogue(folder: Path, language: str, domain: str) -> dict[Message, polib.POEntry]:
    """The translated messages of a `locale` folder, as Django reads them; empty if none."""
    base = folder / language / "LC_MESSAGES" / domain
    if (compiled := base.with_suffix(".mo")).exists():
        return {Message(e.msgctxt, e.msgid): e for e in polib.mofile(str(compiled))}
    return {}


def locale_folder(package: str) -> Path:
    """Where the package has its catalogues."""
    return packages()[package] / ("conf/locale" if package == "django" else "locale")


@cache
def messages(package: str, domain: str) -> set[Message]:
    """All that a package says, by its sources and by the catalogue that its translators fill.

    Scripts are delivered in bundles, so for `djangojs` the catalogue has to do.
    """
    found: set[Message] = set()
    for language in ("en", "fr"):  # a few packages have none in English
        path = locale_folder(package) / language / "LC_MESSAGES" / f"{domain}.po"
        if path.exists() and not found:
            found = {Message(e.msgctxt, e.msgid) for e in polib.pofile(str(path)) if not e.obsolete}
    if domain == "django":
        for source in _sources(packages()[package]):
            found |= _said_in(source)
    return {message for message in found if message.text}


def own_catalogues(domain: str = "*") -> list[Path]:
    """Our catalogues for the packages."""
    return sorted(UPSTREAM.glob(f"*/*/LC_MESSAGES/{domain}.po"))


def translated(language: str, domain: str) -> set[Message]:
    """Whatever somebody translates: the packages, and we."""
    folders = [locale_folder(package) for package in packages()]
    return {
        message
        for folder in [*folders, *map(Path, settings.LOCALE_PATHS)]
        for message in catalogue(folder, language, domain)
    }
