"""What a training is: every setting that decides which weights come out."""

from dataclasses import dataclass

from core.catalogue.optimizers import TRAINING_OPTIMIZERS
from core.catalogue.schedules import TRAINING_SCHEDULES
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

    model: str = setting(Options(lambda: tuple(MODELS), "CNN 16-32"))
    dataset: str = setting(Options(lambda: tuple(DATASETS), "MNIST"))
    epochs: int = setting(Range(1, 100, 3, 1))
    batch_size: int = setting(Range(8, 4096, 256, 8, "pictures"))
    optimizer: Pick = setting(
        Choose(TRAINING_OPTIMIZERS, TRAINING_OPTIMIZERS.pick("AdamW", lr=0.01))
    )
    schedule: Pick = setting(Choose(TRAINING_SCHEDULES, TRAINING_SCHEDULES.pick("OneCycleLR")))
    augmentation: Pick = setting(Choose(AUGMENTATIONS, AUGMENTATIONS.pick("None")))
    label_smoothing: float = setting(Range(0.0, 0.5, 0.0, 0.01))
    ema: float = setting(Range(0.0, 0.9999, 0.0, 0.0001))
    seed: int = setting(Range(0, 2**31 - 1, 0, 1))

    def __post_init__(self):
        super().__post_init__()
        network, dataset = MODELS[self.model], DATASETS[self.dataset]
        classes = len(network.classes)
        if (dataset.shape, len(dataset.classes)) != (network.shape, classes):
            raise ValueError(
                f"dataset={self.dataset!r} does not fit model={self.model!r}, which takes pictures "
                f"of {network.shape} and tells {classes} classes apart; use {network.dataset}"
            )
        if not self.augmentation.choice.suits(dataset):
            suitable = [name for name, choice in AUGMENTATIONS.items() if choice.suits(dataset)]
            raise ValueError(
                f"augmentation={self.augmentation.name!r} is made for strokes on a black "
                f"background; with {self.dataset} use {' or '.join(map(repr, suitable))}"
            )
        if self.label_smoothing and not network.takes_label_smoothing:
            raise ValueError(
                f"label_smoothing={self.label_smoothing} must be 0 with {network.loss.__name__}, "
                "which has none"
            )


def recipe(model: str, **changes) -> TrainConfig:
    """The training that the named network's shipped weights come from, with these settings
    changed.
    """
    network = MODELS[model]
    usual = TrainConfig.from_json({"model": model, "dataset": network.dataset, **network.recipe})
    return usual.replace(**changes)
