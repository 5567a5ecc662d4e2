"""Clip art: a small labelled set of drawings that comes with the project, from Debian's package
`openclipart-png`. `core.data.clip_art_package` makes it.

`assets/clip_art/clip_art.zip` holds a PNG of SIDE x SIDE pixels for each drawing,
`<part>/<class>/<name>.png`; `sources.csv` says which file of the package each was, and the card
beside it what the package is.
"""

import csv
import json
import zipfile
from collections.abc import Mapping
from functools import lru_cache
from io import BytesIO
from pathlib import Path

import torch
from PIL import Image
from torch import Tensor

from core.data import cache

FOLDER = Path(__file__).parents[2] / "assets" / "clip_art"
NAME = "clip_art.zip"
SIDE = 128
PARTS = ("train", "test")
CLASSES = (
    *("birds", "bugs", "buildings", "computers", "fruit"),
    *("mammals", "plants", "tools", "vehicles"),
)
MEAN, DEVIATION = (0.8490, 0.8233, 0.7897), (0.2859, 0.3062, 0.3484)
"""Of red, green and blue in the training pictures."""


def card() -> Mapping[str, str]:
    """Package, version, licence and sha256 of the drawings."""
    return json.loads((FOLDER / "clip_art.json").read_text("utf-8"))


def sources() -> list[tuple[str, str, str]]:
    """Class, part ("train" or "test") and file in the package of each drawing."""
    with open(FOLDER / "sources.csv", encoding="utf-8", newline="") as file:
        return [(row["class"], row["part"], row["file"]) for row in csv.DictReader(file)]


def file() -> bytes:
    """The zip.

    Raises:
        ValueError: it is damaged.
    """
    data = (FOLDER / NAME).read_bytes()
    if cache.sha256(data) != card()["sha256"]:
        raise ValueError(f"{FOLDER / NAME} is damaged: fetch assets/clip_art again")
    return data


@lru_cache(maxsize=1)
def read() -> tuple[Tensor, Tensor, Tensor, Tensor]:
    """Training pictures (N, 3, SIDE, SIDE) uint8 and labels (N,), then those for the test; nobody
    changes them.

    Raises:
        ValueError: the file is damaged.
    """
    pictures: dict[str, list[Tensor]] = {part: [] for part in PARTS}
    labels: dict[str, list[int]] = {part: [] for part in PARTS}
    with zipfile.ZipFile(BytesIO(file())) as packed:
        for name in packed.namelist():
            part, label, _ = name.split("/")
            pictures[part].append(_pixels(packed.read(name)))
            labels[part].append(CLASSES.index(label))
    train, test = (torch.stack(pictures[part]) for part in PARTS)
    return train, torch.tensor(labels["train"]), test, torch.tensor(labels["test"])


def _pixels(data: bytes) -> Tensor:
    """A picture of ours, (3, SIDE, SIDE) uint8."""
    image = Image.open(BytesIO(data), formats=("PNG",)).convert("RGB")
    flat = torch.frombuffer(bytearray(image.tobytes()), dtype=torch.uint8)
    return flat.view(SIDE, SIDE, 3).permute(2, 0, 1).contiguous()
