"""The networks that can be looked into, each with what it needs: how a picture becomes its input,
and its classes.
"""

from dataclasses import dataclass
from functools import lru_cache

import torch
from PIL import Image
from torch import Tensor, nn

from core.data import datasets, preparation
from core.data.datasets import DATASETS
from core.data.photo import from_photo
from core.models import imagenet
from core.models.zoo import MODELS, create
from core.registry import unknown
from core.training import store

WEIGHTS = ("trained", "random")
CLASSES = ("airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck")
"""Of CIFAR-10, in the order of its labels."""

SEED = 0
"""Of random weights."""


@dataclass(frozen=True, eq=False)
class Subject:
    """A network to look into.

    Args:
        model: in eval mode, shared, not to be changed; (N, C, H, W) to scores (N, classes).
        task: "digits", "pictures" (CIFAR-10) or "imagenet".
        shape: (C, H, W) of its input.
        mean: of each channel of the pictures that it learned from, in [0, 1].
        deviation: likewise.
        code: how the network is made in plain PyTorch, such as "DigitNet()".
    """

    name: str
    weights: str
    model: nn.Module
    task: str
    classes: tuple[str, ...]
    shape: tuple[int, int, int]
    mean: tuple[float, ...]
    deviation: tuple[float, ...]
    code: str

    def normalise(self, pictures: Tensor) -> Tensor:
        """Pictures (N, C, H, W), bytes or numbers in [0, 1], as the network takes them."""
        pictures = pictures / 255 if pictures.dtype == torch.uint8 else pictures
        return (pictures - _column(self.mean)) / _column(self.deviation)

    def prepare(self, picture: Tensor, photo: bool = False) -> Tensor:
        """Any picture (1 or 3, H, W) uint8 at the size and with the channels of the network's
        input, uint8.

        Args:
            photo: it is a photograph, so that a network for digits looks for ink on paper.

        Raises:
            ValueError: a digit is wanted, and there is none.
        """
        return {"digits": _digit, "pictures": _photograph, "imagenet": _large}[self.task](
            picture, photo
        )

    @property
    def black(self) -> Tensor:
        """A black picture as the network takes it, (1, C, H, W)."""
        return self.normalise(torch.zeros(1, *self.shape))


def _column(values: tuple[float, ...]) -> Tensor:
    return torch.tensor(values).view(-1, 1, 1)


def names() -> tuple[str, ...]:
    """Networks that come with the project, those that the reader has trained, and ResNet-18."""
    return (*store.names("digits"), *store.names("pictures"), imagenet.NAME)


def check(name: str) -> str:
    if name not in names():
        raise ValueError(unknown("network", name, names()))
    return name


def subject(name: str, weights: str = "trained") -> Subject:
    """The named network, as it was trained or with random weights.

    Raises:
        ValueError: there is none of this name, or its weights are not on this computer or damaged.
    """
    if check(name) == imagenet.NAME:
        model = imagenet.trained() if weights == "trained" else imagenet.untrained(SEED)
        return Subject(
            name,
            weights,
            model,
            "imagenet",
            imagenet.classes(),
            (3, imagenet.SIDE, imagenet.SIDE),
            imagenet.MEAN,
            imagenet.DEVIATION,
            "resnet18()",
        )
    config = store.find(name).card.config
    model = store.load(name) if weights == "trained" else _random(config.model)
    facts, data = MODELS[config.model].facts, DATASETS[config.dataset].facts
    classes = datasets.DIGITS if facts["task"] == "digits" else CLASSES
    return Subject(
        name,
        weights,
        model,
        facts["task"],
        classes,
        facts["input"],
        data["mean"],
        data["deviation"],
        f"{MODELS[config.model].code}()",
    )


@lru_cache(maxsize=16)
def _random(model: str) -> nn.Module:
    return create(model, torch.Generator().manual_seed(SEED)).eval().requires_grad_(False)


def _digit(picture: Tensor, photo: bool) -> Tensor:
    if picture.shape == (1, 28, 28):
        # a digit of MNIST is prepared already, and so is the photo of one from the draw page
        return picture
    ink = from_photo(_image(picture)) if photo or len(picture) == 3 else picture[0]
    return preparation.steps(ink).placed[None]


def _photograph(picture: Tensor, photo: bool) -> Tensor:
    return _cut(picture, 32, 32)


def _large(picture: Tensor, photo: bool) -> Tensor:
    return _cut(picture, imagenet.SHORTER, imagenet.SIDE)


def _cut(picture: Tensor, shorter: int, side: int) -> Tensor:
    """The middle of the picture in colour, (3, side, side), once its shorter side is made `shorter`
    pixels.
    """
    image = _image(picture)
    scale = shorter / min(image.size)
    size = tuple(max(shorter, int(length * scale)) for length in image.size)
    left, top = (int(round((length - side) / 2)) for length in size)
    image = image.resize(size, Image.Resampling.BILINEAR).crop((left, top, left + side, top + side))
    pixels = torch.frombuffer(bytearray(image.tobytes()), dtype=torch.uint8)
    return pixels.view(side, side, 3).permute(2, 0, 1).contiguous()


def _image(picture: Tensor) -> Image.Image:
    pixels = picture.expand(3, -1, -1).permute(1, 2, 0).contiguous().numpy()
    return Image.fromarray(pixels, "RGB")
