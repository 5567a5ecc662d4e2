"""What a reader can set on the activations page, the presets, and the numbers on the screen."""

from dataclasses import dataclass
from functools import lru_cache

import torch
from torch import Tensor

from core.catalogue.activations import ACTIVATIONS
from core.catalogue.initialisations import INITIALISATIONS
from core.catalogue.vectors import VECTORS
from core.functions.activations.curves import (
    NEAR,
    QUANTITIES,
    SPAN,
    WIDE,
    WINDOWS,
    Curve,
    curve,
)
from core.functions.activations.depth import DeepNetwork, Flow, flow
from core.functions.activations.response import Response, response
from core.registry import Choose, ChooseSeveral, Options, Pick, Preset, Range, setting

VIEWS = ("Curves", "Softmax", "Depth")
DEFAULTS = tuple(ACTIVATIONS.pick(name) for name in ("ReLU", "Sigmoid", "Tanh"))


def _logit(default: float) -> Range:
    return Range(-5.0, 5.0, default, 0.1)


@dataclass(frozen=True)
class State(DeepNetwork):
    """Everything a reader can set, the settings of the deep network among them."""

    view: str = setting(Options(VIEWS, "Curves"))
    functions: tuple[Pick, ...] = setting(ChooseSeveral(ACTIVATIONS, DEFAULTS, least=0))
    quantity: str = setting(Options(QUANTITIES, "Value"))
    window: str = setting(Options(WINDOWS, WIDE))
    x: float = setting(Range(-6.0, 6.0, 1.0, 0.05))
    vector: Pick = setting(Choose(VECTORS, VECTORS.pick("Softmax")))
    z0: float = setting(_logit(2.0))
    z1: float = setting(_logit(1.0))
    z2: float = setting(_logit(0.0))
    z3: float = setting(_logit(-1.0))

    @property
    def z(self) -> Tensor:
        """The logits, (4,) float64."""
        return torch.tensor([self.z0, self.z1, self.z2, self.z3], dtype=torch.float64)


@lru_cache(maxsize=64)
def graph(pick: Pick) -> Curve:
    """A function over the span of the picture, fine enough for a kink to look like one."""
    return curve(pick, torch.linspace(-SPAN, SPAN, 601, dtype=torch.float64))


@lru_cache(maxsize=64)
def point(pick: Pick, x: float) -> Curve:
    """A function at one number, (1,)."""
    return curve(pick, torch.tensor([x], dtype=torch.float64))


def headline(state: State) -> dict[str, float]:
    """The numbers of the view, by the names under which the script prints them."""
    if state.view == "Softmax":
        return _of_vector(response(state.vector, state.z))
    if state.view == "Depth":
        *_, last = flow(state.part(DeepNetwork))
        return _of_layers(last)
    return {
        f"{pick.name} {quantity.lower()}": float(value)
        for pick in state.functions
        for quantity, value in zip(QUANTITIES, point(pick, state.x).quantities, strict=True)
    }


def _of_vector(response: Response) -> dict[str, float]:
    outputs = {f"y{i}": value for i, value in enumerate(response.outputs.tolist())}
    slopes = {
        f"d y{i} / d z{j}": slope
        for i, row in enumerate(response.jacobian.tolist())
        for j, slope in enumerate(row)
    }
    return outputs | slopes


def _of_layers(flow: Flow) -> dict[str, float]:
    parts = {"activations": flow.forward, "gradients": flow.backward}
    return {
        f"std of {name}, layer {layer}": deviation
        for name, deviations in parts.items()
        for layer, deviation in enumerate(deviations.tolist(), 1)
    }


def _picks(*names: str, **arguments) -> tuple[Pick, ...]:
    """Picks by name; `arguments` has those of a function under its name."""
    return tuple(ACTIVATIONS.pick(name, **arguments.get(name, {})) for name in names)


PRESETS = (
    Preset(
        "Saturated",
        "Far from zero, Sigmoid and Tanh are flat: less than 2 % of the gradient gets back.",
        State(functions=_picks("Sigmoid", "Tanh", "Softsign"), quantity="Slope", x=4.0),
        question="At x = 4, how much of the gradient does Sigmoid pass back?",
        answers=("2 %", "25 %", "98 %"),
        right="2 %",
    ),
    Preset(
        "Dead ReLU",
        "Left of zero, ReLU has slope 0: the unit learns nothing. A small leak keeps it learning.",
        State(
            functions=_picks("ReLU", "LeakyReLU", LeakyReLU={"negative_slope": 0.1}),
            quantity="Slope",
            x=-2.0,
        ),
        question="What does a ReLU unit learn while its input is below zero?",
        answers=("Nothing", "Less than above", "The same"),
        right="Nothing",
    ),
    Preset(
        "Zero-centred or not",
        "Tanh is a sigmoid, centred on zero and stretched: 2 · Sigmoid(2x) − 1.",
        State(functions=_picks("Sigmoid", "Tanh"), x=0.0),
        question="Is Tanh a function of its own, or a stretched Sigmoid?",
        answers=("Of its own", "A stretched Sigmoid"),
        right="A stretched Sigmoid",
    ),
    Preset(
        "The smooth ReLUs",
        "GELU, SiLU and Mish dip below zero before they rise: they are not monotonic.",
        State(functions=_picks("ReLU", "GELU", "SiLU", "Mish"), x=-0.75, window=NEAR),
        question="Do GELU, SiLU and Mish only ever rise?",
        answers=("Yes", "No"),
        right="No",
    ),
    Preset(
        "Softmax at low temperature",
        "Divide the logits by a small temperature, and the largest takes nearly all the "
        "probability.",
        State(view="Softmax", vector=VECTORS.pick("Softmax", temperature=0.3)),
        question="Divide the logits by 0.3: what does the largest probability do?",
        answers=("It grows", "It shrinks", "It stays"),
        right="It grows",
    ),
    Preset(
        "Vanishing gradients",
        "Every sigmoid layer takes away at least three quarters of the gradient. After 20 layers "
        "10⁻¹² of it is left.",
        State(view="Depth", activation="Sigmoid", initialisation="Xavier normal"),
        question="How much of the gradient is left after 20 sigmoid layers?",
        answers=("About a tenth", "About a thousandth", "About 10⁻¹²"),
        right="About 10⁻¹²",
    ),
    Preset(
        "Exploding gradients",
        "The weights are a little too large, so every layer multiplies signal and gradient: here "
        "up to 10¹⁰ times.",
        State(
            view="Depth",
            initialisation=INITIALISATIONS.pick("Normal", std=0.2),
            layers=50,
        ),
        question="Weights a little too large, 50 layers: by how much does the signal grow?",
        answers=("10 times", "1,000 times", "10¹⁰ times"),
        right="10¹⁰ times",
    ),
    Preset(
        "Dead units",
        "A negative bias: layer by layer, more units give 0 for every input, until all do. No "
        "gradient gets back.",
        State(view="Depth", bias=-0.3, layers=30),
        question="What does a negative bias do to a deep ReLU network?",
    ),
    Preset(
        "SELU keeps its variance",
        "With LeCun's initialisation, SELU keeps mean 0 and variance 1 through 50 layers.",
        State(
            view="Depth",
            activation="SELU",
            initialisation="LeCun normal",
            layers=50,
            width=512,
        ),
        question="Can the variance stay at 1 through 50 layers, with no normalisation?",
        answers=("Yes", "No"),
        right="Yes",
    ),
)
