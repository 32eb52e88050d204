"""Pages sent for translation, and those that were not."""

from django.db.models import Exists, OuterRef, QuerySet
from django_tasks_db.models import DBTaskResult
from wagtail.models import Page
from wagtail_localize.models import Translation

from translations.languages import source_language
from translations.models import Submission


def was_given_up(submission: Submission) -> bool:
    """Whether the worker failed at this submission for good."""
    tasks = DBTaskResult.objects.failed().filter(
        task_path="translations.services.submission.run_submission"
    )
    arguments = {"args": [submission.pk], "kwargs": {}}
    return bool(tasks.filter(args_kwargs=arguments).exists())


def pages_not_sent(language: str) -> QuerySet[Page]:
    """Published source pages that nobody has sent for translation into `language` yet."""
    sent = Translation.objects.filter(
        source__object=OuterRef("translation_key"), target_locale__language_code=language
    )
    return (
        Page.objects.live()
        .filter(locale__language_code=source_language(), depth__gt=1)
        .filter(~Exists(sent))
        .order_by("path")
    )
