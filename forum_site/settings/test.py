"""The test suite: everything pinned, nothing read from the machine but DATABASE_URL."""

import os

from .base import *  # noqa: F403
from .base import STORAGES, VAR_DIR, database, file_cache

#: Several processes test at once (pytest-xdist), each with a database and files of its own.
OWN = "test" + os.environ.get("PYTEST_XDIST_WORKER", "")
DEBUG = False
SECRET_KEY = "test-only-not-a-secret-0123456789-abcdefghijklmnopqrstuvwxyz-0123"  # noqa: S105
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
# A file, not memory: only then do two connections really compete.
DATABASES = {"default": database(VAR_DIR / f"{OWN}.sqlite3", NAME=VAR_DIR / f"{OWN}.sqlite3")}
if "TEST" not in DATABASES["default"]:  # PostgreSQL
    DATABASES["default"]["TEST"] = {"NAME": f"forum_{OWN}"}
CACHES = {"default": file_cache(VAR_DIR / f"{OWN}-cache")}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
DEFAULT_FROM_EMAIL = "forum@forum.example"
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
MEDIA_ROOT = VAR_DIR / f"{OWN}-media"
STORAGES = STORAGES | {
    "private": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": VAR_DIR / f"{OWN}-private"},
    }
}
SERVE_MEDIA = True
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True
