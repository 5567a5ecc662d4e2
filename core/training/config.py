"""What a training is: every setting that decides which weights come out."""

from dataclasses import dataclass

from core.catalogue.optimizers import TRAINING as OPTIMIZERS
from core.catalogue.schedules import TRAINING as SCHEDULES
from core.data.datasets import DATASETS
from core.models.zoo import MODELS
from core.registry import Choose, Config, Options, Pick, Range, setting
from core.training.augmentation import AUGMENTATIONS


@dataclass(frozen=True)
class TrainConfig(Config):
    """One training. The same config on the same device gives the same weights.

    Args:
        ema: if above 0, the result is the exponential moving average of the weights, this much of
            it kept each step.
        seed: decides the first weights, the order of the pictures and their augmentation.
    """

    model: str = setting(Options(tuple(MODELS), "CNN 16-32"))
    dataset: str = setting(Options(tuple(DATASETS), "MNIST"))
    epochs: int = setting(Range(1, 100, 3, 1))
    batch_size: int = setting(Range(8, 4096, 256, 8, "pictures"))
    optimizer: Pick = setting(Choose(OPTIMIZERS, OPTIMIZERS.pick("AdamW", lr=0.01)))
    schedule: Pick = setting(Choose(SCHEDULES, SCHEDULES.pick("OneCycleLR")))
    augmentation: Pick = setting(Choose(AUGMENTATIONS, AUGMENTATIONS.pick("none")))
    label_smoothing: float = setting(Range(0.0, 0.5, 0.0, 0.01))
    ema: float = setting(Range(0.0, 0.9999, 0.0, 0.0001))
    seed: int = setting(Range(0, 2**31 - 1, 0, 1))

    def __post_init__(self):
        super().__post_init__()
        facts, colour = MODELS[self.model].facts, self.dataset == "CIFAR-10"
        if colour != (facts["input"][0] == 3):
            raise ValueError(
                f"dataset={self.dataset!r} does not fit model={self.model!r}, "
                f"which takes pictures of {facts['input']}; use {facts['recipe']['dataset']}"
            )
        if colour and self.augmentation.name != "none":
            raise ValueError(
                f"augmentation={self.augmentation.name!r} is made for digits; use 'none' with "
                "CIFAR-10"
            )
        if self.label_smoothing and facts["loss"] == "NLLLoss":
            raise ValueError(
                f"label_smoothing={self.label_smoothing} must be 0 with NLLLoss, which has none"
            )


def recipe(model: str, **changes) -> TrainConfig:
    """The training that the named network's shipped weights come from, with these settings
    changed.
    """
    usual = TrainConfig.from_json({"model": model, **MODELS[model].facts["recipe"]})
    return usual.replace(**changes)
