from typing import Any

from django.core.management.base import BaseCommand

from forum_site.worker import run_worker


class Command(BaseCommand):
    help = "Run background jobs and send mail until stopped."

    def handle(self, *args: Any, **options: Any) -> None:
        run_worker()
