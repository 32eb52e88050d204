"""Settings of the processes that tests start: quick to notice a dead worker."""

from forum_site.settings.test import *  # noqa: F403
from tests.clock import set_clock

set_clock()
# A browser keeps the real time: cookies must not expire by it.
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
CSRF_COOKIE_AGE = None

WORKER_BEAT_SECONDS = 0.2
WORKER_LEASE_SECONDS = 1.5
