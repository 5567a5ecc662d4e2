"""A reader's own pictures and masks from files: which belong together, and what is wrong with a
mask, each fault in one line, with a cure where it is certain what was meant.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from pathlib import PurePosixPath

import torch
from PIL import Image
from torch import Tensor

from core.data.class_folders import SUFFIXES, UNREADABLE, Files
from core.images import LARGE, open_image
from core.vision.segmentation.pictures import SIDE

MASK_FOLDER = re.compile(r"(masks?|labels?|annotations?|truth|gt|segmentations?)", re.IGNORECASE)
MASK_NAME = re.compile(r"(.+?)[-_ ](mask|label|seg|gt|truth)", re.IGNORECASE)
"""How a mask is told from its picture: by a folder above it, or by the end of its name."""

FEWEST, MOST = 3, 1000
"""Pairs of a picture and its mask."""

MOST_CLASSES = 20
BINARY = "255"
GREY = "grey"
COLOURS = "colours"
SIZE = "size"

CURES = {
    BINARY: "Read 255 as class 1",
    GREY: "Read what is brighter than 127 as class 1, and the rest as background",
    COLOURS: "Give each colour a class, the most frequent one being the background",
    SIZE: "Resize the mask to the size of its picture, with the nearest pixel’s class",
}
"""What can be done about a fault, by its name."""


@dataclass(frozen=True)
class Complaint:
    """A fault that some masks have.

    Args:
        fault: its name, a key of CURES if there is a cure.
        line: what is wrong, with an example.
        files: how many masks have it.
    """

    fault: str
    line: str
    files: int = 1

    @property
    def cure(self) -> str:
        """What can be done about it; empty where nobody can know what was meant."""
        return CURES.get(self.fault, "")


@dataclass(frozen=True, eq=False)
class Reading:
    """What files hold.

    Args:
        pictures: (N, 1, SIDE, SIDE) uint8, grey.
        masks: (N, SIDE, SIDE) int64, class numbers.
        complaints: on files that are left out.
    """

    pictures: Tensor
    masks: Tensor
    complaints: tuple[Complaint, ...]

    @property
    def classes(self) -> tuple[str, ...]:
        """Names of the classes, the background first."""
        most = int(self.masks.max()) if len(self.masks) else 0
        return ("background", *(f"class {number}" for number in range(1, most + 1)))


@dataclass
class _Faults:
    """The faults so far: an example of each, and how often it was met."""

    lines: dict[str, str] = field(default_factory=dict)
    counts: Counter = field(default_factory=Counter)

    def note(self, fault: str, line: str) -> None:
        self.lines.setdefault(fault, line)
        self.counts[fault] += 1

    def complaints(self) -> tuple[Complaint, ...]:
        return tuple(Complaint(key, line, self.counts[key]) for key, line in self.lines.items())


class _Refused(Exception):
    """A mask that is left out: the fault, and a line on it."""


def read(files: Files, accepted: Collection[str] = ()) -> Reading:
    """The pairs of a picture and its mask among files, by their paths.

    A mask stands below a folder `masks` under the name of its picture, or beside it with `_mask` at
    the end of its name. It holds class numbers; 0 is the background.

    Args:
        accepted: faults whose cure is wanted.
    """
    faults, pictures, masks = _Faults(), [], []
    for name, picture_path, mask_path in _pairs(files, faults):
        try:
            picture = _open(files, picture_path).convert("L")
            mask = _open(files, mask_path)
            _check_side(name, mask)
            mask = _of_size(name, _mask(name, mask, accepted), picture.size, accepted)
        except _Refused as error:
            faults.note(*error.args)
            continue
        except UNREADABLE as error:
            faults.note("unreadable", (str(error).splitlines() or ["?"])[0][:200])
            continue
        pictures.append(as_pixels(picture, SIDE))
        masks.append(torch.tensor(list(square(mask, SIDE, Image.Resampling.NEAREST).tobytes())))
    if not masks:
        empty = torch.zeros(0, SIDE, SIDE, dtype=torch.int64)
        return Reading(empty[:, None].byte(), empty, faults.complaints())
    return Reading(
        torch.stack(pictures)[:, None],
        torch.stack(masks).view(-1, SIDE, SIDE),
        faults.complaints(),
    )


def as_pixels(picture, side):
    """The middle of a picture, grey, as networks of this page take it: (side, side) uint8."""
    small = square(picture.convert("L"), side, Image.Resampling.BOX)
    return torch.frombuffer(bytearray(small.tobytes()), dtype=torch.uint8).view(side, side)


def square(image, side, resampling):
    """The largest square in the middle, resized."""
    edge = min(image.size)
    left, top = (image.width - edge) // 2, (image.height - edge) // 2
    return image.resize((side, side), resampling, (left, top, left + edge, top + edge))


def _pairs(files: Files, faults: _Faults) -> Iterator[tuple[str, str, str]]:
    """The name of each pair with the paths of picture and mask; what has no partner is noted."""
    pictures, masks = {}, {}
    for path in sorted(files):
        parts = PurePosixPath(path.replace("\\", "/"))
        if parts.suffix.lower() not in SUFFIXES or any(
            part.startswith((".", "__MACOSX")) for part in parts.parts
        ):
            continue
        named = MASK_NAME.fullmatch(parts.stem)
        is_mask = any(MASK_FOLDER.fullmatch(part) for part in parts.parts[:-1])
        kind, name = (
            (masks, named.group(1) if named else parts.stem)
            if named or is_mask
            else (pictures, parts.stem)
        )
        if name in kind:
            what = "masks" if kind is masks else "pictures"
            line = f"{_short(kind[name])} and {_short(path)} are two {what} of one name"
            faults.note("twice", line if kind is masks else f"{line}: masks end in _mask")
        kind.setdefault(name, path)
    for name in sorted(pictures.keys() ^ masks.keys()):
        if name in pictures:
            faults.note("no mask", f"{_short(pictures[name])} has no mask, such as {name}_mask.png")
        else:
            faults.note("no picture", f"{_short(masks[name])} is a mask without its picture")
    for name in sorted(pictures.keys() & masks.keys())[:MOST]:
        yield _short(masks[name]), pictures[name], masks[name]


def _short(path: str) -> str:
    return PurePosixPath(path).name[:60]


def _open(files: Files, path: str) -> Image.Image:
    content = files[path]
    return open_image(content if isinstance(content, bytes) else content(), _short(path))


def _check_side(name: str, mask: Image.Image) -> None:
    """Refuses a mask that may have been made smaller when it was opened: between two classes there
    would be a third.
    """
    if max(mask.size) >= LARGE:
        raise _Refused("large", f"{name} is too large: a mask has fewer than {LARGE} pixels a side")


def _mask(name: str, image: Image.Image, accepted: Collection[str]) -> Image.Image:
    """A mask of class numbers, mode L."""
    red, green, blue = image.split()
    if red.tobytes() == green.tobytes() == blue.tobytes():
        return _grey_mask(name, red, accepted)
    colours = image.getcolors(MOST_CLASSES)
    if colours is None:
        raise _Refused(
            "many colours",
            f"{name} has more than {MOST_CLASSES} colours: a mask has one number a pixel, that of "
            "its class",
        )
    if COLOURS not in accepted:
        raise _Refused(
            COLOURS,
            f"{name} has the colours {_told([colour for _, colour in colours])}: a mask has one "
            "number a pixel, that of its class",
        )
    return _numbered(image)


def _numbered(image: Image.Image) -> Image.Image:
    """Each colour's place among the colours, the most frequent one first, mode L."""
    channels = torch.frombuffer(bytearray(image.tobytes()), dtype=torch.uint8).view(-1, 3).long()
    codes = channels @ torch.tensor([256 * 256, 256, 1])
    _, index, counts = codes.unique(return_inverse=True, return_counts=True)
    ranks = counts.argsort(descending=True, stable=True).argsort()
    return Image.frombytes("L", image.size, ranks[index].byte().numpy().tobytes())


def _grey_mask(name: str, grey: Image.Image, accepted: Collection[str]) -> Image.Image:
    """A mask that is grey, as class numbers."""
    values = [value for value, count in enumerate(grey.histogram()) if count]
    if values[-1] < MOST_CLASSES:
        return grey
    if set(values) <= {0, 255}:
        if BINARY not in accepted:
            raise _Refused(
                BINARY,
                f"{name} has 255 in place of 1: cross_entropy would say 'Target 255 is out of "
                "bounds.'",
            )
    elif GREY not in accepted:
        raise _Refused(
            GREY, f"{name} has {len(values)} greys up to {values[-1]}: none is a class number"
        )
    return grey.point(lambda value: int(value > 127))


def _of_size(
    name: str, mask: Image.Image, size: tuple[int, int], accepted: Collection[str]
) -> Image.Image:
    """A mask of the size of its picture."""
    if mask.size == size:
        return mask
    sizes = f"{mask.width} x {mask.height} pixels, and its picture {size[0]} x {size[1]}"
    if abs(mask.width * size[1] - mask.height * size[0]) > max(size) + max(mask.size):
        raise _Refused("shape", f"{name} has {sizes}: not even their proportions are the same")
    if SIZE not in accepted:
        raise _Refused(SIZE, f"{name} has {sizes}")
    return mask.resize(size, Image.Resampling.NEAREST)


def _told(colours: list) -> str:
    """The first colours."""
    told = ", ".join(map(str, colours[:3]))
    return told + (", ..." if len(colours) > 3 else "")
