from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from translations.languages import language_codes, source_language
from translations.queries.completeness import lacks
from translations.queries.findings import CheckedPage, checked
from translations.scopes import scope


class Command(BaseCommand):
    help = (
        "List what is published and lacks a language, and what the checks call an error; fails"
        " when there is any."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("edition", nargs="?", help="slug of the edition; everything if unset")
        parser.add_argument("--questions", action="store_true", help="list warnings too")

    def handle(self, *args: Any, **options: Any) -> None:
        found = scope(options["edition"]) if options["edition"] else None
        if options["edition"] and found is None:
            raise CommandError(f"No edition {options['edition']!r}.")
        keys, rows = (found.keys(), found.rows()) if found else (None, None)
        faults = 0
        for language in language_codes():
            missing = lacks(language, found)
            for lack in missing:
                self.stdout.write(f"{language}: {lack.title}: {lack.reason}")
            pages = checked(language, keys, rows) if language != source_language() else []
            self.tell(language, pages, questions=options["questions"])
            errors = sum(page.errors for page in pages)
            asked = sum(page.questions for page in pages)
            self.stdout.write(
                f"{language}: {len(missing)} missing, {errors} errors, {asked} questions"
            )
            faults += len(missing) + errors
        if faults:
            raise CommandError(f"{faults} to mend.")

    def tell(self, language: str, pages: list[CheckedPage], *, questions: bool) -> None:
        """A line for each error, and for each warning if asked for."""
        for page in pages:
            for text in page.texts:
                for finding in text.findings:
                    if questions or finding.severity == "error":
                        self.stdout.write(
                            f"{language}: {page.title}: [{finding.check}] {finding.message}"
                        )
