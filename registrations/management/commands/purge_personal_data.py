from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from registrations.services.purge import purge_personal_data


class Command(BaseCommand):
    help = "Erase personal data that have reached their date. The worker does this by itself."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="Say what would be erased.")

    def handle(self, *args: Any, **options: Any) -> None:
        done = purge_personal_data(dry_run=options["dry_run"])
        for purge in done:
            self.stdout.write(
                f"{purge.edition.slug}: {purge.what}, {purge.people} people, {purge.mails} mails"
            )
        if not done:
            self.stdout.write("Nothing has reached its date.")
