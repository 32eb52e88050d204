"""Static files as production serves them, and what of the stylesheets is in use."""

import hashlib
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command

from .test_settings import WHOLE, start

ROOT = Path(settings.BASE_DIR)
IMPORT = re.compile(r'^import [^"]*"\./([^"]+)";$', re.MULTILINE)


@pytest.fixture
def collected(tmp_path, settings) -> Path:
    """The folder that collectstatic fills in production."""
    done = start(
        WHOLE, "shell", "-v0", "-c",
        "from django.conf import settings; print(settings.STORAGES['staticfiles']['BACKEND'])",
    )  # fmt: skip
    settings.STATIC_ROOT = tmp_path
    settings.STORAGES = settings.STORAGES | {"staticfiles": {"BACKEND": done.stdout.strip()}}
    call_command("collectstatic", interactive=False, verbosity=0)
    return tmp_path


def modules(folder: Path, name: str, seen: set[str]) -> Iterator[Path]:
    """A module and all that it imports, each once; fails where one is not there."""
    if name in seen:
        return
    seen.add(name)
    path = folder / name
    yield path
    for imported in IMPORT.findall(path.read_text()):
        yield from modules(folder, imported, seen)


def test_modules_of_the_grid_import_each_other_by_what_is_in_them(collected):
    names = json.loads((collected / "staticfiles.json").read_text())["paths"]
    entry = Path(names["programme/grid/grid.js"])
    found = list(modules(collected / entry.parent, entry.name, set()))
    sources = {path.name for path in (ROOT / "programme/static/programme/grid").iterdir()}
    assert {re.sub(r"\.[0-9a-f]{12}\.js$", ".js", path.name) for path in found} == sources
    for path in found:
        content = hashlib.md5(path.read_bytes(), usedforsecurity=False).hexdigest()
        assert path.name.split(".")[1] == content[:12]


# Stylesheets

#: Beginnings of class names that are put together with a value.
COMPOSED = re.compile(r"([a-z][\w-]*-)\{")
#: Wagtail's own, beside all that begin with `w-`, of which a plan has to be rid on paper.
WAGTAILS = {
    *("wrapper", "content-wrapper", "content", "sidebar", "skiplink", "messages"),
    *("bulk-action-checkbox-cell", "bulk-actions-filter-checkbox"),
}


def ours(*endings: str) -> list[Path]:
    """The files of our apps that end so."""
    apps = ("forum_site", "home", "outbox", "programme", "registrations", "translations")
    return [path for app in apps for end in endings for path in (ROOT / app).rglob(f"*.{end}")]


def test_every_class_of_a_stylesheet_is_in_use():
    sources = "\n".join(path.read_text() for path in ours("html", "py", "js"))
    composed = tuple(COMPOSED.findall(sources))
    unused = []
    for sheet in ours("css"):
        text = re.sub(r"/\*.*?\*/", "", sheet.read_text(), flags=re.DOTALL)
        selectors = re.sub(r"\{[^{}]*\}", " ", text)
        for name in sorted(set(re.findall(r"\.([a-zA-Z][\w-]*)", selectors))):
            used = re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", sources)
            known = name in WAGTAILS or name.startswith(("w-", *composed))
            if not used and not known:
                unused.append(f"{sheet.name}: .{name}")
    assert unused == []
