"""The optimizers page as data: what a reader can set, the presets, the numbers on the screen."""

from dataclasses import dataclass

import torch
from torch import Tensor

from core.catalogue.optimizers import OPTIMIZERS
from core.catalogue.schedules import SCHEDULES
from core.functions.optimizers import geometry
from core.functions.optimizers.race import Problem, Trajectory, race
from core.functions.optimizers.stability import Curvature, curvature, limit
from core.functions.optimizers.surfaces import SURFACES
from core.registry import Choose, ChooseSeveral, Config, Options, Pick, Preset, Range, setting

RACERS = OPTIMIZERS.view(change=lambda name, choice: choice.for_surface())
"""All optimizers, at defaults that suit a surface: with torch's own, made for networks, they would
hardly move, or take seconds.
"""

START = (0.0, -1.0)
CURVATURES_AT = 4
"""Minima at most whose curvatures are shown."""


def _racers(*names: str) -> tuple[Pick, ...]:
    return tuple(RACERS.pick(name) for name in names)


@dataclass(frozen=True)
class State(Config):
    """Everything a reader can set on the optimizers page. A start outside the picture is brought
    into it.
    """

    racers: tuple[Pick, ...] = setting(
        ChooseSeveral(RACERS, _racers("SGD", "Momentum", "RMSprop", "Adam"), least=0, most=10)
    )
    surface: Pick = setting(Choose(SURFACES, SURFACES.pick("Himmelblau")))
    start_x: float = setting(Range(-10.0, 10.0, START[0], 0.01))
    start_y: float = setting(Range(-10.0, 10.0, START[1], 0.01))
    steps: int = setting(Range(20, 200, 100, 10))
    noise: float = setting(
        Range(
            0.0,
            20.0,
            0.0,
            0.1,
            note="Standard deviation of the noise that is added to each gradient, as mini-batches "
            "do. All optimizers get the same noise at the same step.",
        )
    )
    seed: int = setting(Range(0, 99, 0, 1, note="Another seed gives other noise."))
    schedule: Pick = setting(Choose(SCHEDULES, SCHEDULES.pick("None")))
    view: str = setting(Options(("Map", "3-D"), "Map", names=False))
    angle: int = setting(
        Range(0, 345, 30, 15, "°", "How far the camera has turned around the surface.")
    )
    step: int = setting(Range(1, 200, 5, 1, note="The step that is shown in numbers."))

    def __post_init__(self):
        super().__post_init__()
        for name, usual, (low, high) in zip(
            ("start_x", "start_y"), START, geometry.domain(self.surface), strict=True
        ):
            if not low <= getattr(self, name) <= high:
                object.__setattr__(self, name, min(max(usual, low), high))
        object.__setattr__(self, "step", min(self.step, self.steps))

    @property
    def problem(self) -> Problem:
        """What the optimizers are given."""
        return Problem(
            self.surface,
            (self.start_x, self.start_y),
            self.steps,
            self.noise,
            self.seed if self.noise else 0,
            None if self.schedule.choice.constant else self.schedule,
        )


def run(state: State) -> list[Trajectory]:
    """The trajectory of each optimizer."""
    return race(state.racers, state.problem)


def schedule_caution(state: State) -> str:
    """What a reader has to know of the schedule on this surface, in sentences; "" if nothing."""
    values = torch.cat([trajectory.values for trajectory in run(state)])
    lowest = float(values.nan_to_num(torch.inf, neginf=torch.inf).min())
    return state.schedule.choice.caution(dict(state.schedule.arguments), lowest)


def headline(state: State) -> dict[str, float]:
    """Where each optimizer is at the end, and the loss there."""
    numbers = {}
    for pick, trajectory in zip(state.racers, run(state), strict=True):
        x, y = trajectory.points[-1].tolist()
        numbers |= {
            f"{pick.name} x": x,
            f"{pick.name} y": y,
            f"{pick.name} loss": float(trajectory.values[-1]),
        }
    return numbers


def distances(state: State) -> list[Tensor]:
    """How far each optimizer is from the nearest global minimum, (steps + 1,); nan if there is
    none.
    """
    return [geometry.distance(state.surface, trajectory.points) for trajectory in run(state)]


def curvatures(state: State) -> list[tuple[str, Curvature]]:
    """The surface's curvatures at up to four of its minima and at the start, each with a name for
    the point.
    """
    minima = geometry.minima(state.surface)[:CURVATURES_AT].tolist()
    points = [("minimum", tuple(point)) for point in minima] + [("start", state.problem.start)]
    return [(name, curvature(state.surface, point)) for name, point in points]


def with_limit(state: State) -> list[int]:
    """The indices of the optimizers that have a largest stable learning rate."""
    return [index for index, pick in enumerate(state.racers) if limit(pick, 1.0) is not None]


def _at(
    start: tuple[float, float], surface: Pick, racers: tuple[Pick, ...], steps: int = 100, **more
) -> State:
    return State(
        racers=racers, surface=surface, start_x=start[0], start_y=start[1], steps=steps, **more
    )


def _rates(**rates: float) -> tuple[Pick, ...]:
    """Optimizers by their learning rates."""
    return tuple(RACERS.pick(name, lr=rate) for name, rate in rates.items())


PRESETS = (
    Preset(
        "Momentum in a ravine",
        "SGD drops to the floor of the ravine and creeps along it. Momentum keeps the direction "
        "that its steps share, and gets faster along it.",
        _at(
            (-5.0, 1.6),
            SURFACES.pick("Ravine"),
            _rates(SGD=0.03, Momentum=0.03, Nesterov=0.03),
            150,
        ),
        question="Who gets along the ravine fastest?",
        answers=("SGD", "Those with momentum"),
        right="Those with momentum",
    ),
    Preset(
        "A curved valley",
        "With one learning rate for both directions SGD crawls along Rosenbrock's valley; "
        "momentum adds up its small steps. Choose LBFGS too: it learns how the valley curves.",
        _at(
            (-1.2, 1.0),
            SURFACES.pick("Rosenbrock"),
            _rates(SGD=0.001, Momentum=0.001, Adam=0.1),
            150,
        ),
        question="Why does SGD crawl through this valley?",
    ),
    Preset(
        "Too large a rate",
        "The bowl's largest curvature is 10, so above 2/10 each step of SGD across it is longer "
        "than the last. With momentum the same rate is stable: open Largest safe rate.",
        _at((-2.6, 0.3), SURFACES.pick("Bowl"), _rates(SGD=0.205, Momentum=0.205), 50),
        question="Curvature 10, learning rate 0.205: does SGD come down?",
        answers=("Yes", "No"),
        right="No",
    ),
    Preset(
        "Which valley?",
        "There are four minima, all equally deep: the start and the optimizer decide which one is "
        "reached. Open Which minimum?, or click or tap on the map.",
        _at(
            (-0.3, -0.9),
            SURFACES.pick("Himmelblau"),
            _rates(SGD=0.01, Momentum=0.005, RMSprop=0.05, Adam=0.3),
        ),
        question="One start, four optimizers: do all reach the same minimum?",
        answers=("Yes", "No"),
        right="No",
    ),
    Preset(
        "Off a saddle",
        "Near the middle the slope is almost zero, so SGD lingers there. Adam divides by the "
        "size of the gradient, so its steps stay as long as elsewhere.",
        _at((-1.7, 0.001), SURFACES.pick("Saddle"), _rates(SGD=0.05, Adam=0.05), 40),
        question="Who leaves the saddle first?",
        answers=("SGD", "Adam"),
        right="Adam",
    ),
    Preset(
        "Noise, and a rate that falls",
        "Mini-batches make every gradient noisy, so with a constant learning rate an optimizer "
        "never settles. With one that falls, all of them do: set the schedule to None to compare.",
        _at(
            (0.0, -1.0),
            SURFACES.pick("Himmelblau"),
            _rates(SGD=0.01, Momentum=0.002, Adam=0.1),
            150,
            noise=15.0,
            schedule=SCHEDULES.pick("CosineAnnealingLR"),
        ),
        question="Every gradient is noisy: how does an optimizer still settle?",
    ),
    Preset(
        "AdamW is not Adam",
        "Both have a weight decay of 0.1. Adam divides it by the size of the gradients, so that "
        "little is left and it ends beside the minimum; AdamW is pulled away from it, towards "
        "zero.",
        _at(
            (-8.0, -6.0),
            SURFACES.pick("Booth"),
            (
                RACERS.pick("Adam", lr=0.1, weight_decay=0.1),
                RACERS.pick("AdamW", lr=0.1, weight_decay=0.1),
            ),
            200,
        ),
        question="The same weight decay: do Adam and AdamW end at the same point?",
        answers=("Yes", "No"),
        right="No",
    ),
    Preset(
        "From tiny to huge",
        "Heights run from 3 to a million: SGD diverges at twice this learning rate of 0.00001. "
        "Rprop looks only at the gradient's sign, and reaches the minimum.",
        _at((-1.5, 0.6), SURFACES.pick("Goldstein-Price"), _rates(SGD=1e-5, Adam=0.05, Rprop=0.05)),
        question="Heights from 3 to a million: who does not care?",
        answers=("SGD", "Adam", "Rprop"),
        right="Rprop",
    ),
    Preset(
        "Your own formula",
        "A bowl full of local minima: only momentum gets to the lowest of them here. Type another "
        "formula, and click or tap where to start.",
        _at(
            (-3.0, 3.4),
            SURFACES.pick("Your own formula", formula="sin(3*x) * cos(2*y) + (x^2 + y^2) / 5"),
            _rates(SGD=0.05, Momentum=0.05, Adam=0.1),
        ),
        question="A bowl full of local minima: who gets past them?",
        answers=("SGD", "Momentum", "Adam"),
        right="Momentum",
    ),
)
