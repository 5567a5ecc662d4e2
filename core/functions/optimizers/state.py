"""The optimizers page as data: what a reader can set, the presets, the numbers on the screen, the
code for them.
"""

from dataclasses import dataclass, replace

from core.catalogue.optimizers import OPTIMIZERS
from core.catalogue.schedules import SCHEDULES
from core.functions.optimizers import surfaces
from core.functions.optimizers.race import Problem, Trajectory, race
from core.functions.optimizers.stability import Bend, bend, limit
from core.functions.optimizers.surfaces import SURFACES
from core.registry import (
    Choice,
    Choose,
    ChooseSeveral,
    Config,
    Options,
    Pick,
    Preset,
    Range,
    Registry,
    setting,
)

SUITED = {
    "SGD": {"lr": 0.01},
    "Momentum": {"lr": 0.003},
    "Nesterov": {"lr": 0.003},
    "Adam": {"lr": 0.1},
    "AdamW": {"lr": 0.1},
    "NAdam": {"lr": 0.1},
    "RAdam": {"lr": 0.1},
    "Adamax": {"lr": 0.1},
    "Adagrad": {"lr": 0.5},
    "RMSprop": {"lr": 0.05},
    "Rprop": {"lr": 0.1},
    "LBFGS": {"max_iter": 1, "max_eval": 20, "line_search_fn": "strong_wolfe"},
    "Adafactor": {"lr": 0.1},
    "Muon": {"lr": 0.1},
    "SparseAdam": {"lr": 0.1},
}
"""Where torch's defaults, made for networks, would hardly move on a picture some ten wide."""


def _suited(choice: Choice, **defaults) -> Choice:
    changed = {
        name: replace(choice.parameters[name], default=value) for name, value in defaults.items()
    }
    return replace(choice, parameters={**choice.parameters, **changed})


RACERS = Registry(
    "optimizer",
    {name: _suited(choice, **SUITED.get(name, {})) for name, choice in OPTIMIZERS.items()},
)
STAY = SCHEDULES.pick("none")
START = (0.0, -1.0)


def _racers(*names: str, **given) -> tuple[Pick, ...]:
    """Picks by name; `given` holds the arguments of an optimizer under its name."""
    return tuple(RACERS.pick(name, **given.get(name, {})) for name in names)


@dataclass(frozen=True)
class State(Config):
    """Everything a reader can set on the optimizers page. A start outside the picture is brought
    into it.
    """

    racers: tuple[Pick, ...] = setting(
        ChooseSeveral(RACERS, _racers("SGD", "Momentum", "RMSprop", "Adam"), most=10)
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
            note="Standard deviation of what is added to the gradient, as "
            "mini-batches do: the same for all at each step.",
        )
    )
    seed: int = setting(Range(0, 99, 0, 1, note="Decides the noise."))
    schedule: Pick = setting(Choose(SCHEDULES, STAY))
    view: str = setting(Options(("Map", "In space"), "Map"))
    angle: int = setting(Range(0, 345, 30, 15, "°", "How far you have walked around the surface."))
    step: int = setting(Range(1, 200, 5, 1, note="For the microscope."))

    def __post_init__(self):
        super().__post_init__()
        for name, usual, (low, high) in zip(
            ("start_x", "start_y"), START, surfaces.domain(self.surface), strict=True
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
            None if self.schedule.name == "none" else self.schedule,
        )


def run(state: State) -> list[Trajectory]:
    """The trajectory of each racer."""
    problem = state.problem
    return race(
        state.racers,
        problem.surface,
        problem.start,
        problem.steps,
        problem.noise,
        problem.seed,
        problem.schedule,
    )


def headline(state: State) -> dict[str, float]:
    """Where each optimizer is at the end, and the loss there."""
    found = {}
    for pick, path in zip(state.racers, run(state), strict=True):
        x, y = path.points[-1].tolist()
        found |= {
            f"{pick.name} x": x,
            f"{pick.name} y": y,
            f"{pick.name} loss": float(path.values[-1]),
        }
    return found


def bends(state: State) -> list[tuple[str, Bend]]:
    """The surface's curvatures at up to four of its minima and at the start, each with what the
    place is.
    """
    places = [("minimum", tuple(place)) for place in surfaces.minima(state.surface)[:4].tolist()]
    return [
        (words, bend(state.surface, place))
        for words, place in [*places, ("start", state.problem.start)]
    ]


def limited(state: State) -> list[int]:
    """Which of the racers have a largest stable learning rate."""
    return [place for place, pick in enumerate(state.racers) if limit(pick, 1.0) is not None]


def _at(
    start: tuple[float, float], surface: Pick, rates: dict[str, float], steps: int = 100, **more
) -> State:
    """A state by each optimizer's learning rate; `more` holds other arguments of an optimizer, or
    settings.
    """
    racers = tuple(RACERS.pick(name, lr=lr, **more.pop(name, {})) for name, lr in rates.items())
    return State(
        racers=racers, surface=surface, start_x=start[0], start_y=start[1], steps=steps, **more
    )


PRESETS = (
    Preset(
        "Momentum in a gorge",
        "SGD falls to the floor of the gorge and creeps along. What rolls keeps the way that "
        "all its steps share, and adds it up.",
        _at(
            (-5.0, 1.6),
            SURFACES.pick("Ravine"),
            {"SGD": 0.03, "Momentum": 0.03, "Nesterov": 0.03},
            150,
        ),
    ),
    Preset(
        "A bent valley",
        "One rate for both directions crawls along Rosenbrock's valley; momentum adds small steps "
        "up. Choose LBFGS too: it learns how the valley bends.",
        _at(
            (-1.2, 1.0),
            SURFACES.pick("Rosenbrock"),
            {"SGD": 0.001, "Momentum": 0.001, "Adam": 0.1},
            150,
        ),
    ),
    Preset(
        "A rate too large",
        "The bowl's steepest curvature is 10, so above 2/10 SGD leaps farther each time. The "
        "same rate holds with momentum: open Stability.",
        _at((-2.6, 0.3), SURFACES.pick("Bowl"), {"SGD": 0.205, "Momentum": 0.205}, 50),
    ),
    Preset(
        "Whose valley?",
        "Four minima, all equally deep: the start and the optimizer decide. Open Basins, or click.",
        _at(
            (-0.3, -0.9),
            SURFACES.pick("Himmelblau"),
            {"SGD": 0.01, "Momentum": 0.005, "RMSprop": 0.05, "Adam": 0.3},
        ),
    ),
    Preset(
        "Off a saddle",
        "Almost no slope leads away from the middle: SGD lingers there, while Adam makes its "
        "steps as long as any.",
        _at((-1.7, 0.001), SURFACES.pick("Saddle"), {"SGD": 0.05, "Adam": 0.05}, 40),
    ),
    Preset(
        "Noise, and a rate that falls",
        "Mini-batches tug each gradient about, so a constant rate never settles; "
        "with one that falls, all of them do. Set the schedule to none.",
        _at(
            (0.0, -1.0),
            SURFACES.pick("Himmelblau"),
            {"SGD": 0.01, "Momentum": 0.002, "Adam": 0.1},
            150,
            noise=15.0,
            schedule=SCHEDULES.pick("CosineAnnealingLR"),
        ),
    ),
    Preset(
        "AdamW is not Adam",
        "The same weight decay of 0.1: Adam divides it away with the gradient, in AdamW it "
        "pulls all the way to zero.",
        _at(
            (-8.0, -6.0),
            SURFACES.pick("Booth"),
            {"Adam": 0.1, "AdamW": 0.1},
            200,
            Adam={"weight_decay": 0.1},
            AdamW={"weight_decay": 0.1},
        ),
    ),
    Preset(
        "From tiny to huge",
        "Heights from 3 to a million: SGD needs a rate of 0.00001 not to be thrown out. Rprop "
        "looks at the sign alone.",
        _at(
            (-1.5, 0.6),
            SURFACES.pick("Goldstein-Price"),
            {"SGD": 1e-5, "Adam": 0.05, "Rprop": 0.05},
            100,
        ),
    ),
    Preset(
        "Your own formula",
        "A bowl full of dents that you can type over: here only what rolls gets past them. "
        "Click where to start.",
        _at(
            (-3.0, 3.4),
            SURFACES.pick("Your own formula", formula="sin(3*x) * cos(2*y) + (x^2 + y^2) / 5"),
            {"SGD": 0.05, "Momentum": 0.05, "Adam": 0.1},
        ),
    ),
)
