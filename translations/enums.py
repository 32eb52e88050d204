from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class WorkState(TextChoices):
    """What is left to do on one page in one language, most pressing first."""

    TO_ADAPT = "to_adapt", _("To adapt")
    TO_TRANSLATE = "to_translate", _("To translate")
    TO_PUBLISH = "to_publish", _("To publish")
    PUBLISHED = "published", pgettext_lazy("translation", "Published")


class StringState(TextChoices):
    """Where one text in one language stands, least finished first."""

    TO_TRANSLATE = "to_translate", _("To translate")
    TO_ADAPT = "to_adapt", _("To adapt")
    PROPOSAL = "proposal", pgettext_lazy("translation", "Proposal")
    TRANSLATED = "translated", _("To validate")
    VALIDATED = "validated", pgettext_lazy("translation", "Validated")


#: Nobody may publish these: the words are missing, stale, or not looked at.
UNFINISHED = (StringState.TO_TRANSLATE, StringState.TO_ADAPT, StringState.PROPOSAL)


class TermKind(TextChoices):
    """What a term of the glossary is about."""

    GENERAL = "general", pgettext_lazy("glossary", "General")
    COOPERATION = "cooperation", pgettext_lazy("glossary", "Cooperation")
    INSTITUTION = "institution", pgettext_lazy("glossary", "Institutions")
    FORUM = "forum", pgettext_lazy("glossary", "Forum and sessions")
    PEOPLE = "people", pgettext_lazy("glossary", "Functions and people")


class SubmissionState(TextChoices):
    WAITING = "waiting", _("Waiting")
    RUNNING = "running", _("In progress")
    DONE = "done", _("Done")
