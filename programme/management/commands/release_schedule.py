from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from programme.models import Edition
from programme.services.releases import Terms, release_schedule


class Command(BaseCommand):
    help = "Release the draft schedule of an edition."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("edition", help="slug of the edition")
        parser.add_argument("--label", default="", help="name of the release")

        parser.add_argument(
            "--override", default="", metavar="REASON", help="why it is released with errors"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            edition = Edition.objects.get(slug=options["edition"])
            terms = Terms(label=options["label"], override_reason=options["override"])
            schedule = release_schedule(edition, terms)
        except Edition.DoesNotExist as error:
            raise CommandError(f"No edition {options['edition']!r}.") from error
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        self.stdout.write(f"{edition.slug}: released {schedule.label}")
