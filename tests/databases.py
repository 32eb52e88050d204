"""Copies of the test database for what needs processes of its own: workers, browsers."""

import os
import socket
import sqlite3
import subprocess
import sys
import time
import uuid
from collections.abc import Callable
from pathlib import Path
from typing import Any

import psycopg2
from django.conf import settings
from django.db import connection

ROOT = Path(settings.BASE_DIR)


class Copy:
    """A database of its own with the sample in it, and processes that use it."""

    def __init__(self, folder: Path) -> None:
        self.processes: list[subprocess.Popen[bytes]] = []
        self.folder = folder
        #: Further variables for its processes, which tests/process_settings.py reads.
        self.variables: dict[str, str] = {}
        connection.close()
        if connection.vendor == "sqlite":
            path = folder / "copy.sqlite3"
            with sqlite3.connect(connection.settings_dict["NAME"]) as source:
                source.backup(sqlite3.connect(path))
            self.url = f"sqlite:///{path}"
            self._connect: Callable[[], Any] = lambda: sqlite3.connect(path, timeout=20)
        else:
            self._copy_postgresql()

    def _copy_postgresql(self) -> None:
        """PostgreSQL copies a database that nobody is connected to."""
        parameters = connection.get_connection_params() | {"dbname": "postgres"}
        parameters = {
            k: parameters[k]
            for k in ("dbname", "user", "host", "password", "port")
            if k in parameters
        }
        self.name = f"copy_{uuid.uuid4().hex[:8]}"
        admin = psycopg2.connect(**parameters)
        admin.autocommit = True
        admin.cursor().execute(
            f'CREATE DATABASE {self.name} TEMPLATE "{connection.settings_dict["NAME"]}"'
        )
        admin.close()
        given = os.environ["DATABASE_URL"]
        head, _, query = given.partition("?")
        self.url = head.rsplit("/", 1)[0] + f"/{self.name}" + (f"?{query}" if query else "")
        self._connect = lambda: psycopg2.connect(**(parameters | {"dbname": self.name}))

    @property
    def environment(self) -> dict[str, str]:
        return os.environ | {
            "DATABASE_URL": self.url,
            "CACHE_DIR": str(self.folder / "cache"),
            "DJANGO_SETTINGS_MODULE": "tests.process_settings",
            **self.variables,
        }

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        """The answer to one SQL query, read with a connection of its own."""
        database = self._connect()
        try:
            cursor = database.cursor()
            cursor.execute(query)
            return cursor.fetchall()
        finally:
            database.close()

    def run(self, code: str) -> str:
        """What a piece of code prints, run in a process of its own."""
        done = subprocess.run(
            [sys.executable, "manage.py", "shell", "-v0", "-c", code],
            cwd=ROOT,
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    def start(self, *command: str) -> subprocess.Popen[bytes]:
        """A management command that goes on until the copy is closed."""
        return self.start_python("manage.py", *command)

    def start_python(self, *arguments: str) -> subprocess.Popen[bytes]:
        """A process that goes on until the copy is closed."""
        with (self.folder / "log").open("ab") as log:
            process = subprocess.Popen(
                [sys.executable, *arguments],
                cwd=ROOT,
                env=self.environment,
                stdout=log,
                stderr=log,
            )
        self.processes.append(process)
        return process

    def close(self) -> None:
        for process in self.processes:
            process.kill()
            process.wait()


def free_port() -> int:
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        return int(held.getsockname()[1])


def wait_until(condition: Callable[[], Any], seconds: float = 60) -> Any:
    """The first true value of `condition`, asked for at most `seconds`."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if found := condition():
            return found
        time.sleep(0.02)
    raise AssertionError("This did not come true in time.")
