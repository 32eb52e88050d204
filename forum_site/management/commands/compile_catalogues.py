from typing import Any

from django.core.management.base import BaseCommand

from forum_site.catalogues import compile_catalogues


class Command(BaseCommand):
    help = "Compile the message catalogues in locale/."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        for path in compile_catalogues():
            self.stdout.write(str(path))
