"""The activations page as data: what a reader can set, the presets, the numbers on the screen, the
code for them.
"""

from dataclasses import dataclass
from functools import lru_cache

import torch
from torch import Tensor

from core.catalogue.activations import ACTIVATIONS
from core.catalogue.initialisations import INITIALISATIONS
from core.catalogue.vectors import VECTORS
from core.functions.activations.curves import ORDERS, SPAN, Curve, curve
from core.functions.activations.depth import Flow, Stack, flow
from core.functions.activations.response import Response, response
from core.registry import Choose, ChooseSeveral, Options, Pick, Preset, Range, setting

VIEWS = ("curves", "softmax", "depth")
LOGIT = Range(-5.0, 5.0, 0.0, 0.1)


@dataclass(frozen=True)
class State(Stack):
    """Everything a reader can set on the activations page; the stack's settings are those of the
    view "depth".
    """

    view: str = setting(Options(VIEWS, "curves"))
    functions: tuple[Pick, ...] = setting(
        ChooseSeveral(
            ACTIVATIONS, tuple(ACTIVATIONS.pick(name) for name in ("ReLU", "Sigmoid", "Tanh"))
        )
    )
    order: str = setting(Options(ORDERS, "f"))
    probe: float = setting(Range(-6.0, 6.0, 1.0, 0.05))
    vector: Pick = setting(Choose(VECTORS, VECTORS.pick("Softmax")))
    z0: float = setting(Range(-5.0, 5.0, 2.0, 0.1))
    z1: float = setting(Range(-5.0, 5.0, 1.0, 0.1))
    z2: float = setting(LOGIT)
    z3: float = setting(Range(-5.0, 5.0, -1.0, 0.1))

    @property
    def stack(self) -> Stack:
        return Stack(**{name: getattr(self, name) for name, _ in Stack.specs()})

    @property
    def z(self) -> Tensor:
        return torch.tensor([self.z0, self.z1, self.z2, self.z3], dtype=torch.float64)


@lru_cache(maxsize=64)
def graph(pick: Pick) -> Curve:
    """A function over the span of the picture, fine enough for a kink to look like one."""
    return curve(pick, torch.linspace(-SPAN, SPAN, 601, dtype=torch.float64))


@lru_cache(maxsize=64)
def probed(pick: Pick, x: float) -> Curve:
    """A function at one number."""
    return curve(pick, torch.tensor([x], dtype=torch.float64))


def headline(state: State) -> dict[str, float]:
    """The numbers of the view, by the names under which the code prints them."""
    if state.view == "softmax":
        return _of_vector(response(state.vector, state.z))
    if state.view == "depth":
        *_, last = flow(state.stack)
        return _of_layers(last)
    return {
        f"{pick.name} {order}": float(value)
        for pick in state.functions
        for order, value in zip(ORDERS, probed(pick, state.probe).orders, strict=True)
    }


def _of_vector(found: Response) -> dict[str, float]:
    slopes = {
        f"d y{i} / d z{j}": slope
        for i, row in enumerate(found.jacobian.tolist())
        for j, slope in enumerate(row)
    }
    return {f"y{i}": value for i, value in enumerate(found.outputs.tolist())} | slopes


def _of_layers(found: Flow) -> dict[str, float]:
    parts = (("activations", found.forward), ("gradients", found.backward))
    return {
        f"{what}, layer {n}": value
        for what, values in parts
        for n, value in enumerate(values.tolist(), 1)
    }


def _picks(*names: str, **arguments) -> tuple[Pick, ...]:
    """Picks by name; `arguments` holds those of a function under its name."""
    return tuple(ACTIVATIONS.pick(name, **arguments.get(name, {})) for name in names)


PRESETS = (
    Preset(
        "Saturated",
        "Far from zero, Sigmoid and Tanh are flat: almost no gradient gets back.",
        State(functions=_picks("Sigmoid", "Tanh", "Softsign"), order="f′", probe=4.0),
    ),
    Preset(
        "Dead ReLU",
        "Left of zero ReLU has no slope at all; a leak keeps it learning.",
        State(
            functions=_picks("ReLU", "LeakyReLU", LeakyReLU={"negative_slope": 0.1}),
            order="f′",
            probe=-2.0,
        ),
    ),
    Preset(
        "Zero-centred or not",
        "Tanh is a sigmoid that is centred: 2 · Sigmoid(2x) − 1.",
        State(functions=_picks("Sigmoid", "Tanh"), probe=0.0),
    ),
    Preset(
        "The smooth ReLUs",
        "GELU, SiLU and Mish dip below zero before they rise: they are not monotone.",
        State(functions=_picks("ReLU", "GELU", "SiLU", "Mish"), probe=-0.75),
    ),
    Preset(
        "A cool softmax",
        "Divide the logits by a small temperature and the largest takes nearly all.",
        State(view="softmax", vector=VECTORS.pick("Softmax", temperature=0.3)),
    ),
    Preset(
        "Vanishing",
        "Each layer of sigmoids takes three quarters of the gradient; after 20 a 10⁻¹² of it "
        "is left.",
        State(view="depth", activation="Sigmoid", initialisation="Xavier normal"),
    ),
    Preset(
        "Exploding",
        "Weights a little too large, and every layer multiplies signal and gradient: here to 10¹⁰.",
        State(view="depth", initialisation=INITIALISATIONS.pick("normal", std=0.2), layers=50),
    ),
    Preset(
        "Dead units",
        "A negative bias: layer by layer more units are shut for every input; no gradient "
        "gets back.",
        State(view="depth", bias=-0.3, layers=30),
    ),
    Preset(
        "SELU keeps its variance",
        "With LeCun's initialisation, mean 0 and variance 1 hold through 50 layers.",
        State(view="depth", activation="SELU", initialisation="LeCun normal", layers=50, width=512),
    ),
)
