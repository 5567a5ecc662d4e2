"""Classes that a reader makes one by one, and fills with pictures, before they become a data set.

A `Draft` is what there is so far. It is never changed: every function gives a new one, so a page
can keep it in its session. The pictures in it are already as small as a network takes them.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from torch import Tensor

from core.data import cache
from core.data.class_folders import (
    FEWEST,
    FEWEST_CLASSES,
    LONGEST_NAME,
    MOST_CLASSES,
    UNREADABLE,
    Files,
    Opened,
    Picture,
    open_each,
)
from core.data.own_pictures import LARGE, Added, made
from core.data.preparation import crop_image
from core.images import open_image
from core.jobs.progress import Progress

MOST_OF_CLASS = 100
"""Pictures of a class that is made on a page."""

FORBIDDEN = frozenset("/\\:")
"""Characters that a class's name cannot have, since it may become that of a folder."""


@dataclass(frozen=True, eq=False)
class Own:
    """A picture of a class.

    Args:
        pixels: (3, 128, 128) uint8.
        digest: the sha256 of the file that it came in.
    """

    pixels: Tensor
    digest: str


@dataclass(frozen=True, eq=False)
class DraftClass:
    """A class, and its pictures in the order in which they came."""

    name: str
    pictures: tuple[Own, ...] = ()


@dataclass(frozen=True, eq=False)
class Draft:
    """Classes in the order in which they were made."""

    classes: tuple[DraftClass, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """Of the classes."""
        return tuple(each.name for each in self.classes)

    @property
    def count(self) -> int:
        """Of all pictures."""
        return sum(len(each.pictures) for each in self.classes)

    def __getitem__(self, name: str) -> DraftClass:
        for each in self.classes:
            if each.name == name:
                return each
        raise ValueError(f"class {name[:LONGEST_NAME]!r} is not there")


@dataclass(frozen=True, eq=False)
class Filled:
    """A draft with more pictures.

    Args:
        added: how many came to it.
        twice: how many were left out because their class has them already.
        left_out: a line on each file that was left out for another reason.
    """

    draft: Draft
    added: int
    twice: int = 0
    left_out: tuple[str, ...] = ()


def with_class(draft: Draft, name: str) -> Draft:
    """One more class, which has no pictures yet.

    Raises:
        ValueError: the name cannot be one, or is taken, or there are too many classes.
    """
    name = _checked(draft, name)
    if len(draft.classes) >= MOST_CLASSES:
        raise ValueError(f"there are {MOST_CLASSES} classes, which is the most")
    return Draft((*draft.classes, DraftClass(name)))


def renamed(draft: Draft, name: str, new: str) -> Draft:
    """A class under another name.

    Raises:
        ValueError: there is no such class, or the new name cannot be one or is taken.
    """
    if new.strip() == name:
        return draft
    return _replaced(draft, name, replace(draft[name], name=_checked(draft, new)))


def without_class(draft: Draft, name: str) -> Draft:
    """All classes but one."""
    return Draft(tuple(each for each in draft.classes if each.name != name))


def without_picture(draft: Draft, name: str, digest: str) -> Draft:
    """All pictures but one of a class."""
    pictures = tuple(each for each in draft[name].pictures if each.digest != digest)
    return _replaced(draft, name, DraftClass(name, pictures))


def with_pictures(draft: Draft, name: str, files: Iterable[tuple[str, bytes]]) -> Filled:
    """More pictures of a class.

    Args:
        files: of each its name, for messages, and what is in it.

    Raises:
        ValueError: there is no such class.
    """
    pictures, left_out, twice = list(draft[name].pictures), [], 0
    before = len(pictures)
    known = {each.digest for each in pictures}
    for file, data in files:
        if (digest := cache.sha256(data)) in known:
            twice += 1
            continue
        try:
            if len(pictures) >= MOST_OF_CLASS:
                raise ValueError(f"{file[:80]!r} is left out: a class has {MOST_OF_CLASS} at most")
            pixels = crop_image(open_image(data, PurePosixPath(file).name), LARGE)
        except UNREADABLE as error:
            left_out.append((str(error).splitlines() or ["?"])[0][:200])
            continue
        pictures.append(Own(pixels, digest))
        known.add(digest)
    result = _replaced(draft, name, DraftClass(name, tuple(pictures)))
    return Filled(result, len(pictures) - before, twice, tuple(left_out))


def from_files(draft: Draft, files: Files) -> Iterator[Progress]:
    """The classes and pictures of a zip or a folder of class folders, beside those that are there.
    The value of the last `Progress` is a `Filled`.

    Args:
        files: as `core.data.class_folders.files_of_zip` gives them.

    Raises:
        ValueError: they are too many or too much, or a name cannot be one.
    """
    opened = Opened([], [])
    for share in open_each(files, LARGE, opened):
        yield Progress(0.99 * share, f"Opening pictures: {len(opened.pictures):,} so far")
    twice, added, left_out = opened.twice, 0, list(opened.left_out)
    for name, pictures in _by_class(opened.pictures).items():
        if name not in draft.names:
            draft = with_class(draft, name)
        before = draft[name].pictures
        known = {each.digest for each in before}
        others = [each for each in pictures if each.digest not in known]
        new = {each.digest: Own(each.pixels, each.digest) for each in others}
        twice += len(pictures) - len(new)
        fitting = tuple(new.values())[: MOST_OF_CLASS - len(before)]
        if beyond := len(new) - len(fitting):
            left_out.append(f"{beyond:,} pictures of {name!r}: a class has {MOST_OF_CLASS} at most")
        added += len(fitting)
        draft = _replaced(draft, name, DraftClass(name, (*before, *fitting)))
    yield Progress(1.0, "", Filled(draft, added, twice, tuple(left_out)))


def missing(draft: Draft) -> tuple[str, ...]:
    """What has still to be done before there can be a data set, a sentence each; none if there is
    nothing.
    """
    lines = []
    if (classes := FEWEST_CLASSES - len(draft.classes)) > 0:
        lines.append("Add two classes." if classes == 2 else "Add another class.")
    for each in draft.classes:
        if (count := FEWEST - len(each.pictures)) > 0:
            more = "picture" if count == 1 else "pictures"
            lines.append(f"Add {count} more {more} of {each.name}.")
    return tuple(lines)


def make(draft: Draft) -> Added:
    """The data set of a draft, in `DATASETS` from now on. Every fifth picture of a class is held
    out, in an order that its content decides.

    Raises:
        ValueError: something is missing, or there are too many own data sets.
    """
    if lines := missing(draft):
        raise ValueError(lines[0][0].lower() + lines[0][1:].rstrip("."))
    return made(
        Opened(
            [
                Picture(picture.pixels, each.name, "", picture.digest)
                for each in draft.classes
                for picture in each.pictures
            ],
            [],
        )
    )


def _by_class(pictures: Iterable[Picture]) -> Mapping[str, list[Picture]]:
    classes: dict[str, list[Picture]] = {}
    for picture in pictures:
        classes.setdefault(_tidy(picture.label), []).append(picture)
    return classes


def _replaced(draft: Draft, name: str, changed: DraftClass) -> Draft:
    """The draft with another class in the place of the one of this name."""
    return Draft(tuple(changed if each.name == name else each for each in draft.classes))


def _checked(draft: Draft, name: str) -> str:
    """The name of a new class."""
    name = _tidy(name)
    if not name or not name.isprintable() or len(name) > LONGEST_NAME:
        raise ValueError(f"name={name[:LONGEST_NAME]!r} must have 1 to {LONGEST_NAME} characters")
    if FORBIDDEN & {*name} or name.startswith("."):
        raise ValueError(f"name={name!r} cannot have {' '.join(sorted(FORBIDDEN))} or begin with .")
    if name in draft.names:
        raise ValueError(f"name={name!r} is there already")
    return name


def _tidy(name: str) -> str:
    """A name without blanks around it, and with one between two words."""
    return " ".join(name.split())
