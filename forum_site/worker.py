"""The background worker: long jobs from the queue, none lost when a worker is killed.

django-tasks-db leaves the task of a killed worker marked as running for ever. Here every
worker shows a sign of life; the task of one that has been silent for a whole lease goes
back into the queue. Tasks are written to be safe when run again.
"""

import logging
import threading
from datetime import timedelta

from django.conf import settings
from django.db import DatabaseError, close_old_connections, connection
from django.utils import timezone
from django.utils.crypto import get_random_string
from django_tasks.base import TaskResultStatus
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

from .models import WorkerBeat

logger = logging.getLogger(__name__)
BACKEND = "jobs"


def run_worker(*, interval: float = 1.0) -> None:
    """Work until told to stop; outlives a restart of the database."""
    worker_id = get_random_string(16)
    heart = Heart(worker_id)
    heart.start()
    worker = Worker(
        queue_names=["*"],
        interval=interval,
        batch=False,
        backend_name=BACKEND,
        startup_delay=False,
        max_tasks=None,
        worker_id=worker_id,
        excluded_queue_names=[],
    )
    worker.configure_signals()
    while worker.running:
        try:
            worker.run()
        except DatabaseError:
            logger.warning("database away, trying again")
            connection.close()
            threading.Event().wait(interval)
    heart.stop()


class Heart(threading.Thread):
    """Beats for one worker, and looks after the work of those that beat no more."""

    def __init__(self, worker_id: str) -> None:
        super().__init__(daemon=True)
        self.worker_id = worker_id
        self.stopped = threading.Event()

    def run(self) -> None:
        while True:
            close_old_connections()
            try:
                beat(self.worker_id)
                requeue_lost_tasks()
            except DatabaseError:
                logger.warning("no sign of life possible, database away")
                connection.close()
            if self.stopped.wait(settings.WORKER_BEAT_SECONDS):
                return

    def stop(self) -> None:
        self.stopped.set()
        WorkerBeat.objects.filter(pk=self.worker_id).delete()


def beat(worker_id: str) -> None:
    """Write that this worker is alive."""
    WorkerBeat.objects.update_or_create(pk=worker_id, defaults={"seen_at": timezone.now()})


def requeue_lost_tasks() -> int:
    """Give tasks of silent workers back to the queue; returns how many.

    A task that has cost WORKER_MAX_ATTEMPTS workers their lives is given up instead.
    """
    silent_since = timezone.now() - timedelta(seconds=settings.WORKER_LEASE_SECONDS)
    alive = set(WorkerBeat.objects.filter(seen_at__gte=silent_since).values_list("pk", flat=True))
    WorkerBeat.objects.filter(seen_at__lt=silent_since - timedelta(days=1)).delete()
    lost = [
        task
        for task in DBTaskResult.objects.running().filter(backend_name=BACKEND)
        if task.worker_ids[-1] not in alive
    ]
    return sum(_give_on(task) for task in lost)


def _give_on(task: DBTaskResult) -> int:
    tried_out = len(task.worker_ids) >= settings.WORKER_MAX_ATTEMPTS
    status = TaskResultStatus.FAILED if tried_out else TaskResultStatus.READY
    # Only while nobody else has taken it since it was read.
    same = DBTaskResult.objects.filter(
        pk=task.pk, status=TaskResultStatus.RUNNING, started_at=task.started_at
    )
    if not same.update(status=status):
        return 0
    logger.warning("task %s of a silent worker: %s", task.pk, status)
    return int(not tried_out)
