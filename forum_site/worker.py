"""The background worker: long jobs, mail and the clock; nothing is lost when it is killed.

django-tasks-db leaves the task of a killed worker marked as running for ever. Here every
worker shows a sign of life; the task of one that has been silent for a whole lease goes
back into the queue. Tasks are written to be safe when run again.
"""

import logging
import threading
from collections.abc import Callable
from datetime import timedelta

from django.conf import settings
from django.db import Error as DatabaseAway
from django.db import close_old_connections, connection
from django.utils import timezone
from django.utils.crypto import get_random_string
from django_tasks.base import TaskResultStatus
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

from outbox.sender import send_until
from programme.services import imports
from registrations.services.clock import open_and_close_registrations
from registrations.services.purge import purge_personal_data
from translations.services import exchange
from translations.services.publication import publish_due

from .digest import send_digests
from .models import WorkerBeat

logger = logging.getLogger(__name__)
BACKEND = "jobs"


def run_worker(*, interval: float = 1.0) -> None:
    """Work until told to stop; outlives a restart of the database."""
    worker_id = get_random_string(16)
    loops = start_loops(worker_id)
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
    try:
        while worker.running:
            try:
                worker.run()
            except DatabaseAway:
                logger.warning("database away, trying again")
                connection.close()
                threading.Event().wait(interval)
    finally:  # told to stop while idle, the worker raises SystemExit
        for loop in loops:
            loop.stop()
        WorkerBeat.objects.filter(pk=worker_id).delete()


class Loop(threading.Thread):
    """Does one thing again and again beside the jobs; outlives every error."""

    def __init__(self, act: Callable[[threading.Event], object], seconds: float) -> None:
        super().__init__(daemon=True)
        self.act, self.seconds = act, seconds
        self.stopped = threading.Event()

    def run(self) -> None:
        while not self.stopped.is_set():
            close_old_connections()
            try:
                self.act(self.stopped)
            except DatabaseAway:
                logger.warning("database away, trying again")
                connection.close()
            except Exception:  # a fault of ours; the next round may be spared it
                logger.exception("this round failed")
            self.stopped.wait(self.seconds)

    def stop(self) -> None:
        """Let what is being done end, as long as a mail server may take to answer."""
        self.stopped.set()
        self.join(timeout=2 * settings.EMAIL_TIMEOUT)


def start_loops(worker_id: str) -> list[Loop]:
    """Sign of life, mail, and what comes round with the clock."""

    def look_alive(_stopped: threading.Event) -> None:
        beat(worker_id)
        requeue_lost_tasks()

    loops = [
        Loop(look_alive, settings.WORKER_BEAT_SECONDS),
        Loop(send_until, settings.OUTBOX_POLL_SECONDS),
        Loop(do_chores, settings.CHORES_SECONDS),
    ]
    for loop in loops:
        loop.start()
    return loops


#: What follows from the time alone. Each may run twice, or in several workers.
CHORES: tuple[Callable[[], object], ...] = (
    open_and_close_registrations,
    purge_personal_data,
    send_digests,
    imports.discard_forgotten,
    exchange.discard_forgotten,
    publish_due,
)


def do_chores(_stopped: threading.Event) -> None:
    """All chores; one that fails keeps none of the others from being done."""
    for chore in CHORES:
        try:
            chore()
        except DatabaseAway:
            raise
        except Exception:
            logger.exception("this chore failed: %s", chore.__name__)


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
