"""A folder or a zip of class folders as tensors: what a picture shows is the folder that it is in.

Nothing of a zip is unpacked onto the disk: its pictures go one by one through the gate for
pictures, and of the names in it only that of the folder counts.
"""

import io
import lzma
import os
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path, PurePosixPath

import torch
from torch import Tensor

from core.data import cache
from core.data.preparation import crop_image
from core.images import MAX_BYTES, open_image

FEWEST_CLASSES, MOST_CLASSES = 2, 20
FEWEST = 5
"""Pictures of a class."""

LONGEST_NAME = 40
"""Characters of a class's name."""

MOST = 5_000
"""Pictures of a data set."""

MOST_BYTES = 300 * 1024**2
"""Of all pictures together, as they are in their files."""

MOST_ENTRIES = 20_000
"""Of a zip, folders and other files counted too."""

ENTRY = b"PK\1\2"
"""Begins each entry in a zip's list."""

TEST = 5
"""One of so many pictures of a class is for the test."""

SUFFIXES = (".png", ".jpg", ".jpeg", ".webp", ".gif", ".bmp")
PARTS = {"train": "train", "training": "train", "test": "test", "val": "test", "valid": "test"}
"""Folders above those of the classes that say what their pictures are for."""

UNREADABLE = (
    *(ValueError, OSError, EOFError, RuntimeError),
    *(zipfile.BadZipFile, zlib.error, lzma.LZMAError),
)

Shape = tuple[int, int, int]
Files = Mapping[str, bytes | Callable[[], bytes]]
"""Files by their paths: what is in them, or what reads it."""


@dataclass(frozen=True, eq=False)
class Picture:
    """A picture that was opened.

    Args:
        pixels: (C, H, W) uint8.
        label: the name of its class.
        part: "train" or "test" if its folders say so, else empty.
        digest: the sha256 of its file.
    """

    pixels: Tensor
    label: str
    part: str
    digest: str


@dataclass
class Opened:
    """What was opened so far, lines on files that were left out, and how many were there twice."""

    pictures: list[Picture]
    left_out: list[str]
    twice: int = 0


def files_of_zip(data: bytes, name: str = "upload") -> Files:
    """The files in a zip, each with a function that reads it, no further than a picture may go.

    Raises:
        ValueError: it is no zip, or has too many entries.
    """
    count = data.count(ENTRY)  # counted before: zipfile would take seconds for a list of millions
    if count > MOST_ENTRIES:
        raise ValueError(f"{name[:80]!r} has {count:,} entries; {MOST_ENTRIES:,} at most")
    try:
        packed = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, NotImplementedError, OSError, EOFError) as error:
        raise ValueError(f"{name[:80]!r} is not a zip that can be read ({error})") from None
    entries = [entry for entry in packed.infolist() if not entry.filename.endswith("/")]

    def read(entry: zipfile.ZipInfo) -> bytes:
        with packed.open(entry) as file:  # an encrypted one is a RuntimeError
            return file.read(MAX_BYTES + 1)  # whatever size its header claims

    return {entry.filename: partial(read, entry) for entry in entries}


def files_of_folder(folder: Path) -> Files:
    """The files below a folder of this computer, each with a function that reads it. Links are not
    followed.

    Raises:
        ValueError: there is no such folder, or too much in it.
    """
    if not folder.is_dir():
        raise ValueError(f"{str(folder)[:80]!r} is not a folder")
    files: dict[str, Callable[[], bytes]] = {}

    def read(path: Path) -> bytes:
        with path.open("rb") as file:
            return file.read(MAX_BYTES + 1)

    for directory, _, names in os.walk(folder):
        for path in (Path(directory) / name for name in names):
            if path.is_file() and not path.is_symlink():  # reading a pipe would never end
                files[path.relative_to(folder).as_posix()] = partial(read, path)
        if len(files) > MOST_ENTRIES:
            raise ValueError(f"{folder} has more than {MOST_ENTRIES:,} files")
    return files


def open_each(files: Files, shape: Shape, opened: Opened) -> Iterator[float]:
    """Opens the pictures among some files into `opened`; yields the share done after each.

    Raises:
        ValueError: they are too many or too much, or a name leads out of its folder.
    """
    paths = [(path, parts) for path in sorted(files) if (parts := _parts(path)) is not None]
    if len(paths) > MOST:
        raise ValueError(f"{len(paths):,} pictures are too many: {MOST:,} are allowed")
    has_parts, seen, total = _has_parts([parts for _, parts in paths]), set(), 0
    for number, (path, parts) in enumerate(paths, 1):
        content = files[path]
        try:
            data = content if isinstance(content, bytes) else content()
            total += len(data)  # those that are left out are work too
            pixels = crop_image(open_image(data, PurePosixPath(path).name), shape)
        except UNREADABLE as error:
            opened.left_out.append((str(error).splitlines() or ["?"])[0][:200])
            pixels = None
        yield number / len(paths)
        if total > MOST_BYTES:
            raise ValueError(f"the pictures have more than {MOST_BYTES // 1024**2} MB")
        if pixels is None:
            continue
        key = cache.sha256(data), parts[-2]
        if key in seen:
            opened.twice += 1
        else:
            part = next((PARTS[each] for each in parts[:-2] if each in PARTS), "")
            opened.pictures.append(Picture(pixels, parts[-2], part if has_parts else "", key[0]))
        seen.add(key)


def _parts(path: str) -> tuple[str, ...] | None:
    """The folders and the name of a picture; None for what is none, or is in no folder.

    Raises:
        ValueError: it leads out of where it is.
    """
    parts = tuple(path.replace("\\", "/").split("/"))
    if ".." in parts or path.startswith(("/", "\\")) or re.match(r"[A-Za-z]:", path):
        raise ValueError(f"{path[:80]!r} leads out of its folder: name files from within it")
    parts = tuple(part for part in parts if part not in ("", "."))
    hidden = any(part.startswith((".", "__MACOSX")) for part in parts)
    is_picture = len(parts) > 1 and parts[-1].lower().endswith(SUFFIXES)
    return parts if is_picture and not hidden else None


def _has_parts(paths: list[tuple[str, ...]]) -> bool:
    """Whether every picture stands below a folder for the training or one for the test."""
    parts = [{PARTS[each] for each in path[:-2] if each in PARTS} for path in paths]
    return bool(parts) and set().union(*parts) == {"train", "test"} and all(map(len, parts))


def classes_of(opened: Opened) -> tuple[str, ...]:
    """The classes of pictures, in the order of their names.

    Raises:
        ValueError: they or their pictures are too few or too many.
    """
    counts: dict[str, int] = {}
    for picture in opened.pictures:
        counts[picture.label] = counts.get(picture.label, 0) + 1
    if not FEWEST_CLASSES <= len(counts) <= MOST_CLASSES:
        hint = f": {opened.left_out[0]}" if opened.left_out and not counts else ""
        raise ValueError(
            f"{len(counts)} folders have pictures, and {FEWEST_CLASSES} to {MOST_CLASSES} are "
            f"needed, one for each class{hint}"
        )
    for label, count in counts.items():
        if count < FEWEST:
            raise ValueError(f"class {label[:40]!r} has {count} pictures; {FEWEST} are the fewest")
        if len(label) > LONGEST_NAME or not label.isprintable():
            raise ValueError(f"class {label[:40]!r}: a name has {LONGEST_NAME} characters at most")
    return tuple(sorted(counts))


def tensors_of(opened: Opened, classes: tuple[str, ...]) -> dict[str, Tensor]:
    """Pictures and labels for the training and for the test, by the names of `Data`'s fields.

    Where no folder says what is for the test, one of TEST pictures of a class is, in an order that
    their content decides, so that neither names nor the order of files matter.

    Raises:
        ValueError: a class has no picture for one of the two.
    """
    parts: dict[str, list[Picture]] = {"train": [], "test": []}
    for label in classes:
        same = [picture for picture in opened.pictures if picture.label == label]
        for index, picture in enumerate(sorted(same, key=lambda picture: picture.digest)):
            parts[picture.part or ("train" if index % TEST else "test")].append(picture)
    result = {}
    for part, pictures in parts.items():
        if missing := set(classes) - {picture.label for picture in pictures}:
            raise ValueError(f"class {min(missing)!r} has no picture in the folder {part}")
        labels = [classes.index(picture.label) for picture in pictures]
        result[f"{part}_images"] = torch.stack([picture.pixels for picture in pictures])
        result[f"{part}_labels"] = torch.tensor(labels)
    return result
