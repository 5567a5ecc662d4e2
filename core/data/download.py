"""Files that are fetched once from the internet, with progress, and kept whole or not at all."""

import hashlib
import os
import secrets
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from http.client import HTTPException
from pathlib import Path

from core.data import cache

PART = 1 << 18  # bytes from one sign of progress to the next


@dataclass(frozen=True)
class Download:
    """How far a download is, in bytes."""

    done: int
    size: int


def fetch(
    url: str, path: Path, checksum: str, largest: int, kind: str = "sha256"
) -> Iterator[Download]:
    """Fetches a published file; nothing is kept of one that breaks off or is another.

    Args:
        checksum: of the whole file, in hexadecimal, by the algorithm `kind` of hashlib.
        largest: more bytes than this are not read.

    Raises:
        Unwritable: the disk is full.
        OSError: there is no way to the server, it broke off, or what it gave is not the published
            file; one line.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f"{path.name}.{secrets.token_hex(4)}.tmp")
    read, digest = 0, hashlib.new(kind)
    try:
        with urllib.request.urlopen(url, timeout=20) as answer, open(temporary, "wb") as file:
            size = int(answer.headers.get("Content-Length") or 0)
            while read <= largest and (part := answer.read(PART)):
                file.write(part)
                digest.update(part)
                read += len(part)
                yield Download(read, max(size, read) if size else largest)
            if read < size:
                raise OSError(f"the download broke off after {read:,} of {size:,} bytes")
            if digest.hexdigest() != checksum:
                raise OSError(f"the download is not the published file: its {kind} differs")
            file.flush()
            os.fsync(file.fileno())
        os.replace(temporary, path)
    except (OSError, HTTPException) as error:
        if getattr(error, "errno", None) in cache.FULL:
            raise cache.unwritable(path, error) from None
        raise OSError(str(getattr(error, "reason", error)).splitlines()[0]) from None
    finally:
        temporary.unlink(missing_ok=True)
