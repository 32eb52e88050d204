from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


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


class Stage(TextChoices):
    """How far one text has come on its way to the readers of a language, most pressing first."""

    #: Its page was never sent to the translators.
    MISSING = "missing", pgettext_lazy("translation", "Not sent")
    TO_ADAPT = "to_adapt", _("To adapt")
    TO_TRANSLATE = "to_translate", _("To translate")
    PROPOSAL = "proposal", pgettext_lazy("translation", "Proposal")
    TO_VALIDATE = "to_validate", _("To validate")
    #: Ready, but its page is not published, or was published before.
    DONE = "done", pgettext_lazy("translation", "Ready to publish")
    PUBLISHED = "published", pgettext_lazy("translation", "Published")


class Kind(TextChoices):
    """What a text stands on."""

    PAGE = "page", pgettext_lazy("translation", "Pages")
    LABEL = "label", _("Labels")
    DOCUMENT = "document", pgettext_lazy("proceedings", "Documents")


class SubmissionState(TextChoices):
    WAITING = "waiting", _("Waiting")
    RUNNING = "running", _("In progress")
    DONE = "done", _("Done")


class PublicationState(TextChoices):
    WAITING = "waiting", _("Waiting")
    RUNNING = "running", _("In progress")
    PUBLISHED = "published", pgettext_lazy("translation", "Published")
    REFUSED = "refused", _("Not published")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class Outcome(TextChoices):
    """What becomes of one translation in an imported file."""

    APPLIED = "applied", pgettext_lazy("exchange", "Entered")
    PROPOSED = "proposed", pgettext_lazy("exchange", "Kept as a proposal")
    UNCHANGED = "unchanged", pgettext_lazy("exchange", "Unchanged")
    CONFLICT = "conflict", pgettext_lazy("exchange", "Changed on the site meanwhile")
    ASIDE = "aside", pgettext_lazy("exchange", "Unfinished, kept aside")
    UNKNOWN = "unknown", pgettext_lazy("exchange", "Not known here")
