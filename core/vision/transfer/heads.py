"""A head on features beside the same head on raw pixels, trained on the same few pictures, and what
both answer to the pictures that are held out.
"""

import time
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import torch
from torch import Tensor

from core.jobs import Progress
from core.jobs.progress import last
from core.models.imagenet import PRETRAINED
from core.training.evaluation import Answers, interval
from core.vision.transfer import seen
from core.vision.transfer.features import are_kept, compute, raw
from core.vision.transfer.head import Head, fit, raw_pixels
from core.vision.transfer.pictures import Pictures, choose, network_input, pictures_of
from core.vision.transfer.seen import Seen
from core.vision.transfer.task import Task, check_ready

OF_FEATURES = 0.9
"""The share of the work that computing features is."""


FEATURES, RAW, GUESSING = "Head on features", "Head on raw pixels", "Guessing"


@dataclass(frozen=True)
class Accuracy:
    """How often somebody is right, as a share of the held-out pictures.

    Args:
        low, high: the ends of the 95 % confidence interval; of what is known the share itself.
    """

    name: str
    share: float
    low: float
    high: float


@dataclass(frozen=True, eq=False)
class Heads:
    """Two heads and their answers.

    Args:
        head: takes the features of a picture.
        raw: takes its pixels.
        answers, raw_answers: scores for the held-out pictures, (M, classes).
        labels: of the held-out pictures, (M,).
        classes: names.
        learned: pictures that both were trained on.
        seconds: that the training of `head` took.
    """

    head: Head
    raw: Head
    answers: Tensor
    raw_answers: Tensor
    labels: Tensor
    classes: tuple[str, ...]
    learned: int
    seconds: float

    @property
    def answered(self) -> Answers:
        """What the head on features answers, for what is told of answers everywhere."""
        return Answers(self.answers, self.labels, self.classes)

    @property
    def right(self) -> int:
        """Held-out pictures that the head on features gets right."""
        return int((self.answers.argmax(1) == self.labels).sum())

    @property
    def raw_right(self) -> int:
        """Held-out pictures that the head on raw pixels gets right."""
        return int((self.raw_answers.argmax(1) == self.labels).sum())

    @property
    def accuracies(self) -> tuple[Accuracy, ...]:
        """Of both heads, and of guessing."""
        count, chance = len(self.labels), 1 / len(self.classes)
        measured = (
            Accuracy(name, right / count, *interval(right, count))
            for name, right in ((FEATURES, self.right), (RAW, self.raw_right))
        )
        return (*measured, Accuracy(GUESSING, chance, chance, chance))


def heads(task: Task) -> Iterator[Progress]:
    """Trains both heads; the value of the last step is `Heads`.

    Raises:
        ValueError: weights or pictures are not here or damaged.
    """
    check_ready(task)
    yield Progress(0.0, "Reading the pictures")
    pictures, features = pictures_of(task.dataset), None
    for step in compute(task.network, task.dataset):
        features = step.value
        if features is None:
            note = f"Computing features, only once: {step.note}"
            yield Progress(OF_FEATURES * step.share, note)
    yield Progress(OF_FEATURES, "Training the head")
    chosen = choose(pictures.train_labels, task.per_class, task.seed)
    _warm_up()
    start = time.perf_counter()
    head = _fit(features.train[chosen], pictures, chosen)
    seconds = time.perf_counter() - start
    yield Progress(0.95, "Training the head on raw pixels")
    pixels = raw(pictures)
    raw_head = _fit(pixels.train[chosen], pictures, chosen)
    yield Progress(
        1.0,
        "",
        Heads(
            head,
            raw_head,
            head.scores(features.test),
            raw_head.scores(pixels.test),
            pictures.test_labels.long(),
            pictures.classes,
            len(chosen),
            seconds,
        ),
    )


@lru_cache(maxsize=1)
def _warm_up() -> None:
    """What torch imports at its first step does not count as training."""
    fit(torch.eye(2), torch.arange(2), 2)


def _fit(x: Tensor, pictures: Pictures, chosen: Tensor) -> Head:
    return fit(x, pictures.train_labels[chosen].long(), len(pictures.classes))


def is_quick(task: Task) -> bool:
    """Whether both heads are trained in a fraction of a second, as the features are kept.

    Raises:
        ValueError: weights or pictures are not here or damaged.
    """
    check_ready(task)
    return are_kept(task.network, task.dataset)


@lru_cache(maxsize=32)
def result(task: Task) -> Heads:
    """Both heads, trained here and now."""
    return last(heads(task))


@dataclass(frozen=True, eq=False)
class Reading:
    """What both heads make of one picture.

    Args:
        probabilities, raw: of the classes, (classes,) each.
    """

    probabilities: Tensor
    raw: Tensor


def read(task: Task, trained: Heads, chosen: Seen) -> Reading:
    """What the heads of a task make of the picture that is looked at.

    Raises:
        ValueError: there is no picture yet, or it is no longer on the server.
    """
    picture = seen.picture(chosen, task.dataset)
    features = features_of(task.network, task.dataset, chosen)
    return Reading(
        trained.head.scores(features)[0].softmax(0),
        trained.raw.scores(raw_pixels(picture[None]))[0].softmax(0),
    )


@lru_cache(maxsize=32)
@torch.no_grad()
def features_of(network: str, dataset: str, chosen: Seen) -> Tensor:
    """What a network makes of a picture before its head, (1, D): the same for all heads."""
    picture = seen.picture(chosen, dataset)
    return body_of(network)(network_input(PRETRAINED[network], picture[None]))


def body_of(network: str) -> torch.nn.Module:
    """A network that ends before its head; shared, not to be changed."""
    return _body(network, PRETRAINED[network].trained())


@lru_cache(maxsize=2)
def _body(name: str, whole: torch.nn.Module) -> torch.nn.Module:
    """A network without its head. It has the numbers of the whole one, not a copy of them."""
    network = PRETRAINED[name]
    with torch.device("meta"):  # holds no numbers
        model = network.with_head(network.build(), torch.nn.Identity())
    weights = whole.state_dict()
    model.load_state_dict({key: weights[key] for key in model.state_dict()}, assign=True)
    return model.eval().requires_grad_(False)
