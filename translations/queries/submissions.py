"""Pages sent for translation."""

from django_tasks_db.models import DBTaskResult

from translations.models import Submission


def was_given_up(submission: Submission) -> bool:
    """Whether the worker failed at this submission for good."""
    tasks = DBTaskResult.objects.failed().filter(
        task_path="translations.services.submission.run_submission"
    )
    arguments = {"args": [submission.pk], "kwargs": {}}
    return bool(tasks.filter(args_kwargs=arguments).exists())
