from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from programme.enums import Encoding, Language
from programme.exchange.changes import ImportPlan
from programme.exchange.imported import ImportedProgramme, Refused, Request
from programme.exchange.plan import plan_import
from programme.exchange.read import read
from programme.models import Edition
from programme.services.imports import Faulty, import_programme, make_known
from translations.exchange.limits import MOST_BYTES


class Command(BaseCommand):
    help = (
        "Import a programme (schedule.xml, schedule JSON, XLSX, CSV) into an edition’s facts and"
        " its draft; the edition is created when the slug is new."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file")
        parser.add_argument("--edition", required=True, help="slug of the edition")
        parser.add_argument("--dry-run", action="store_true", help="only say what would change")
        parser.add_argument(
            "--language", choices=Language.values, default="", help="language of the file’s texts"
        )
        parser.add_argument(
            "--encoding",
            choices=Encoding.values,
            default="",
            help="of a CSV file; guessed if unset",
        )
        parser.add_argument(
            "--create-rooms", action="store_true", help="add rooms and tracks that are unknown"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        slug = options["edition"]
        edition = Edition.objects.filter(slug=slug).first() or Edition(slug=slug)
        try:
            edition.clean_fields(exclude=[f.name for f in Edition._meta.fields if f.name != "slug"])
            programme = self.programme(edition, options)
            plan = self.plan(edition, programme, options)
        except Refused as error:
            raise CommandError(str(error.problem)) from error
        except Faulty as error:
            raise CommandError("\n".join(map(str, error.problems))) from error
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        self.tell(plan, is_dry=options["dry_run"])

    def programme(self, edition: Edition, options: dict[str, Any]) -> ImportedProgramme:
        request = Request(edition.zone.info, options["language"], options["encoding"])
        try:
            with Path(options["file"]).open("rb") as file:
                data = file.read(MOST_BYTES + 1)
        except OSError as error:
            raise CommandError(f"{options['file']}: {error.strerror}") from error
        return read(data, request)

    def plan(
        self, edition: Edition, programme: ImportedProgramme, options: dict[str, Any]
    ) -> ImportPlan:
        """What is to change; unless it is a dry run, it has changed."""
        creates_rooms = options["create_rooms"]
        if not options["dry_run"]:
            plan = import_programme(edition, programme, creates_rooms=creates_rooms)
            speakers = [step.speaker for step in plan.speakers]
            for _done in make_known(speakers, [step.session for step in plan.sessions]):
                pass
            return plan
        plan = plan_import(edition, programme, creates_rooms=creates_rooms)
        if plan.errors:
            raise Faulty(plan.errors)
        return plan

    def tell(self, plan: ImportPlan, *, is_dry: bool) -> None:
        for problem in plan.remarks:
            self.stderr.write(f"! {problem}")
        for step in plan.new:
            self.stdout.write(f"+ {step.session}" + (f" · {step.move.new}" if step.move else ""))
        for step in plan.changed:
            for change in (*step.changes, *([step.move] if step.move else [])):
                self.stdout.write(f"~ {step.session} · {change.name}: {change.old} → {change.new}")
        counts = ", ".join(f"{name} {count}" for name, count in plan.counts.items())
        verb = "would be" if is_dry else "imported"
        self.stdout.write(f"{plan.edition.slug}: {verb} {counts}")
