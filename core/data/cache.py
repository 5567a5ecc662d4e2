"""The folder for what can be made again: unpacked data and trained models, kept so that no crash
can spoil it.

A file is written under another name and renamed once it is whole on the disk, so that it is there
whole or not at all. One process at a time makes a file: it holds a lock, which the system releases
when the process dies.
"""

import contextlib
import errno
import hashlib
import os
import secrets
import tempfile
import time
from pathlib import Path

from filelock import FileLock, Timeout
from platformdirs import user_cache_dir

VARIABLE = "TORCH_PLAYGROUND_CACHE"

FULL = (errno.ENOSPC, errno.EDQUOT)
"""How a system says that a disk has no room left, or the user's share of it."""

OLD = 7 * 24 * 3600
"""Seconds after which the file of a lock that nobody holds is removed."""


class Unwritable(ValueError, OSError):
    """A file that cannot be written, as on a full disk. One line that says what to do."""


def unwritable(path: Path, error: OSError) -> Unwritable:
    """What to tell a reader for whom `path` could not be written."""
    return Unwritable(
        f"{path} cannot be written ({error.strerror or error}): make room on that disk, or set "
        f"{VARIABLE} to a folder on another one"
    )


class Lock(FileLock):
    """A lock that tells a reader what to do where its file cannot be written."""

    def acquire(self, *arguments, **options):
        """As in `FileLock`.

        Raises:
            Timeout: another holds it.
            Unwritable: its file cannot be written.
        """
        try:
            return super().acquire(*arguments, **options)
        except Timeout:
            raise
        except OSError as error:
            raise unwritable(Path(self.lock_file), error) from None


def folder() -> Path:
    """TORCH_PLAYGROUND_CACHE, else the user's cache folder, else one for temporary files if that is
    read-only.
    """
    path = Path(os.environ.get(VARIABLE) or user_cache_dir("torch-playground", appauthor=False))
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError:
        writable = False
    else:
        writable = os.access(path, os.W_OK)
    if not writable:
        path = Path(tempfile.gettempdir()) / "torch-playground"
        with contextlib.suppress(OSError):  # who writes there is told
            path.mkdir(parents=True, exist_ok=True)
    return path


def lock(path: Path) -> Lock:
    """The lock for making `path`; all files of one stem share it. It may be released by another
    thread.

    Raises:
        Unwritable: the cache folder cannot be written.
    """
    locks = folder() / "locks"
    try:
        locks.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise unwritable(locks, error) from None
    return Lock(locks / f"{_stem(path)}.lock", thread_local=False)


def write(path: Path, data: bytes) -> None:
    """Puts `data` at `path`, whole or not at all, whatever happens.

    Raises:
        Unwritable: the disk is full, or there is no way to write there.
    """
    temporary = path.with_name(f"{path.name}.{secrets.token_hex(4)}.tmp")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with open(temporary, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.replace(temporary, path)
    except BaseException as error:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)
        if isinstance(error, OSError):
            raise unwritable(path, error) from None
        raise


def clean() -> None:
    """Removes what killed processes left half written, and locks of old. A file whose lock is held,
    or that of its folder, is being written just now.
    """
    for orphan in [*folder().glob("*.tmp"), *folder().glob("*/*.tmp"), *folder().glob("*/*/*.tmp")]:
        with contextlib.suppress(Timeout, OSError), contextlib.ExitStack() as held:
            for name in {_stem(path) for path in (orphan, *orphan.parents[:2])}:
                held.enter_context(lock(Path(name)).acquire(timeout=0))
            orphan.unlink(missing_ok=True)
    for file in (folder() / "locks").glob("*.lock"):
        with contextlib.suppress(Timeout, OSError):
            if time.time() - file.stat().st_mtime > OLD:
                with Lock(file, thread_local=False).acquire(timeout=0):
                    file.unlink(missing_ok=True)


def sha256(data: bytes) -> str:
    """The SHA-256 of some bytes in hexadecimal digits."""
    return hashlib.sha256(data).hexdigest()


def _stem(path: Path) -> str:
    return path.name.split(".")[0]
