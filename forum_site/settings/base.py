"""Settings every environment shares. Each environment adds only what differs."""

import os
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import dj_database_url
from csp.constants import NONCE, NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

BASE_DIR = Path(__file__).resolve().parents[2]
VAR_DIR = BASE_DIR / "var"
VAR_DIR.mkdir(exist_ok=True)

INSTALLED_APPS = [
    "modeltranslation",
    "translations",
    "outbox",
    "home",
    "programme",
    "registrations",
    "wagtail_localize",
    "wagtail_localize.locales",
    "wagtail.embeds",
    "wagtail.users",
    "wagtail.sites",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "django_tasks",
    "django_tasks_db",
    "django_filters",
    "modelcluster",
    "taggit",
    "csp",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    # The roof comes last: its post_migrate builds the roles from everybody's permissions.
    "forum_site",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "forum_site.middleware.RefuseBrokenInput",
    "forum_site.middleware.KeepWhatIsUsed",
    "forum_site.middleware.AdminContentSecurityPolicy",
    "forum_site.second_factor.SecondFactor",
    "translations.guard.TranslationGuard",
]

ROOT_URLCONF = "forum_site.urls"
WSGI_APPLICATION = "forum_site.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "forum_site" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.debug",
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "csp.context_processors.nonce",
            ],
        },
    },
]

# Reads take no write lock: never ATOMIC_REQUESTS with SQLite's IMMEDIATE mode.
SQLITE_OPTIONS: dict[str, Any] = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA secure_delete=ON;",
}


def database(default_name: Path, **test: Any) -> dict[str, Any]:
    """The `default` database: DATABASE_URL (PostgreSQL), else a SQLite file of that name."""
    config: dict[str, Any] = dict(
        dj_database_url.config(
            default=f"sqlite:///{default_name}", conn_max_age=60, conn_health_checks=True
        )
    )
    if config["ENGINE"].endswith("sqlite3"):
        config["OPTIONS"] = SQLITE_OPTIONS
        config["TEST"] = test
    return config


DATABASES = {"default": database(VAR_DIR / "forum.sqlite3")}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"


def file_cache(folder: Path) -> dict[str, Any]:
    """A cache in files, for all processes of one machine."""
    return {
        "BACKEND": "forum_site.cache.SharedFileCache",
        "LOCATION": folder,
        # High: a cache that is full forgets at random, and counters of attempts are in it.
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }


def shared_cache() -> dict[str, Any]:
    """The `default` cache: Redis at REDIS_URL, else files in CACHE_DIR."""
    if url := os.environ.get("REDIS_URL"):
        if find_spec("redis") is None:
            raise ImproperlyConfigured("REDIS_URL needs the package redis (see README.md).")
        return {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": url}
    return file_cache(Path(os.environ.get("CACHE_DIR", VAR_DIR / "cache")))


# All processes count in one place: with a cache each, every process would allow the limit.
CACHES = {"default": shared_cache()}

# Wagtail's own tasks (search index) run at once on `default`, else a page cannot be
# found until a worker has run; long jobs of ours go to the queue in the database.
TASKS = {
    "default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"},
    "jobs": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["jobs"]},
}

LANGUAGE_CODE = "fr"
LANGUAGES = [("fr", _("French")), ("ko", _("Korean")), ("en", _("English"))]
# What the packages lack in Korean and French lies in a folder each, as they have it.
LOCALE_PATHS = [BASE_DIR / "locale", *sorted((BASE_DIR / "locale" / "upstream").glob("*/"))]
TIME_ZONE = "Europe/Paris"
USE_I18N = True
USE_TZ = True

WAGTAIL_CONTENT_LANGUAGES = LANGUAGES
WAGTAILADMIN_PERMITTED_LANGUAGES = [("fr", "Français"), ("ko", "한국어"), ("en", "English")]
WAGTAIL_I18N_ENABLED = True
WAGTAILLOCALIZE_SYNC_LIVE_STATUS_ON_TRANSLATE = False
WAGTAILLOCALIZE_DISABLE_ON_DELETE = True
WAGTAIL_LOCALIZE_DEFAULT_TRANSLATION_MODE = "synced"
WAGTAILLOCALIZE_JOBS = {"BACKEND": "translations.jobs.WorkerBackend"}

MODELTRANSLATION_DEFAULT_LANGUAGE = "fr"
MODELTRANSLATION_LANGUAGES = ("fr", "ko", "en")
# The chains end in every language, so that a label entered in Korean only is never blank.
MODELTRANSLATION_FALLBACK_LANGUAGES = {"default": ("fr", "en", "ko"), "ko": ("en", "fr")}

STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STATIC_ROOT.mkdir(exist_ok=True)
STATICFILES_DIRS = [BASE_DIR / "forum_site" / "static"]
MEDIA_URL = "/media/"
MEDIA_ROOT = VAR_DIR / "media"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    # Uploads that wait for the worker; no address leads there.
    "private": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": os.environ.get("PRIVATE_ROOT", VAR_DIR / "private")},
    },
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}

WAGTAIL_SITE_NAME = "Forum franco-coréen"
# The address of the site in mails.
WAGTAILADMIN_BASE_URL = os.environ.get(
    "BASE_URL", f"http://localhost:{os.environ.get('PORT', '8000')}"
)
# No request to a third party from anybody's browser or from the server.
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAILADMIN_UNSAFE_PAGE_DELETION_LIMIT = 10
WAGTAILEMBEDS_FINDERS: list[dict[str, str]] = []
# Photographs lose their position and other hidden data.
WAGTAILIMAGES_IMAGE_FORM_BASE = "home.forms.PhotographForm"
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 50_000_000
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 10 * 1024 * 1024
WAGTAILIMAGES_EXTENSIONS = ["avif", "gif", "jpeg", "jpg", "png", "webp"]
WAGTAILDOCS_EXTENSIONS = ["csv", "docx", "ics", "odt", "pdf", "pptx", "txt", "xlsx", "zip"]
WAGTAILDOCS_MAX_UPLOAD_SIZE = 20 * 1024 * 1024
WAGTAILDOCS_SERVE_METHOD = "serve_view"
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}

# One door: Wagtail's own log-ins lead here too (urls), and log nobody in.
LOGIN_URL = WAGTAILADMIN_LOGIN_URL = WAGTAIL_FRONTEND_LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "wagtailadmin_home"
LOGOUT_REDIRECT_URL = "account_login"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
# An administrator makes the accounts and gives new passwords.
WAGTAIL_PASSWORD_RESET_ENABLED = False
ACCOUNT_ADAPTER = "forum_site.accounts.adapters.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_FORMS = {
    "login": "forum_site.accounts.forms.LogInForm",
    "reauthenticate": "forum_site.accounts.forms.PasswordAgainForm",
}
# `key` is an account from one address, or the second factor of an account.
ACCOUNT_RATE_LIMITS = {
    "login": "30/m/ip",
    "login_failed": "40/15m/ip,5/15m/key",
    "reauthenticate": "10/m/user",
}
MFA_ADAPTER = "forum_site.accounts.adapters.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = WAGTAIL_SITE_NAME
# The code before and the one after count too: telephones' clocks differ.
MFA_TOTP_TOLERANCE = 1
MFA_ALLOW_UNVERIFIED_EMAIL = True  # nobody's address is verified: there is no sign-up
MFA_FORMS = {
    "authenticate": "forum_site.accounts.forms.CodeForm",
    "reauthenticate": "forum_site.accounts.forms.CodeAgainForm",
    "activate_totp": "forum_site.accounts.forms.SetUpForm",
}
# Who holds one of these, or is a superuser, needs a second factor (second_factor.py).
PERSONAL_DATA_PERMISSIONS = [
    "registrations.view_attendee",
    "outbox.view_outgoingemail",
    "programme.see_private_email",
]
# A session ends with the browser, and after a working day at the latest.
ACCOUNT_SESSION_REMEMBER = False
SESSION_COOKIE_AGE = 12 * 3600
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]

# The public pages are strict; the admin's policy replaces it below /admin/ (middleware).
CONTENT_SECURITY_POLICY: dict[str, Any] = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, NONCE],
        "style-src": [SELF, NONCE],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "manifest-src": [SELF],
        "frame-ancestors": [SELF],
        "base-uri": [NONE],
        "object-src": [NONE],
    }
}
# Wagtail's widgets set styles by script and show pictures from blobs; scripts stay strict.
ADMIN_CONTENT_SECURITY_POLICY: dict[str, list[Any]] = {
    "default-src": [NONE],
    "script-src": [SELF, NONCE],
    "style-src": [SELF, "'unsafe-inline'"],
    "img-src": [SELF, "data:", "blob:"],
    "font-src": [SELF],
    "connect-src": [SELF],
    "form-action": [SELF],
    "frame-src": [SELF],
    "worker-src": [SELF, "blob:"],
    "media-src": [SELF, "blob:"],
    "frame-ancestors": [SELF],
    "base-uri": [NONE],
    "object-src": [NONE],
}

X_FRAME_OPTIONS = "DENY"  # previews, which Wagtail frames, say otherwise themselves
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = False  # Wagtail's admin scripts read it
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "forum_site.views.csrf_failure"

# A worker shows that it is alive this often; work of one silent for longer than the
# lease is given to another.
WORKER_BEAT_SECONDS = 5.0
WORKER_LEASE_SECONDS = 30.0
WORKER_MAX_ATTEMPTS = 5

# A mail that a killed worker was sending is sent again after the lease.
OUTBOX_POLL_SECONDS = 1.0
OUTBOX_LEASE_SECONDS = 120.0
# A refused mail waits 2, 4, 8… times this, about five hours in all, then a person looks at it.
OUTBOX_BACKOFF_SECONDS = 1.0
OUTBOX_LONGEST_BACKOFF_SECONDS = 3600.0
OUTBOX_MAX_ATTEMPTS = 16
# No mail server answers: ask again after this; it counts as no attempt.
OUTBOX_PAUSE_SECONDS = 15.0
EMAIL_TIMEOUT = 10
# How often the clock is looked at: registrations that open or close, data to erase,
# uploads that nobody decided about.
CHORES_SECONDS = 60.0
# From this hour on (TIME_ZONE) translators are told by mail what is new since the day before.
DIGEST_HOUR = 7

# Salt of the encrypted fields; their secret is SECRET_KEY (and SECRET_KEY_FALLBACKS).
SALT_KEY = "forum_site.sensitive_answers"
# Forms of the public: generous, since a whole town hall shares one address.
FORM_RATE_LIMITS = {
    "register": "60/10m/ip",
    "lost_link": "10/10m/ip,3/h/key",
    "enter": "60/10m/ip",
    "profile": "60/10m/ip",
}
# How long one stays in one's own registration after opening the link.
OWN_COOKIE_NAME = "registration"
OWN_COOKIE_SECONDS = 2 * 3600
# The same for a speaker who completes the own profile.
SPEAKER_COOKIE_NAME = "speaker"

# Whether the application shows the mails it wrote into EMAIL_FILE_PATH (development only).
SHOW_MAILBOX = False
# Whether the application serves uploaded pictures itself (no web server in front).
SERVE_MEDIA = False
