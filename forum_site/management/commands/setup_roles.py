from typing import Any

from django.core.management.base import BaseCommand

from forum_site.roles import setup_roles


class Command(BaseCommand):
    help = "Give editors, translators and moderators exactly their rights (migrate does it too)."

    def handle(self, *args: Any, **options: Any) -> None:
        for group in setup_roles():
            self.stdout.write(group.name)
