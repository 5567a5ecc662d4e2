"""Pictures and masks that a reader brings, upload by upload, before they become a kind of picture.

A `Draft` is what there is so far. It is never changed: every function gives a new one, so a page
can keep it in its session.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from core.data.class_folders import MOST_BYTES, MOST_ENTRIES, Files, files_of_zip
from core.plots.words import counted
from core.vision.segmentation.masks import CURES, FEWEST, Reading, read


@dataclass(frozen=True, eq=False)
class Draft:
    """Files by their paths, and the faults whose cure is wanted."""

    files: Files = field(default_factory=dict)
    accepted: frozenset[str] = frozenset()

    @cached_property
    def reading(self) -> Reading:
        """What the files hold."""
        return read(self.files, self.accepted)

    @property
    def is_enough(self) -> bool:
        """Whether there are pairs enough to learn from."""
        return len(self.reading.masks) >= FEWEST


def with_files(draft: Draft, new: Iterable[tuple[str, bytes]]) -> Draft:
    """More files; one of a path that is there already takes its place, and a zip is opened.

    Args:
        new: of each its path, and what is in it.

    Raises:
        ValueError: a zip cannot be read, or all files together are too many or too much.
    """
    files: dict = dict(draft.files)
    for path, data in new:
        files |= files_of_zip(data, path) if path.lower().endswith(".zip") else {path: data}
    if len(files) > MOST_ENTRIES:
        raise ValueError(f"{len(files):,} files are too many: {MOST_ENTRIES:,} are allowed")
    if _size(files) > MOST_BYTES:
        raise ValueError(f"the files have more than {MOST_BYTES // 1024**2} MB")
    return Draft(files, draft.accepted)


def with_cure(draft: Draft, fault: str) -> Draft:
    """The same files, all of which are cured of a fault.

    Raises:
        ValueError: there is no cure of it.
    """
    if fault not in CURES:
        raise ValueError(f"fault={fault[:40]!r} has no cure: those with one are {', '.join(CURES)}")
    return Draft(draft.files, draft.accepted | {fault})


def told(draft: Draft) -> str:
    """What there is so far, and what is missing."""
    pairs, left_out = len(draft.reading.masks), sum(each.files for each in draft.reading.complaints)
    said = f"**{counted(pairs, 'pair')}** of a picture and its mask"
    if left_out:
        said += f", {counted(left_out, 'file')} left out"
    if draft.is_enough:
        return f"{said}. Every fifth pair, from the first on, is held out of the training."
    return f"{said}: {FEWEST} pairs are needed."


def _size(files: Mapping) -> int:
    return sum(len(content) for content in files.values() if isinstance(content, bytes))
