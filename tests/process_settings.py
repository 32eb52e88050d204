"""Settings of the processes that tests start: quick to notice a dead worker.

Of the environment they read SMTP_PORT, where mail then really goes, OUTBOX_LEASE_SECONDS
and REGISTER_LIMIT.
"""

import os
from pathlib import Path

from forum_site.settings.test import *  # noqa: F403
from forum_site.settings.test import FORM_RATE_LIMITS, file_cache
from tests.clock import set_clock

set_clock()
# A browser keeps the real time: cookies must not expire by it.
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
CSRF_COOKIE_AGE = None

CACHES = {"default": file_cache(Path(os.environ["CACHE_DIR"]))}
WORKER_BEAT_SECONDS = 0.2
WORKER_LEASE_SECONDS = 1.5

if port := os.environ.get("SMTP_PORT"):
    EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    EMAIL_HOST, EMAIL_PORT = "127.0.0.1", int(port)
EMAIL_TIMEOUT = 5
OUTBOX_POLL_SECONDS = 0.1
# The first mail of a process takes seconds on a busy machine: it imports what it needs.
OUTBOX_LEASE_SECONDS = float(os.environ.get("OUTBOX_LEASE_SECONDS", "30"))
OUTBOX_BACKOFF_SECONDS = 0.2
OUTBOX_PAUSE_SECONDS = 0.5

FORM_RATE_LIMITS = FORM_RATE_LIMITS | {
    "register": os.environ.get("REGISTER_LIMIT", FORM_RATE_LIMITS["register"])
}

# Into the log of the copy, where whoever looks for the cause of a failed test finds it.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
