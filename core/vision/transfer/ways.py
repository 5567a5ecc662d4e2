"""What can be trained of a network with a new head: the head only, some stages, everything, or all
from scratch; how far each of these trainings is, and how good it gets.
"""

from dataclasses import dataclass
from functools import lru_cache

import torch
from torch import nn

from core.data.datasets import DATASETS
from core.models.imagenet import PRETRAINED
from core.registry import Options, Range, setting
from core.training import store
from core.training.curve import Curve
from core.training.worker import ACTIVE, Status
from core.vision.transfer.by_count import counts_of
from core.vision.transfer.fitting import MOVED, PREPARED
from core.vision.transfer.pictures import pictures_of
from core.vision.transfer.stages import HEAD, Stage, freeze, modules, stages_of, titles
from core.vision.transfer.task import Task
from core.vision.transfer.tuning import MOST_STAGES, Tuning

HEAD_ONLY, EVERYTHING, SCRATCH = "Head only", "Everything", "From scratch"

FASTER = 5
"""By so much the rate is larger from scratch: random weights have further to go than trained ones,
and there is nothing in them to lose.
"""

SECONDS, PICTURES = AXES = ("Seconds", "Pictures per class")
"""Against which the accuracy is drawn."""


@dataclass(frozen=True)
class WayChoice(Task):
    """What learns beside the head, and how. The settings mean the same as those of a `Tuning`."""

    stages: int = setting(
        Range(0, MOST_STAGES, 2, 1, note="From the back; the new head always learns.")
    )
    epochs: int = setting(Range(1, 50, 2, 1))
    lr: float = setting(
        Range(1e-5, 2e-2, 1e-4, 1e-5, log=True, note=f"From scratch it is {FASTER} times as large.")
    )
    decay: float = setting(dict(Tuning.specs())["decay"])
    axis: str = setting(Options(AXES, SECONDS))


def ways(choice: WayChoice) -> dict[str, Tuning]:
    """The trainings that stand side by side, by name."""
    most = len(PRETRAINED[choice.network].stages)
    common = choice.part(Task).as_json() | {
        "epochs": choice.epochs,
        "lr": choice.lr,
        "decay": choice.decay,
    }
    every = {HEAD_ONLY: Tuning(**common, stages=0)}
    if 0 < choice.stages < most:
        every[f"Head and {choice.stages} of {most} stages"] = Tuning(**common, stages=choice.stages)
    every[EVERYTHING] = Tuning(**common, stages=MOST_STAGES)
    scratch = common | {"lr": choice.lr * FASTER, "weights": "random"}
    every[SCRATCH] = Tuning(**scratch, stages=MOST_STAGES)
    return every


def trainings(choice: WayChoice) -> dict[str, Tuning]:
    """The trainings that the picture is of, by name: each way, or each but the head only with every
    number of pictures that stands on the axis.

    Raises:
        ValueError: the pictures are not here or damaged.
    """
    if choice.axis == SECONDS:
        return ways(choice)
    counts = counts_of(pictures_of(choice.dataset).train_labels)
    return {
        f"{name} with {count} per class": tuning
        for count in counts
        for name, tuning in ways(choice.replace(per_class=count)).items()
        if name != HEAD_ONLY
    }


def held(choice: WayChoice) -> tuple[Stage, ...]:
    """What each stage holds, and how much of it learns."""
    return _held(choice.network, len(DATASETS[choice.dataset].classes), choice.stages)


@lru_cache(maxsize=64)
def _held(network: str, classes: int, stages: int) -> tuple[Stage, ...]:
    entry, model = PRETRAINED[network], _shapes(network, classes)
    freeze(entry, model, stages)
    return stages_of(entry, model)


def _shapes(network: str, classes: int) -> nn.Module:
    """A network with a new head that holds no numbers."""
    entry = PRETRAINED[network]
    with torch.device("meta"):
        return entry.with_head(entry.build(), nn.Linear(entry.features, classes))


@lru_cache(maxsize=16)
def stage_modules(network: str) -> dict[str, list[str]]:
    """The names of the modules of each stage, the head among them."""
    entry, model = PRETRAINED[network], _shapes(network, 2)
    names = {id(module): name for name, module in model.named_modules()}
    return {
        title: [names[id(module)] for module in modules(entry, model, title)]
        for title in titles(entry)
    }


def numbers(choice: WayChoice) -> dict[str, float]:
    """How much learns, by the names under which the script prints it."""
    stages = held(choice)
    parameters, trainable = (
        sum(getattr(stage, name) for stage in stages) for name in ("parameters", "trainable")
    )
    return {
        "parameters": parameters,
        "trainable parameters": trainable,
        "frozen parameters": parameters - trainable,
        "buffers": sum(stage.buffers for stage in stages if stage.title != HEAD),
    }


@dataclass(frozen=True, eq=False)
class Course:
    """How far a training is.

    Args:
        points: seconds since its start, and the share of held-out pictures that is right.
        state: "new", "trained", or that of a `Status`.
        share: that is done of one that runs.
        note: on what it does, or why it failed.
    """

    name: str
    points: tuple[tuple[float, float], ...] = ()
    state: str = "new"
    share: float = 0.0
    note: str = ""

    @property
    def is_active(self) -> bool:
        """Whether it waits or runs."""
        return self.state in ACTIVE


def course_of(name: str, tuning: Tuning, status: Status | None) -> Course:
    """How far a training is, given the status of its latest job, if it has one."""
    if status is not None and status.state in ACTIVE:
        now = status.snapshot
        share = now.step / now.steps if now.steps else now.prepared
        points = _points(now.held_out, 0.0, now.seconds, now.step)
        return Course(name, points, status.state, share, now.note)
    if (trained := store.fetch(tuning)) is not None:
        card = trained.card
        before = dict(card.measures).get(PREPARED, 0.0)
        last = card.held_out[-1][0] if card.held_out else 0
        return Course(name, _points(card.held_out, before, card.seconds, last), "trained", 1.0)
    if status is not None and status.state == "failed":
        return Course(name, state="failed", note=status.reason)
    return Course(name)


def by_pictures(choice: WayChoice) -> dict[str, tuple[tuple[int, float], ...]]:
    """Of each way but the head only, by its name: pictures of a class, and the share of held-out
    pictures that is right, of those trainings in the store that differ in nothing else.
    """
    runs = [run.card for run in store.models() if isinstance(run.card.config, Tuning)]
    result = {}
    for name, tuning in ways(choice).items():
        same = (
            (card.config.per_class, card.test_accuracy)
            for card in runs
            if card.config.replace(per_class=tuning.per_class) == tuning
        )
        if name != HEAD_ONLY and (points := tuple(sorted(same))):
            result[name] = points
    return result


def moved(choice: WayChoice) -> dict[str, float]:
    """How far each stage has moved in the training of the chosen stages, by its title; nothing
    before it is trained.
    """
    most = len(PRETRAINED[choice.network].stages)
    tuning = list(ways(choice).values())[1 if 0 < choice.stages < most else -2]
    trained = store.fetch(tuning) if choice.stages else None
    measures = () if trained is None else trained.card.measures
    return {name.removeprefix(MOVED): value for name, value in measures if name.startswith(MOVED)}


def _points(held_out: Curve, before: float, seconds: float, step: int) -> tuple:
    """The moments after each epoch, if all steps after `before` seconds took equally long."""
    each = (seconds - before) / max(step, 1)
    return tuple((before + each * number, right) for number, _, right in held_out)


def shown_by(dataset: str) -> str:
    """The source of feature maps that has pictures of this data set: MNIST's, or its own."""
    source = DATASETS[dataset].own_source
    return "test picture" if source == "picture" else source
