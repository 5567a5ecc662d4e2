"""Generated pictures with masks: the class of each pixel is known, since we drew it.

A new kind of picture is one entry in `SCENES`. What draws uses torch alone, so that scripts can
show its source.
"""

import gzip
import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache

import torch
from torch import Tensor
from torch.nn import functional as F

from core.data import mnist
from core.registry import Choice, Registry
from core.vision.segmentation.metrics import dice

SIDE = 64
NOISE = 0.05


@dataclass(frozen=True, eq=False)
class Scenes:
    """Pictures and their masks. Nobody changes them.

    Args:
        pictures: (N, C, H, W) float32 in [0, 1].
        masks: (N, H, W) int64, indices of `classes`.
        classes: the background first.
    """

    pictures: Tensor
    masks: Tensor
    classes: tuple[str, ...]

    def __len__(self) -> int:
        return len(self.masks)

    def part(self, indices: Tensor | slice) -> "Scenes":
        """Some of them."""
        return Scenes(self.pictures[indices], self.masks[indices], self.classes)


def background(count: int, side: int, generator: torch.Generator) -> Tensor:
    """A texture of waves in three sizes, around 0.5: (N, 1, side, side)."""
    texture = torch.full((count, 1, side, side), 0.5)
    for cells, strength in ((3, 0.12), (8, 0.06), (24, 0.03)):
        waves = strength * torch.randn(count, 1, cells, cells, generator=generator)
        texture += F.interpolate(waves, size=(side, side), mode="bicubic", align_corners=True)
    return texture


def areas(x: Tensor, y: Tensor, half: float, ratio: float, kind: float) -> list[Tensor]:
    """The inside of an ellipse, a box or a star around (0, 0), as `kind` from 0 to 1 says; then of
    one that is smaller by the width of an outline, and of one that is larger by a gap.

    Args:
        x, y: (H, W), the coordinates of each pixel.
        half: of the longer axis.
        ratio: from 0 to 1, of how round it is; of a star, how many points it has.
    """
    other = half * (0.65 + 0.35 * ratio)
    changes = (0, -1.5, 1.5)
    if kind < 0.3:
        return [(x / (half + d)) ** 2 + (y / (other + d)) ** 2 <= 1 for d in changes]
    if kind < 0.6:
        return [(x.abs() <= half + d) & (y.abs() <= other + d) for d in changes]
    points = 3 + round(2 * ratio)
    edge = half * (0.85 + 0.3 * torch.cos(points * torch.atan2(y, x)))
    return [(x**2 + y**2).sqrt() <= edge + d for d in changes]


def draw_shapes(
    count: int, noise: float, side: int, generator: torch.Generator
) -> tuple[Tensor, Tensor]:
    """Ellipses, boxes and stars at any angle, a quarter of them filled and the rest mere outlines,
    and strokes, brighter or darker than the texture behind them: pictures (N, 1, side, side), and
    masks (N, side, side) of 1 for a shape with all that it encloses. A stroke is background.
    """
    ground = background(count, side, generator)
    pictures = ground.clone()
    masks = torch.zeros(count, side, side, dtype=torch.int64)
    grid = torch.arange(side, dtype=torch.float32)
    rows, columns = torch.meshgrid(grid, grid, indexing="ij")
    for behind, picture, mask in zip(ground[:, 0], pictures[:, 0], masks, strict=True):
        for number in range(8):  # three strokes, and shapes where there is room for them
            drawn = torch.rand(9, generator=generator).tolist()
            row, column, turn, length, ratio, contrast, sign, kind, outline = drawn
            half = side * (0.07 + 0.06 * length)
            y, x = rows - side * (0.05 + 0.9 * row), columns - side * (0.05 + 0.9 * column)
            cosine, sine = math.cos(math.pi * turn), math.sin(math.pi * turn)
            x, y = cosine * x + sine * y, cosine * y - sine * x
            strength = (0.25 + 0.2 * contrast) * (1 if sign < 0.5 else -1)
            if number < 3:
                stroke = (x.abs() <= 1.5 * half) & (y.abs() <= 1)
                picture[stroke] = behind[stroke] + strength
                continue
            inside, hole, around = areas(x, y, half, ratio, kind)
            if mask[around].any():
                continue
            ink = inside & ~hole if outline < 0.75 else inside
            picture[around] = behind[around]  # no stroke crosses a shape
            picture[ink] = behind[ink] + strength
            mask[inside] = 1
    pictures += noise * torch.randn(pictures.shape, generator=generator)
    return pictures.clamp(0, 1), masks


def draw_digits(
    digits: Tensor, labels: Tensor, count: int, noise: float, side: int, generator: torch.Generator
) -> tuple[Tensor, Tensor]:
    """Handwritten digits of 20 x 20 pixels over a texture, as many as find room in 16 tries, none
    over another: pictures (N, 1, side, side), and masks (N, side, side) of 0 for the
    background and 1 more than the digit.

    Args:
        digits: (M, 28, 28), uint8, ink on nothing, to choose from; `labels` (M,) say which.
    """
    size = (20, 20)
    pictures = 0.7 * background(count, side, generator)
    masks = torch.zeros(count, side, side, dtype=torch.int64)
    for picture, mask in zip(pictures, masks, strict=True):
        for _ in range(16):
            index = int(torch.randint(len(digits), (1,), generator=generator))
            top, left = torch.randint(side - size[0] + 1, (2,), generator=generator).tolist()
            digit = digits[index][None, None] / 255
            ink = F.interpolate(digit, size=size, mode="bilinear", antialias=True)[0, 0]
            window = (slice(top, top + size[0]), slice(left, left + size[1]))
            if mask[window][ink > 0.1].any():
                continue
            picture[0][window] = torch.maximum(picture[0][window], ink)
            mask[window][ink > 0.5] = int(labels[index]) + 1
    pictures += noise * torch.randn(pictures.shape, generator=generator)
    return pictures.clamp(0, 1), masks


@dataclass(frozen=True, eq=False, kw_only=True)
class Scene(Choice):
    """A kind of picture. `build(count, noise, side, generator, held_out)` draws pictures and masks;
    `held_out` says that what they are made of must be in no picture of a training.

    Args:
        classes: the background first.
        script: the same function for scripts, which may use torch and the files alone; by default
            it is `build` itself.
        files: that scripts read, by name.
        most: pictures that there are to learn from; 0 if more can always be drawn.
        lesson: what a network learns from them, after "it learned to".
        attempt: what to draw for it, in a sentence.
    """

    classes: tuple[str, ...]
    script: Callable | None = None
    files: Callable[[], Mapping[str, bytes]] = dict
    most: int = 0
    lesson: str = ""
    attempt: str = ""

    @property
    def is_drawn(self) -> bool:
        """Whether there can always be one more picture, with any noise."""
        return self.most == 0

    def __post_init__(self):
        if self.script is None:
            object.__setattr__(self, "script", self.build)


def shapes(count, noise, side, generator, held_out):
    """Shapes; those held out come from another seed."""
    return draw_shapes(count, noise, side, generator)


def _digits(
    count: int, noise: float, side: int, generator: torch.Generator, held_out: bool
) -> tuple[Tensor, Tensor]:
    digits, labels = mnist.test_digits()
    own = slice(8000, None) if held_out else slice(8000)
    return draw_digits(digits[own], labels[own], count, noise, side, generator)


def digits_of_files(count, noise, side, generator, held_out):
    """Digits of MNIST's 10,000 for tests, the last 2,000 of them held out."""
    with gzip.open("t10k-images-idx3-ubyte.gz") as file:
        digits = torch.frombuffer(bytearray(file.read()), dtype=torch.uint8, offset=16)
    with gzip.open("t10k-labels-idx1-ubyte.gz") as file:
        labels = torch.frombuffer(bytearray(file.read()), dtype=torch.uint8, offset=8)
    own = slice(8000, None) if held_out else slice(8000)
    return draw_digits(digits.view(-1, 28, 28)[own], labels[own], count, noise, side, generator)


def _digit_files() -> dict[str, bytes]:
    names = ("t10k-images-idx3-ubyte.gz", "t10k-labels-idx1-ubyte.gz")
    return {name: (mnist.ASSETS / name).read_bytes() for name in names}


SCENES: Registry = Registry(
    "scene",
    {
        "Shapes": Scene(
            shapes,
            note="Ellipses, boxes and stars, most of them mere outlines, over a texture. Strokes "
            "are background.",
            classes=("background", "shape"),
            lesson="fill closed lines, and to leave strokes alone",
            attempt="Draw a closed line, about a quarter of the picture wide.",
        ),
        "Digits": Scene(
            _digits,
            note="Handwritten digits over a texture; each of the ten has a class of its own.",
            classes=("background", *map(str, range(10))),
            script=digits_of_files,
            files=_digit_files,
            lesson="find handwritten digits, and to tell them apart",
            attempt="Draw a digit, about a quarter of the picture high.",
        ),
    },
)


@lru_cache(maxsize=4)
def generate(
    name: str,
    count: int,
    seed: int,
    noise: float = NOISE,
    side: int = SIDE,
    held_out: bool = False,
) -> Scenes:
    """Pictures of an entry of `SCENES`, drawn by a seed.

    Args:
        noise: the deviation of what is added to each pixel.
        held_out: whether they are to be held out of a training.
    """
    scene, generator = SCENES[name], torch.Generator().manual_seed(seed)
    pictures, masks = scene.build(count, noise, side, generator, held_out)
    return Scenes(pictures, masks, scene.classes)


def threshold(pictures: Tensor, distance: float) -> Tensor:
    """The baseline that needs no network: 1 for each pixel that is further than `distance` from the
    median of its picture, else 0: (N, H, W) from (N, 1, H, W).
    """
    median = pictures.flatten(1).median(1).values.view(-1, 1, 1, 1)
    return ((pictures - median).abs() > distance)[:, 0].long()


def best_threshold(scenes: Scenes) -> float:
    """The distance in steps of 0.02 with the highest Dice on pictures, classes told apart or not,
    all pixels taken together.
    """
    truth = scenes.masks > 0

    def quality(distance: float) -> float:
        return dice(threshold(scenes.pictures, distance) > 0, truth)

    return max((0.02 * step for step in range(1, 25)), key=quality)
