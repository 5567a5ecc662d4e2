"""Optimizers: a race against plain loops one after the other, one slider, and the map of basins."""

import time
from collections.abc import Callable

import torch

from core.catalogue.optimizer import arguments
from core.catalogue.optimizers import OPTIMIZERS
from core.functions.optimizers.basins import SIZE, walk
from core.functions.optimizers.geometry import start
from core.functions.optimizers.race import Problem, descend, race
from core.functions.optimizers.surfaces import SURFACES
from core.registry import Pick
from tests.benchmarks.rows import Row

TEN = (
    "SGD",
    "Momentum",
    "Nesterov",
    "Adam",
    "AdamW",
    "NAdam",
    "Adamax",
    "Adagrad",
    "Adadelta",
    "RMSprop",
)
HILLS = ("Beale", "Ackley", "Levy 13")
STEPS, ROUNDS = 500, 3
LEAST_FASTER, MOST_OF_ONE, MOST_SECONDS = 4.0, 1.5, 2.0


def run() -> list[Row]:
    threads = torch.get_num_threads()
    torch.set_num_threads(1)  # as in the server
    try:
        return [*(_race_row(name) for name in HILLS), _one_row(), _basins_row()]
    finally:
        torch.set_num_threads(threads)


def _race_row(name: str) -> Row:
    """The best of some rounds of each, taken in turn, since a busy machine can only make either
    slower.
    """
    hill, picks = SURFACES.pick(name), [OPTIMIZERS.pick(optimizer) for optimizer in TEN]
    problem = Problem(hill, start(hill), STEPS)
    together, one_by_one = zip(
        *(
            (
                _seconds(lambda: descend(picks, problem)),
                _seconds(lambda: [_plain(pick, problem) for pick in picks]),
            )
            for _ in range(ROUNDS)
        ),
        strict=True,
    )
    faster = min(one_by_one) / min(together)
    return Row(
        f"{name}: {len(TEN)} optimizers x {STEPS} steps",
        f"plain loops {min(one_by_one):.2f} s",
        f"{min(together):.3f} s",
        faster,
        f">= {LEAST_FASTER:.0f} times faster",
        faster >= LEAST_FASTER,
    )


def _plain(pick: Pick, problem: Problem) -> tuple[torch.Tensor, list[float]]:
    """What a script does: points and losses of one optimizer."""
    point = torch.tensor(problem.start, dtype=torch.float64, requires_grad=True)
    optimizer = pick.choice.build([point], **arguments(pick))
    points, losses = [point.detach().clone()], []
    for _ in range(problem.steps):
        optimizer.zero_grad()
        x, y = point
        loss = problem.surface.build(x, y)
        loss.backward()
        optimizer.step()
        points.append(point.detach().clone())
        losses.append(loss.item())
    return torch.stack(points), losses


def _one_row() -> Row:
    """The race again after one slider of ten optimizers, beside a race of that one alone."""
    hill, picks = SURFACES.pick("Beale"), [OPTIMIZERS.pick(optimizer) for optimizer in TEN]
    race(picks, Problem(hill, start(hill), STEPS))
    again, alone = [], []
    for number in range(1, 8):
        picks[3] = OPTIMIZERS.pick("Adam", lr=number / 100)
        again.append(_seconds(lambda: race(picks, Problem(hill, start(hill), STEPS))))
        alone.append(_seconds(lambda: descend([picks[3]], Problem(hill, start(hill), STEPS))))
    ratio = min(again) / min(alone)
    return Row(
        "a slider of one of ten optimizers",
        f"that one alone {1000 * min(alone):.0f} ms",
        f"{1000 * min(again):.0f} ms",
        ratio,
        f"<= {MOST_OF_ONE} times",
        ratio <= MOST_OF_ONE,
    )


def _basins_row() -> Row:
    """The whole map, as it is computed once; the page keeps it."""
    pick, problem = (
        OPTIMIZERS.pick("Adam", lr=0.1),
        Problem(SURFACES.pick("Himmelblau"), (0.0, 0.0), 200),
    )
    seconds = min(_seconds(lambda: list(walk(pick, problem))) for _ in range(ROUNDS))
    alone = _seconds(lambda: descend([pick], problem))
    return Row(
        f"basins of {SIZE} x {SIZE} starts x 200 steps",
        f"one start {alone:.3f} s",
        f"{seconds:.2f} s",
        seconds / alone,
        f"< {MOST_SECONDS:.0f} s",
        seconds < MOST_SECONDS,
    )


def _seconds(work: Callable[[], object]) -> float:
    """Of the processor, on one thread: what the clock shows where nothing else runs."""
    begin = time.process_time()
    work()
    return time.process_time() - begin
