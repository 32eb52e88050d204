"""A cache that all processes of one machine share, without a server of its own."""

from contextlib import suppress
from pathlib import Path
from typing import Any

from django.core.cache.backends.base import DEFAULT_TIMEOUT
from django.core.cache.backends.filebased import FileBasedCache
from django.core.files import locks


class SharedFileCache(FileBasedCache):
    """Django's cache in files, safe to count in.

    Only one of several processes wins an `add`, which locks and used codes rest on; and what
    has expired makes room before anything else does.
    """

    def add(
        self, key: Any, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None
    ) -> bool:
        self._createdir()  # type: ignore[attr-defined]
        with (Path(self._dir) / "lock").open("w") as held:  # type: ignore[attr-defined]
            locks.lock(held, locks.LOCK_EX)
            return super().add(key, value, timeout, version)

    def _cull(self) -> None:
        names = self._list_cache_files()  # type: ignore[attr-defined]
        if len(names) < self._max_entries:
            return
        for name in names:
            with suppress(FileNotFoundError), Path(name).open("rb") as file:
                self._is_expired(file)  # type: ignore[attr-defined]  # removes it
        super()._cull()  # type: ignore[misc]
