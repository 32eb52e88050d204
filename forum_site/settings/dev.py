"""`make run`: one machine, one person, no configuration. DEBUG=1 shows tracebacks."""

import os

from .base import *  # noqa: F403
from .base import VAR_DIR

DEBUG = os.environ.get("DEBUG", "0") == "1"
# Good only on the developer's own machine; production refuses to start without its own.
SECRET_KEY = "development-only-not-a-secret-0123456789-abcdefghijklmnopqrstuvwxyz"  # noqa: S105
ALLOWED_HOSTS = ["*"]
WHITENOISE_USE_FINDERS = True
SERVE_MEDIA = True
EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = VAR_DIR / "mail"
DEFAULT_FROM_EMAIL = "forum@localhost.localdomain"
SHOW_MAILBOX = True
