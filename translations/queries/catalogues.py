"""Words of the interface and of e-mails: gettext catalogues, which come with the program."""

from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import polib
from django.conf import settings


@dataclass(frozen=True)
class Catalogue:
    """How far the catalogue of one language is."""

    language: str
    translated: int
    total: int


def catalogues(codes: Collection[str]) -> list[Catalogue]:
    """The catalogues of these languages; a language that the program is written in has none."""
    return [found for code in codes if (found := _catalogue(code))]


def _catalogue(code: str) -> Catalogue | None:
    paths = [Path(folder) / code / "LC_MESSAGES/django.po" for folder in settings.LOCALE_PATHS]
    counts = [_counted(path, path.stat().st_mtime) for path in paths if path.exists()]
    if not counts:
        return None
    return Catalogue(
        code, sum(done for done, _all in counts), sum(every for _done, every in counts)
    )


@lru_cache(maxsize=16)
def _counted(path: Path, _changed: float) -> tuple[int, int]:
    entries = polib.pofile(str(path))
    living = [entry for entry in entries if not entry.obsolete]
    return len(entries.translated_entries()), len(living)
