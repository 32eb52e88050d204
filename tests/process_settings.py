"""Settings of the processes that tests start: quick to notice a dead worker."""

from forum_site.settings.test import *  # noqa: F403

WORKER_BEAT_SECONDS = 0.2
WORKER_LEASE_SECONDS = 1.5
