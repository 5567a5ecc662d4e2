"""Own pictures and masks as a kind of picture, kept in the cache and named after what they hold."""

import contextlib
import json
import re
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import torch
from safetensors import SafetensorError
from safetensors.torch import load, load_file, save
from torch import Tensor

from core.data import cache
from core.training.config import OwnOptions
from core.vision.segmentation.masks import FEWEST, Reading
from core.vision.segmentation.pictures import SCENES, Scene

NAME = re.compile(r"Own masks [0-9a-f]{8}")
MOST_SETS = 20
FILE = "masks.safetensors"


def add(reading: Reading) -> str:
    """Keeps pictures and masks; the name of the kind of picture that they are from now on.

    Raises:
        ValueError: there are too few of them, no mask shows anything, or too many sets are kept.
    """
    if len(reading.masks) < FEWEST:
        hint = f": {reading.complaints[0].line}" if reading.complaints else ""
        raise ValueError(f"{len(reading.masks)} pairs are too few, {FEWEST} are needed{hint}")
    if not reading.masks.any():
        raise ValueError("all masks are empty: every pixel is of class 0, the background")
    tensors = {"pictures": reading.pictures, "masks": reading.masks.byte()}
    data = save(tensors, {"classes": json.dumps(reading.classes)})
    name = f"Own masks {cache.sha256(data)[:8]}"
    others = [each for each in names() if each != name]
    if len(others) >= MOST_SETS:
        raise ValueError(f"{len(others)} sets of masks are kept, as many as may be: remove one")
    cache.write(_file(name), data)
    register(name)
    return name


def names() -> tuple[str, ...]:
    """The sets of own masks of this computer."""
    register()
    return tuple(name for name in SCENES if NAME.fullmatch(name))


def remove(name: str) -> bytes:
    """Removes a set of own masks, and gives what `restore` takes.

    Raises:
        ValueError: there is none of this name.
    """
    if not NAME.fullmatch(name) or name not in SCENES:
        raise ValueError(f"scenes={name[:60]!r} is no set of own masks of this computer")
    data = b""
    with contextlib.suppress(OSError):
        data = _file(name).read_bytes()
        _file(name).unlink(missing_ok=True)
    del SCENES[name]
    return data


def restore(data: bytes) -> None:
    """Brings back a set that was removed.

    Raises:
        ValueError: there is no room for it, or its file was damaged.
    """
    if len(names()) >= MOST_SETS:
        raise ValueError(f"{MOST_SETS} sets of masks are kept, as many as may be: remove one")
    name = f"Own masks {cache.sha256(data)[:8]}"
    cache.write(_file(name), data)
    if not register(name):
        raise ValueError("what was removed cannot be brought back: its file was damaged")


def register(name: str = "") -> bool:
    """Puts the sets of own masks of this computer into `SCENES`, or the one of this name. Whether
    there is any.
    """
    files = [_file(name)] if NAME.fullmatch(name) else sorted(_folder().glob("*.safetensors"))
    scenes = {f"Own masks {file.stem}": _scene(file) for file in files}
    sound = {title: scene for title, scene in scenes.items() if scene is not None}
    for title, scene in sound.items():
        if title not in SCENES:
            SCENES[title] = scene
    return bool(sound)


def _folder() -> Path:
    return cache.folder() / "masks"


def _file(name: str) -> Path:
    return _folder() / f"{name.rpartition(' ')[2]}.safetensors"


def _scene(file: Path) -> Scene | None:
    """The entry of a file; None if it is not there, or not whole."""
    try:
        data = file.read_bytes()
        count = len(load(data)["masks"])
        header = json.loads(data[8 : 8 + int.from_bytes(data[:8], "little")])
        classes = tuple(map(str, json.loads(header["__metadata__"]["classes"])))
    except (OSError, SafetensorError, ValueError, KeyError, TypeError):
        return None
    return Scene(
        partial(_build, file),
        note=f"{count} pictures of your own with their masks.",
        classes=classes,
        script=read_own_masks,
        files=partial(_files, file),
        most=count - len(range(0, count, 5)),
    )


def _files(file: Path) -> dict[str, bytes]:
    return {FILE: file.read_bytes()}


def _build(
    file: Path, count: int, noise: float, side: int, generator: torch.Generator, held_out: bool
) -> tuple[Tensor, Tensor]:
    try:
        return chosen(load(file.read_bytes()), count, held_out)
    except (OSError, SafetensorError, KeyError):
        raise ValueError(f"{file} cannot be read: add the pictures and masks again") from None


def read_own_masks(count, noise, side, generator, held_out):
    """Pictures (N, 1, H, W) and masks (N, H, W) of the file that the page offers."""
    return chosen(load_file("masks.safetensors"), count, held_out)


def chosen(tensors, count, held_out):
    """Every fifth is held out, from the first on; of those or of the others the first `count`."""
    numbers = torch.arange(len(tensors["masks"]))
    part = numbers[(numbers % 5 == 0) == held_out][:count]
    return tensors["pictures"][part] / 255, tensors["masks"][part].long()


@dataclass(frozen=True)
class SceneOptions(OwnOptions):
    """A kind of picture of `SCENES`."""

    contents = "the pictures and masks"

    def is_elsewhere(self, value: Any) -> bool:
        """Own masks are looked for in the cache."""
        is_own = isinstance(value, str) and NAME.fullmatch(value)
        return bool(is_own) and value not in SCENES and not register(value)


register()  # those that are on this computer when it starts
