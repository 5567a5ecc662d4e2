"""One picture that the heads of a task look at: held out, one of ours, or the reader's own."""

from dataclasses import dataclass

from torch import Tensor

from core.data import inputs
from core.data.datasets import DATASETS
from core.data.inputs import PICTURES, Input
from core.registry import Config, Options, Range, Text, setting
from core.vision.transfer.pictures import pictures_of

EXAMPLE, OURS, UPLOAD, CAMERA = SOURCES = ("Held out", "Ours", "Upload", "Camera")
OWN = (UPLOAD, CAMERA)
"""Sources of a picture that a reader brings in."""


@dataclass(frozen=True)
class Seen(Config):
    """Which picture.

    Args:
        example: which of the held-out pictures; beyond the last, the last.
        photo: an upload or a picture of the camera, as `core.data.inputs.keep` holds it.
    """

    source: str = setting(Options(SOURCES, EXAMPLE))
    example: int = setting(Range(0, 499, 0, 1, names=True))
    picture: str = setting(
        Options(tuple(PICTURES), "sunflower", labels={name: name.capitalize() for name in PICTURES})
    )
    photo: str = setting(Text("", 1200, inputs.check_photo))


def is_blank(seen: Seen) -> bool:
    """Whether the reader has still to bring a picture in."""
    return seen.source in OWN and not seen.photo


def label(seen: Seen, dataset: str) -> str:
    """The class of a held-out picture; empty for any other picture."""
    if seen.source != EXAMPLE:
        return ""
    pictures = pictures_of(dataset)
    return pictures.classes[int(pictures.test_labels[index(seen, dataset)])]


def index(seen: Seen, dataset: str) -> int:
    """Which held-out picture is meant."""
    return min(seen.example, len(pictures_of(dataset).test) - 1)


def picture(seen: Seen, dataset: str) -> Tensor:
    """The picture as one of a data set, (C, H, W) uint8.

    Raises:
        ValueError: there is none yet, it is no longer on the server, or the data set can make
            nothing of it.
    """
    if seen.source == EXAMPLE:
        return pictures_of(dataset).test[index(seen, dataset)]
    source = "picture" if seen.source == OURS else "photo"
    image = inputs.image(Input(source=source, picture=seen.picture, photo=seen.photo))
    return DATASETS[dataset].fit(image, seen.source in OWN)
