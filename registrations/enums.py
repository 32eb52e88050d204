"""The field's closed lists."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class RegistrationKind(TextChoices):
    INDIVIDUAL = "individual", _("Individual")


class RegistrationState(TextChoices):
    CONFIRMED = "confirmed", pgettext_lazy("registration", "Confirmed")
    WAITING = "waiting", _("On the waiting list")
    CANCELLED = "cancelled", pgettext_lazy("registration", "Cancelled")


class Mode(TextChoices):
    ON_SITE = "on_site", pgettext_lazy("participation", "On site")
    ONLINE = "online", pgettext_lazy("participation", "Online")


class Need(TextChoices):
    """Services, never a diagnosis: what the organisers are to prepare."""

    STEP_FREE = "step_free", _("Step-free access and a reserved seat")
    CAPTIONS = "captions", _("Live captions")
    HEARING_LOOP = "hearing_loop", _("Hearing loop")
    SIGN_LANGUAGE = "sign_language", _("Sign-language interpreting")
    LARGE_PRINT = "large_print", _("Documents in large print")
    COMPANION = "companion", _("A place for an accompanying person")
    VEGETARIAN = "vegetarian", _("Vegetarian meal")


class ConsentPurpose(TextChoices):
    TERMS = "terms", _("Conditions of participation")
    SENSITIVE = "sensitive", _("Services asked for")
    PHOTO = "photo", _("Photographs and recordings")
    PUBLICATION = "publication", _("List of participants")
    INVITATION = "invitation", _("Invitation to the next forum")


class Band(TextChoices):
    """How many seats are left, as precisely as the public needs to know."""

    OPEN = "open", _("Seats available")
    FEW = "few", _("Few seats left")
    FULL = "full", _("No seat left")


class Stage(TextChoices):
    """Where registration for an edition stands."""

    NOT_YET = "not_yet", _("Registration is not open yet")
    OPEN = "open", _("Registration is open")
    WAITING_LIST = "waiting_list", _("All seats are taken: waiting list")
    CLOSED = "closed", _("Registration is closed")
    POSTPONED = "postponed", _("The forum is postponed")
    CANCELLED = "cancelled", _("The forum is cancelled")


#: Stages in which the form can be sent.
TAKING = {Stage.OPEN, Stage.WAITING_LIST}


class Kept(TextChoices):
    """How long a personal field is kept."""

    FORUM = "forum", _("until the end of the retention period")
    NEEDS = "needs", _("until the end of the shorter period for services")
    #: Of people on the programme, who have not registered.
    CREW = "crew", _("private addresses of speakers and interpreters")
