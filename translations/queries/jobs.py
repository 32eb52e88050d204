"""Jobs that the worker could not bring to an end."""

from django_tasks.base import Task
from django_tasks_db.models import DBTaskResult


def was_given_up(task: Task, pk: int) -> bool:
    """Whether the worker failed for good at the job with this key, its first argument."""
    failed = DBTaskResult.objects.failed().filter(task_path=task.module_path)
    return bool(failed.filter(args_kwargs__args__0=pk).exists())
