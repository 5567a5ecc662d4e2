"""What a training is: every setting that decides which weights come out."""

from dataclasses import dataclass
from typing import Any

from core.catalogue.optimizers import TRAINING_OPTIMIZERS
from core.catalogue.schedules import TRAINING_SCHEDULES
from core.data import own_pictures
from core.data.dataset import Dataset
from core.data.datasets import DATASETS
from core.models.lines import read
from core.models.stack import DEFAULT, EXAMPLES, OWN_STACK, check
from core.models.stack import network as network_of
from core.models.zoo import MODELS, Network
from core.registry import Choose, Config, Options, Pick, Query, Range, Text, setting
from core.training.augmentation import AUGMENTATIONS


@dataclass(frozen=True)
class OwnOptions(Options):
    """Names of a registry to which readers add their own. One that another process has added is
    looked for; one that is not on this computer is told as such.
    """

    contents = "the pictures"
    """What a reader has to add again."""

    def is_elsewhere(self, value: Any) -> bool:
        """Whether it is the name of something of a reader that is not on this computer."""
        raise NotImplementedError

    def check(self, name: str, value: Any) -> str:
        """The name, if there is such an entry."""
        if self.is_elsewhere(value):
            raise ValueError(
                f"{name}={value!r} is not on this computer: add {self.contents} again, or choose "
                f"from {', '.join(self.choices())}"
            )
        return super().check(name, value)

    def unread(self, key: str, query: Query) -> list[str]:
        """A line on an entry of an address that is not on this computer, or as ever."""
        value = query.get(key)
        if self.is_elsewhere(value):
            return [f"{key}={value!r} is not on this computer: {self.default} is used instead"]
        return super().unread(key, query)


@dataclass(frozen=True)
class DatasetOptions(OwnOptions):
    """A data set of `DATASETS`."""

    def is_elsewhere(self, value: Any) -> bool:
        """Own pictures are looked for in the cache."""
        is_own = isinstance(value, str) and own_pictures.NAME.fullmatch(value)
        return bool(is_own) and value not in DATASETS and not own_pictures.register(value)


own_pictures.register()  # those that are on this computer when it starts


@dataclass(frozen=True)
class TrainConfig(Config):
    """One training. The same config on the same device gives the same weights.

    Args:
        layers: of a network of one's own, a line each; of no other.
        ema: if above 0, the result is the exponential moving average of the weights, this much of
            it kept each step.
        seed: decides the first weights, the order of the pictures and their augmentation.
    """

    model: str = setting(Options(lambda: (*MODELS, OWN_STACK), "CNN 16-32"))
    layers: str = setting(Text(DEFAULT, 2000, read, EXAMPLES, lines=10))
    dataset: str = setting(DatasetOptions(lambda: tuple(DATASETS), "MNIST"))
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
        if self.model != OWN_STACK and self.layers != DEFAULT:
            object.__setattr__(self, "layers", DEFAULT)  # what stands there counts for nothing
        network, dataset = self.network, DATASETS[self.dataset]
        classes = len(network.classes)
        if self.model == OWN_STACK:
            _check_layers(self, dataset)
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

    @property
    def network(self) -> Network:
        """The network that is trained, as its entry tells of it."""
        if self.model == OWN_STACK:
            return network_of(self.layers, self.dataset)
        return MODELS[self.model]


def _check_layers(config: TrainConfig, dataset: Dataset) -> None:
    """Refuses layers that do not fit the data set."""
    try:
        check(config.layers, dataset.shape, len(dataset.classes), config.batch_size)
    except ValueError as error:
        raise ValueError(f"layers do not fit {config.dataset}: {error}") from None


def recipe(model: str, **changes) -> TrainConfig:
    """The training that the named network's shipped weights come from, with these settings
    changed.
    """
    if model == OWN_STACK:
        return TrainConfig(model).replace(**changes)
    network = MODELS[model]
    usual = TrainConfig.from_json({"model": model, "dataset": network.dataset, **network.recipe})
    return usual.replace(**changes)
