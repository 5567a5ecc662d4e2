"""The playground's own network, by the address of its page: another one whose loss is looked at."""

from collections.abc import Callable, Iterator
from copy import deepcopy
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import parse_qs, urlsplit

import torch
from safetensors.torch import save
from torch import Tensor, nn
from torch.nn.utils import parameters_to_vector

from core.catalogue.calls import constructed
from core.jobs import Progress
from core.jobs.progress import last
from core.networks.landscape.subject import Subject
from core.networks.landscape.weights import with_batch_statistics
from core.playground.course import (
    USUAL,
    Course,
    check_course,
    follow,
    length,
    read_course,
    seconds_of,
)
from core.playground.network import SeededDropout
from core.playground.run import Run
from core.playground.settings import Settings
from core.registry import Config, Text, setting
from core.script import Code

LIMIT = 4000
"""Characters of an address."""

MOST_EPOCHS = 1000
"""Of a training, which is done again here."""

MOST_POINTS = 200
"""Of the path of a training."""

MOST_SECONDS = 20.0
"""About how long that may take."""

PAGE = "playground."
"""Before the names of settings in an address."""


def check_address(address: str) -> None:
    """Raises a `ValueError` for an address that tells no training of the playground, or a long
    one.
    """
    said = _said(address)
    text = said.get("course", [USUAL])[-1]
    check_course(text)
    course = read_course(text, Settings.from_query(said))
    if length(course) > MOST_EPOCHS:
        raise ValueError(f"playground: at most {MOST_EPOCHS:,} epochs are trained here")
    if seconds_of(course) > MOST_SECONDS:
        raise ValueError("playground: this training takes too long to be done again here")


@dataclass(frozen=True)
class OwnNetwork(Config):
    """The playground's network, where that is chosen."""

    playground: str = setting(
        Text(
            "",
            LIMIT,
            check_address,
            ("hidden=8+ReLU&course=40", "?playground.hidden=6,3&playground.loss=Cross-entropy"),
            note="The address of a playground page with a network that you have trained there. "
            "Without one, it is the first network of the playground, after 40 epochs.",
            names=True,
        )
    )


def _said(address: str) -> dict[str, list[str]]:
    """What an address of the playground's page says, by the names of its settings."""
    text = address.strip()
    query = parse_qs(urlsplit(text).query or text.lstrip("?"), keep_blank_values=True)
    return {name.removeprefix(PAGE): values for name, values in query.items()}


def run_at(address: str) -> Run:
    """The playground's network at the end of its training; what an address says that is not
    understood is left at its default.

    Raises:
        ValueError: settings that do not go together, or weights that are no longer numbers.
    """
    *_, run = walked(address)
    return run


@lru_cache(maxsize=8)
def walked(address: str) -> tuple[Tensor, Tensor, Run]:
    """What `own_walk` finds, here and now."""
    return last(own_walk(address))


def _course(address: str) -> Course:
    """The course that an address tells."""
    said = _said(address)
    return read_course(said.get("course", [USUAL])[-1], Settings.from_query(said))


def _sound(run: Run) -> Run:
    """The run, if its weights are numbers."""
    if run.diverged:
        raise ValueError(f"playground: this training diverges at step {run.diverged[0]}")
    return run


def own_walk(address: str) -> Iterator[Progress]:
    """Trains the playground's network once more. The value of the last progress: all weights and
    biases before the training and after each epoch and single step, (T, P), the steps that were
    done by then, (T,), and the run at its end. Of a long training only some are taken, MOST_POINTS
    or so.

    Raises:
        ValueError: as `run_at`.
    """
    course = _course(address)
    total = sum(segment.epochs + segment.steps for segment in course)
    every = max(1, -(-total // MOST_POINTS))
    points, at = [], []
    for number, run in enumerate(follow(course)):
        if number % every == 0 or number == total:
            points.append(parameters_to_vector(run.network.parameters()).detach().double())
            at.append(run.steps)
        yield Progress(number / max(total, 1), "Training")
    yield Progress(1.0, value=(torch.stack(points), torch.tensor(at), _sound(run)))


def count_of(address: str) -> int:
    """The weights and biases of the playground's network, which is not trained for that.

    Raises:
        ValueError: settings that do not go together.
    """
    network = Run(_course(address)[0].settings).network
    return sum(value.numel() for value in network.parameters())


@lru_cache(maxsize=8)
def own_subject(address: str) -> Subject:
    """The playground's network with the points that it was trained on."""
    return subject_of_run(run_at(address))


def subject_of_run(run: Run) -> Subject:
    """The network of a run with the points that it was trained on."""
    modules = [
        nn.Dropout(module.p) if isinstance(module, SeededDropout) else deepcopy(module)
        for module in run.network
    ]
    model = nn.Sequential(*modules).double().eval()
    model = with_batch_statistics(model).requires_grad_(False)
    y = run.train.y
    return Subject(
        model,
        {name: value.detach() for name, value in model.named_parameters()},
        run.train.x.double(),
        y.double() if y.is_floating_point() else y,
        run.loss,
        normed=any(isinstance(module, nn.BatchNorm1d) for module in model),
        classifies=False,
    )


def own_code(address: str) -> tuple[Code, Code, list[Callable]]:
    """How a script makes the network and its loss, and the classes that it shows for that.

    Raises:
        ValueError: the network has a part that is not torch's.
    """
    run, chosen = run_at(address), own_subject(address)
    for module in chosen.model:
        if not hasattr(nn, type(module).__name__):
            raise ValueError(f"{type(module).__name__} has no script: it is not one of torch’s")
    text = "".join(f"    nn.{module!r},\n" for module in chosen.model)
    pick, classes = run.settings.loss, run.points[0].classes
    several = pick.choice.code_several if classes > 2 else ""
    loss = Code(f"{several}()") if several else constructed(pick)
    return Code(f"nn.Sequential(\n{text})"), loss, [] if pick.choice.code else [type(run.loss)]


def own_files(address: str) -> dict[str, bytes]:
    """The weights and the points of the network, for scripts."""
    chosen = own_subject(address)
    return {
        "network.safetensors": save(dict(chosen.model.state_dict())),
        "points.safetensors": save({"x": chosen.x.contiguous(), "y": chosen.labels.contiguous()}),
    }
