"""Writes the features that come with the project into `assets/transfer`: `python -m
core.vision.transfer.shipping`, once for other weights or other pictures.

They are those of the shipped networks for the shipped pictures, so that the page shows a result at
its first visit. Half precision is enough: no answer changes.
"""

from pathlib import Path

from safetensors.torch import save

from core.data import cache
from core.jobs.progress import last
from core.models.imagenet import PRETRAINED
from core.models.pretrained import Shipped
from core.vision.transfer.features import SHIPPED, compute, file_of
from core.vision.transfer.pictures import pictures_of

DATASET = "Clip art"


def networks() -> tuple[str, ...]:
    """Those whose weights come with the project."""
    return tuple(name for name, entry in PRETRAINED.items() if isinstance(entry, Shipped))


def main(target: Path = SHIPPED) -> list[str]:
    """Computes all of them; the names of the files that were written."""
    names = []
    for name in networks():
        features = last(compute(name, DATASET))
        path = target / file_of(PRETRAINED[name], pictures_of(DATASET)).name
        cache.write(path, save({part: value.half() for part, value in vars(features).items()}))
        names.append(path.name)
    return names


if __name__ == "__main__":
    print("\n".join(main()))
