"""Production starts whole or not at all; locks name packages and nothing else."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

ROOT = Path(settings.BASE_DIR)
WHOLE = {
    "SECRET_KEY": "k" * 25 + "0123456789" * 3,
    "ALLOWED_HOSTS": "forum.example",
    "DATABASE_URL": "sqlite:////tmp/never-opened.sqlite3",
}


def start(environment: dict[str, str], *command: str) -> subprocess.CompletedProcess[str]:
    base = {k: v for k, v in os.environ.items() if k not in WHOLE}
    return subprocess.run(
        [sys.executable, "manage.py", *command],
        cwd=ROOT,
        env=base | environment | {"DJANGO_SETTINGS_MODULE": "forum_site.settings.production"},
        capture_output=True,
        text=True,
        check=False,
    )


def test_production_passes_the_deployment_checks():
    done = start(WHOLE, "check", "--deploy", "--fail-level", "WARNING")
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("missing", sorted(WHOLE))
def test_production_refuses_to_start_without(missing):
    done = start({k: v for k, v in WHOLE.items() if k != missing}, "check")
    assert done.returncode != 0
    assert f"{missing} must be set" in done.stderr


@pytest.mark.parametrize(("name", "value"), [("SECRET_KEY", "short"), ("ALLOWED_HOSTS", "*")])
def test_production_refuses_weak_values(name, value):
    done = start(WHOLE | {name: value}, "check")
    assert done.returncode != 0
    assert name in done.stderr


def test_redis_needs_its_package():
    done = start(WHOLE | {"REDIS_URL": "redis://localhost"}, "check")
    assert done.returncode != 0
    assert "REDIS_URL needs the package redis" in done.stderr


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt"])
def test_locks_hold_hashes_and_no_address(name):
    lock = (ROOT / name).read_text()
    assert "://" not in lock
    assert not re.search(r"(^|\s)/\w", lock)
    pins = re.findall(r"^([A-Za-z0-9._-]+)==", lock, re.MULTILINE)
    assert "wagtail" in pins
    assert not {"psycopg", "psycopg-binary", "psycopg-c"} & set(pins)
    assert lock.count("--hash=sha256:") >= len(pins)


def test_psycopg2_is_what_django_uses():
    if connection.vendor == "postgresql":
        from django.db.backends.postgresql.psycopg_any import is_psycopg3

        assert not is_psycopg3
    with pytest.raises(ModuleNotFoundError):
        __import__("psycopg")


def test_sqlite_is_set_up_for_writers():
    if connection.vendor == "sqlite":
        assert connection.settings_dict["OPTIONS"]["transaction_mode"] == "IMMEDIATE"


def test_migrate_alone_gives_roots_site_and_roles(tmp_path):
    """A fresh database answers in three languages, without the sample."""
    code = (
        "from django.contrib.auth.models import Group;"
        "from django.test import Client;"
        "from wagtail.models import Site;"
        "print(sorted(Group.objects.values_list('name', flat=True)));"
        "print([Client().get(f'/{c}/').status_code for c in ('fr', 'ko', 'en')]);"
        "print(Site.objects.get().root_page.locale.language_code)"
    )
    environment = os.environ | {
        "DATABASE_URL": f"sqlite:///{tmp_path}/fresh.sqlite3",
        "DJANGO_SETTINGS_MODULE": "forum_site.settings.test",
    }
    for command in (["migrate", "-v0"], ["shell", "-v0", "-c", code]):
        done = subprocess.run(
            [sys.executable, "manage.py", *command],
            cwd=ROOT,
            env=environment,
            capture_output=True,
            text=True,
            check=True,
        )
    assert done.stdout.splitlines() == [
        "['Clerks', 'Editors', 'Moderators', 'Translators (en)', 'Translators (ko)']",
        "[200, 200, 200]",
        "fr",
    ]
