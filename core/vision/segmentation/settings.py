"""What a training of a U-Net is: every setting that decides which weights come out."""

from dataclasses import dataclass
from functools import partial
from typing import ClassVar

from core.models.zoo import Network
from core.registry import Choose, Pick, Range, setting
from core.vision.segmentation.losses import LOSSES
from core.vision.segmentation.network import SAME, Architecture, UNet
from core.vision.segmentation.own import SceneOptions
from core.vision.segmentation.pictures import NOISE, SCENES, SIDE, Scenes, generate
from core.vision.segmentation.trace import sides, trace

HELD_OUT = 64
"""Pictures that no training sees; they are the same for all trainings on a kind of picture."""

HELD_OUT_SEED = 1_000_000


@dataclass(frozen=True)
class Segmentation(Architecture):
    """One training. The same settings on the same device give the same weights.

    Args:
        scenes: the kind of picture.
        noise: of generated pictures.
        pictures: that it learns from, or all if there are fewer.
        seed: decides the pictures, the first weights and the order of the pictures.

    Raises:
        ValueError: the pictures have a side that does not fit the architecture.
    """

    kind: ClassVar[str] = "vision.segmentation"
    dataset: ClassVar[str] = ""

    scenes: str = setting(
        SceneOptions(
            lambda: tuple(SCENES),
            "Shapes",
            "Add your own pictures and masks under the picture.",
            label="Pictures",
        )
    )
    noise: float = setting(Range(0.0, 0.3, NOISE, 0.01, label="Noise"))
    pictures: int = setting(
        Range(1, 1000, 400, 1, note="All, if there are fewer.", label="Training pictures")
    )
    epochs: int = setting(Range(1, 100, 10, 1, label="Epochs"))
    batch_size: int = setting(Range(1, 32, 8, 1, "pictures", label="Batch size"))
    lr: float = setting(Range(1e-5, 0.1, 0.01, 1e-5, log=True, label="Learning rate"))
    loss: Pick = setting(Choose(LOSSES, LOSSES.pick("Cross-entropy + Dice"), label="Loss"))
    seed: int = setting(Range(0, 999, 0, 1, label="Seed"))

    def __post_init__(self):
        super().__post_init__()
        traced = trace(self.part(Architecture), SIDE)
        if traced.mistake is not None:
            fits = " or ".join(map(str, sides(self.part(Architecture), SIDE)))
            raise ValueError(
                f"depth={self.depth} with padding={self.padding!r} does not fit pictures of {SIDE} "
                f"pixels, it fits {fits}: use a smaller depth, or {SAME!r}"
            )

    @property
    def model(self) -> str:
        """What its network is called in lists."""
        return f"U-Net on {self.scenes}"

    @property
    def classes(self) -> tuple[str, ...]:
        """What its scores stand for, the background first."""
        return SCENES[self.scenes].classes

    @property
    def network(self) -> Network:
        """The network that is trained."""
        build = partial(UNet, **self.arguments(), classes=len(self.classes))
        return Network(build, code="UNet", loss=self.loss.choice.build)

    @property
    def count(self) -> int:
        """Pictures that it learns from."""
        return min(self.pictures, SCENES[self.scenes].most or self.pictures)

    @property
    def steps(self) -> int:
        """Of the whole training."""
        return self.epochs * -(-self.count // self.batch_size)


def training_scenes(config: Segmentation) -> Scenes:
    """What a training learns from."""
    return generate(config.scenes, config.pictures, config.seed, config.noise)


def held_out(config: Segmentation) -> Scenes:
    """The pictures that it is measured on."""
    return generate(config.scenes, HELD_OUT, HELD_OUT_SEED, config.noise, held_out=True)
