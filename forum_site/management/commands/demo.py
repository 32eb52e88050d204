import os
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.utils import timezone

from forum_site.catalogues import compile_catalogues
from forum_site.demo.load import PASSWORD, PEOPLE, load_sample

URL = f"http://localhost:{os.environ.get('PORT', '8000')}"


class Command(BaseCommand):
    help = "Prepare the database, load the sample editions once, and print the log-ins."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        compile_catalogues()
        call_command("migrate", verbosity=0)
        if load_sample(timezone.localdate()):
            self.stdout.write("The sample editions are loaded.")
        self.stdout.write(f"\n  {URL}/fr/  {URL}/ko/  {URL}/en/\n  {URL}/admin/")
        self.stdout.write(f"  {URL}/mailbox/  (mails of the sample, sent to nobody)")
        for username in PEOPLE:
            self.stdout.write(f"    {username} / {PASSWORD}")
        self.stdout.flush()
