"""A one-line mistake and what comes of it: the same training with the mistake and without."""

import difflib
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

import torch
from torch import Tensor

from core.jobs import Progress
from core.jobs.progress import last
from core.models.seeding import DrawFrom
from core.playground.maps import grid, shade
from core.playground.points import Points
from core.registry import Choice, Pick
from core.script import Code, SourceText, body, decide, source
from core.torch_message import TorchMessage, caught

SIDE = 61
"""Points along each side of a map."""

CONTEXT = 1
"""Lines that are shown before and after those that differ."""


@dataclass(frozen=True)
class Sample:
    """Where the points of a mistake come from.

    Args:
        function: a generator of `core.playground.generators`.
        count: of points; half of them are trained on.
        noise: from 0 to 50.
        arguments: further ones of the function.
        shared: parameters of the mistake that the function takes too.
        classes: how many classes there are, where no parameter says it; 0 for numbers.
    """

    function: Callable[..., tuple[Tensor, Tensor]]
    count: int = 200
    noise: int = 0
    arguments: Mapping[str, Any] = field(default_factory=dict, hash=False)
    shared: tuple[str, ...] = ()
    classes: int = 2


@dataclass(frozen=True, eq=False, kw_only=True)
class Breakage(Choice):
    """A mistake. `build` trains with it or without (see `mistakes`).

    Args:
        sample: what is trained on.
        symptom: what is to be seen of it.
        cure: what to do.
        losses: how far the axis of losses goes.
        measure: of outputs and targets, such as `accuracy`.
        raises: whether torch refuses; all other mistakes are silent.
    """

    sample: Sample
    symptom: str
    cure: str
    losses: tuple[float, float]
    measure: Callable[[Tensor, Tensor], float]
    raises: bool = False


def accuracy(outputs: Tensor, y: Tensor) -> float:
    """The share of right answers: the largest logit, or the sign of a single one."""
    answers = outputs.argmax(1) if outputs.shape[1] > 1 else (outputs[:, 0] > 0).long()
    return (answers == y).float().mean().item()


def squared_error(outputs: Tensor, y: Tensor) -> float:
    """The mean squared error."""
    return ((outputs[:, 0] - y) ** 2).mean().item()


MEASURES: dict[Callable, str] = {accuracy: "accuracy", squared_error: "mean squared error"}
"""What each measure is called."""


@dataclass(frozen=True, eq=False)
class Outcome:
    """What comes of a training.

    Args:
        losses: after each step, (steps,) float32.
        train, test: the measure on the points that were trained on, and on the others.
        numbers: further ones by name.
        shades: of the map, (SIDE, SIDE) (`core.playground.maps.shade`).
    """

    losses: Tensor
    train: float
    test: float
    numbers: Mapping[str, float]
    shades: Tensor


@dataclass(frozen=True, eq=False)
class Comparison:
    """Both trainings.

    Args:
        points: all of them, those that are trained on first.
        broken: with the mistake; or what torch says of it.
    """

    points: Points
    right: Outcome
    broken: Outcome | TorchMessage


def compare(mistake: Pick, seed: int) -> Comparison:
    """Trains with the mistake and without, from the same seed."""
    return last(comparing(mistake, seed))


def comparing(mistake: Pick, seed: int) -> Iterator[Progress]:
    """Trains as `compare` does; the value of the last progress is the `Comparison`, at once if it
    is known already.
    """
    known = _known(mistake, seed)
    if not known:
        yield Progress(0.0, "Training without the mistake")
        points, right = _train(mistake, seed, broken=False)
        yield Progress(0.5, "Training with the mistake")
        _, broken = _train(mistake, seed, broken=True)
        known.append(Comparison(points, right, broken))
    yield Progress(1.0, "", known[0])


@lru_cache(maxsize=64)
def _known(mistake: Pick, seed: int) -> list[Comparison]:
    """Holds both trainings once they are done."""
    return []


def classes_in(mistake: Pick) -> int:
    """How many classes the points have; 0 if they have numbers."""
    return dict(mistake.arguments).get("classes", mistake.choice.sample.classes)


def _train(mistake: Pick, seed: int, broken: bool) -> tuple[Points, Outcome | TorchMessage]:
    """One of the two trainings; all that is random comes from one generator, as in the script."""
    choice, sample = mistake.choice, mistake.choice.sample
    generator = torch.Generator().manual_seed(seed)
    with DrawFrom(generator):
        x, y = sample.function(sample.count, sample.noise, generator, **_sample_arguments(mistake))
        order = torch.randperm(len(x), generator=generator)
        x, y, half = x[order], y[order], len(x) // 2
        result = caught(choice.build, x[:half], y[:half], broken=broken, **dict(mistake.arguments))
        points = Points(x, y, classes_in(mistake))
        if isinstance(result, TorchMessage):
            return points, result
        predict, losses, numbers = result
        with torch.no_grad():
            train = choice.measure(predict(x[:half]), y[:half])
            test = choice.measure(predict(x[half:]), y[half:])
            shades = shade(predict(grid(SIDE)), points.classes).view(SIDE, SIDE)
    return points, Outcome(torch.tensor(losses), train, test, numbers, shades)


def _sample_arguments(mistake: Pick) -> dict[str, Any]:
    sample = mistake.choice.sample
    return {**sample.arguments, **{name: mistake[name] for name in sample.shared}}


def sample_call(mistake: Pick) -> Code:
    """How a script makes the points, of a `generator`."""
    sample = mistake.choice.sample
    more = [f"{name}={value!r}" for name, value in _sample_arguments(mistake).items()]
    call = ", ".join([str(sample.count), str(sample.noise), "generator", *more])
    return Code(f"{sample.function.__name__}({call})")


def version(mistake: Pick, name: str, broken: bool) -> SourceText:
    """The function as it stands with the mistake or without, under this name and with the pick's
    parameters as its defaults.
    """
    text = decide(source(mistake.choice.build), {"broken": broken, "not broken": not broken})
    text = re.sub(r"^def \w+\(", f"def {name}(", text)
    text = re.sub(r",\s*broken(: bool)?", "", text, count=1)
    for parameter, value in mistake.arguments:
        text = re.sub(rf"({parameter}(: \w+)? ?= ?)[^,)]+", rf"\g<1>{value!r}", text, count=1)
    return SourceText(text)


def difference(mistake: Pick) -> str:
    """The lines with the mistake (-) and without it (+), with those around them."""
    broken, right = (
        body(version(mistake, "train", broken)).splitlines() for broken in (True, False)
    )
    lines = list(difflib.unified_diff(broken, right, n=CONTEXT, lineterm=""))[2:]
    return "\n".join("" if line.startswith("@@") else line for line in lines).strip("\n")
