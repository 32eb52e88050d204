from django.db.models import TextChoices
from django.utils.translation import pgettext_lazy


class MailState(TextChoices):
    READY = "ready", pgettext_lazy("mail", "Waiting to be sent")
    SENDING = "sending", pgettext_lazy("mail", "Being sent")
    SENT = "sent", pgettext_lazy("mail", "Sent")
    #: Given up: a person has to look at it.
    FAILED = "failed", pgettext_lazy("mail", "Not delivered")
    #: When its turn came there was nothing to say any more.
    SKIPPED = "skipped", pgettext_lazy("mail", "No longer needed")


#: States that nothing follows by itself.
SETTLED = {MailState.SENT, MailState.FAILED, MailState.SKIPPED}
