"""Compiled catalogues, made by polib so that no machine needs the gettext tools."""

from pathlib import Path

import polib
from django.conf import settings
from django.utils.translation.reloader import translation_file_changed


def compile_catalogues() -> list[Path]:
    """Compile every catalogue that is newer than its compiled form; returns those."""
    compiled = []
    for folder in settings.LOCALE_PATHS:
        for source in sorted(Path(folder).glob("*/LC_MESSAGES/*.po")):
            target = source.with_suffix(".mo")
            if not target.exists() or target.stat().st_mtime < source.stat().st_mtime:
                polib.pofile(str(source)).save_as_mofile(str(target))
                translation_file_changed(None, target)  # what this process read before is stale
                compiled.append(target)
    return compiled
