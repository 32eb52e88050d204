import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from programme.exports.formats import WRITERS
from programme.exports.programme import programme
from programme.models import Edition
from programme.queries.entries import released_schedule
from programme.services.schedule import draft_of
from translations.languages import language_codes, source_language


class Command(BaseCommand):
    help = (
        "Write the released programme of an edition, or its draft, into a file, with all words:"
        " also those that are not published yet."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("edition", help="slug of the edition")
        parser.add_argument("--format", choices=list(WRITERS), default="json")
        parser.add_argument("--language", choices=language_codes(), default=source_language())
        parser.add_argument("--draft", action="store_true", help="what editors work on")
        parser.add_argument("--output", help="file to write; standard output if unset")

    def handle(self, *args: Any, **options: Any) -> None:
        edition = Edition.objects.filter(slug=options["edition"]).first()
        if edition is None:
            raise CommandError(f"No edition {options['edition']!r}.")
        schedule = draft_of(edition) if options["draft"] else released_schedule(edition)
        if schedule is None:
            raise CommandError(f"{edition.slug}: nothing has been released yet.")
        write, _media_type = WRITERS[options["format"]]
        root = settings.WAGTAILADMIN_BASE_URL.rstrip("/")
        data = write(programme(schedule, options["language"], root, unpublished=True))
        if options["output"]:
            Path(options["output"]).write_bytes(data)
        else:
            sys.stdout.buffer.write(data)
