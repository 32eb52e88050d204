from typing import Any

from django.core.management.base import BaseCommand, CommandError

from outbox.services import MailServerAway, send_next


class Command(BaseCommand):
    help = "Send the mails whose turn it is, then stop. The worker does this all the time."

    def handle(self, *args: Any, **options: Any) -> None:
        count = 0
        try:
            while send_next():
                count += 1
        except MailServerAway as error:
            raise CommandError(f"{count} handled, then the mail server did not answer.") from error
        self.stdout.write(f"{count} handled.")
