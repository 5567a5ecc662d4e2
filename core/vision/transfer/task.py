"""What is to be learned: whose features, which pictures, and how many of them."""

from dataclasses import dataclass

from core.data.datasets import DATASETS
from core.models.imagenet import PRETRAINED
from core.registry import Config, Options, Range, setting
from core.training.config import DatasetOptions
from core.vision.transfer.stages import network_names


@dataclass(frozen=True)
class Task(Config):
    """A few pictures of each class, and the network that is to learn from them.

    Args:
        per_class: of a class with fewer pictures all.
        seed: decides which pictures are chosen.
    """

    network: str = setting(Options(network_names, "EfficientNet-Lite0"))
    dataset: str = setting(DatasetOptions(lambda: tuple(DATASETS), "Clip art"))
    per_class: int = setting(Range(1, 50, 20, 1))
    seed: int = setting(Range(0, 99, 0, 1))


def check_ready(task: Task) -> None:
    """Refuses a task whose weights or pictures are not on this computer yet.

    Raises:
        ValueError: says what to fetch.
    """
    if not PRETRAINED[task.network].is_ready():
        raise ValueError(
            f"network={task.network!r}: its weights are not on this computer yet, download them "
            "first"
        )
    check_pictures(task)


def check_pictures(task: Task) -> None:
    """Refuses a task whose pictures are not on this computer yet.

    Raises:
        ValueError: says so.
    """
    if not DATASETS[task.dataset].is_ready():
        raise ValueError(
            f"dataset={task.dataset!r}: its pictures are not on this computer yet, fetch them first"
        )
