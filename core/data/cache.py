"""The folder for what can be made again: unpacked data and trained models, kept so that no crash
can spoil it.

A file is written under another name and renamed once it is whole on the disk, so that it is there
whole or not at all. One process at a time makes a file: it holds a lock, which the system releases
when the process dies.
"""

import hashlib
import os
import secrets
import tempfile
from pathlib import Path

from filelock import FileLock, Timeout
from platformdirs import user_cache_dir

VARIABLE = "TORCH_PLAYGROUND_CACHE"


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
        path.mkdir(parents=True, exist_ok=True)
    return path


def lock(path: Path) -> FileLock:
    """The lock for making `path`; all files of one stem share it. It may be released by another
    thread.
    """
    locks = folder() / "locks"
    locks.mkdir(exist_ok=True)
    return FileLock(locks / f"{_stem(path)}.lock", thread_local=False)


def write(path: Path, data: bytes) -> None:
    """Puts `data` at `path`, whole or not at all, whatever happens."""
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f"{path.name}.{secrets.token_hex(4)}.tmp")
    try:
        with open(temporary, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.replace(temporary, path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def clean() -> None:
    """Removes what killed processes left half written. A file whose lock is held is being written
    just now.
    """
    for orphan in [*folder().glob("*.tmp"), *folder().glob("*/*.tmp"), *folder().glob("*/*/*.tmp")]:
        try:
            with lock(orphan).acquire(timeout=0):
                orphan.unlink(missing_ok=True)
        except (Timeout, OSError):
            continue


def sha256(data: bytes) -> str:
    """The SHA-256 of some bytes in hexadecimal digits."""
    return hashlib.sha256(data).hexdigest()


def _stem(path: Path) -> str:
    return path.name.split(".")[0]
