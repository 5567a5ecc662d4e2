"""Activation functions as data: torch's own modules with their parameters, formulas and when to
choose them.

To add one, add an `Activation`. For a module of your own, `Activation(Wave, note="A sine.")` is
enough: readers see its source in the script.
"""

import inspect
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import torch
from torch import nn

from core.registry import Choice, Options, Pick, Range, Registry


@dataclass(frozen=True, eq=False)
class Activation(Choice):
    """An activation function. `build` makes a module that maps each number of a tensor by itself,
    and that autograd can differentiate.

    Args:
        formula: the function in Python's notation, with x and the parameters' names, or a function
            of the arguments that returns it; may be left out.
        when: what it is like, and when it is the right choice; may be left out.
        single: what torch computes with constants in float32 for float64 too, such as "its slope";
            "" if nothing.
        draws: whether it draws at random while a network is trained.
    """

    formula: str | Callable[..., str] = ""
    when: str = ""
    single: str = ""
    draws: bool = False

    def formula_at(self, **arguments: Any) -> str:
        """The formula for these arguments; empty if the entry gives none."""
        return self.formula(**arguments) if callable(self.formula) else self.formula


def _of_torch(
    module: type[nn.Module],
    note: str,
    formula: str | Callable[..., str],
    when: str = "",
    single: str = "",
    draws: bool = False,
    **parameters: Range | Options,
) -> Activation:
    """The entry of a module of torch.nn."""
    code = f"nn.{module.__name__}"
    says = {"formula": formula, "when": when, "single": single, "draws": draws}
    return Activation(module, parameters, note, code, **says)


ALPHA = Range(0.1, 3.0, 1.0, 0.05, note="Far to the left the value approaches −alpha.")


def _gelu(approximate: str) -> str:
    if approximate == "tanh":
        return "x * (1 + tanh(sqrt(2 / pi) * (x + 0.044715 * x**3))) / 2"
    return "x * (1 + erf(x / sqrt(2))) / 2"


ACTIVATIONS = Registry(
    "activation",
    {
        "ReLU": _of_torch(
            nn.ReLU,
            "Lets positive numbers pass and sets the others to 0.",
            "max(0, x)",
            when=(
                "A valve: it opens one way, and where it is open it changes nothing, so "
                "gradients pass through many layers undiminished. The first choice for hidden "
                "layers. Watch for dead units: shut for every input, they get no gradient and "
                "stay shut."
            ),
        ),
        "Sigmoid": _of_torch(
            nn.Sigmoid,
            "Squeezes any number between 0 and 1.",
            "1 / (1 + exp(-x))",
            when=(
                "A dimmer between off and on: its output can be read as a probability, so it "
                "comes last in a network that answers yes or no (BCEWithLogitsLoss already "
                "includes it). Gates use it too. It is rare in hidden layers: its slope is at "
                "most a quarter and fades to nothing on both sides."
            ),
        ),
        "Tanh": _of_torch(
            nn.Tanh,
            "Squeezes any number between −1 and 1; 0 stays 0.",
            "(exp(x) - exp(-x)) / (exp(x) + exp(-x))",
            when=(
                "A swing that goes as far one way as the other: its outputs are centred on zero, "
                "which helps the next layer learn, and near zero it passes gradients in full. "
                "Used in recurrent networks, and where an output lies between two limits. Far "
                "from zero it is as flat as a sigmoid."
            ),
        ),
        "LeakyReLU": _of_torch(
            nn.LeakyReLU,
            "ReLU that lets a little of the negative side through.",
            "max(0, x) + negative_slope * min(0, x)",
            negative_slope=Range(0.0, 1.0, 0.01, 0.01),
        ),
        "PReLU": _of_torch(
            nn.PReLU,
            "LeakyReLU whose slope is learned; shown before it has learned anything.",
            "max(0, x) + init * min(0, x)",
            init=Range(0.0, 1.0, 0.25, 0.01),
        ),
        "ELU": _of_torch(
            nn.ELU,
            "ReLU with an exponential curve on the left.",
            "max(0, x) + min(0, alpha * (exp(x) - 1))",
            alpha=ALPHA,
        ),
        "SELU": _of_torch(
            nn.SELU,
            "ELU with the two constants that keep mean 0 and variance 1.",
            "1.0507 * (max(0, x) + min(0, 1.6733 * (exp(x) - 1)))",
        ),
        "CELU": _of_torch(
            nn.CELU,
            "ELU, but smooth for every alpha.",
            "max(0, x) + min(0, alpha * (exp(x / alpha) - 1))",
            single="its slope",
            alpha=ALPHA,
        ),
        "GELU": _of_torch(
            nn.GELU,
            "x times the probability that a standard normal number is below x.",
            _gelu,
            approximate=Options(("none", "tanh"), "none"),
        ),
        "SiLU": _of_torch(nn.SiLU, "x times its sigmoid; also called Swish.", "x / (1 + exp(-x))"),
        "Mish": _of_torch(
            nn.Mish, "x times the tanh of its softplus.", "x * tanh(log(1 + exp(x)))"
        ),
        "Softplus": _of_torch(
            nn.Softplus,
            "A smooth ReLU. Where beta · x is above the threshold, PyTorch uses x itself.",
            "x if beta * x > threshold else log(1 + exp(beta * x)) / beta",
            beta=Range(0.1, 5.0, 1.0, 0.1),
            threshold=Range(1, 40, 20, 1),
        ),
        "Softsign": _of_torch(nn.Softsign, "Like Tanh, but slow to saturate.", "x / (1 + abs(x))"),
        "Hardtanh": _of_torch(
            nn.Hardtanh,
            "Tanh in three straight pieces.",
            "min(max(min_val, x), max_val)",
            min_val=Range(-4.0, -0.1, -1.0, 0.1),
            max_val=Range(0.1, 4.0, 1.0, 0.1),
        ),
        "Hardsigmoid": _of_torch(
            nn.Hardsigmoid,
            "Sigmoid in three straight pieces.",
            "min(max(0, x + 3), 6) / 6",
            single="its slope",
        ),
        "Hardswish": _of_torch(
            nn.Hardswish, "SiLU in cheap pieces, made for phones.", "x * min(max(0, x + 3), 6) / 6"
        ),
        "ReLU6": _of_torch(nn.ReLU6, "ReLU that goes no higher than 6.", "min(max(0, x), 6)"),
        "LogSigmoid": _of_torch(
            nn.LogSigmoid, "The logarithm of the sigmoid.", "-log(1 + exp(-x))"
        ),
        "Softshrink": _of_torch(
            nn.Softshrink,
            "Pulls every number towards zero by lambd.",
            "x - max(-lambd, min(x, lambd))",
            lambd=Range(0.0, 3.0, 0.5, 0.1),
        ),
        "Hardshrink": _of_torch(
            nn.Hardshrink,
            "Sets small numbers to zero.",
            "x if abs(x) > lambd else 0",
            lambd=Range(0.0, 3.0, 0.5, 0.1),
        ),
        "Tanhshrink": _of_torch(nn.Tanhshrink, "What tanh takes away from x.", "x - tanh(x)"),
        "Threshold": _of_torch(
            nn.Threshold,
            "Numbers above the threshold stay; the others become a fixed value.",
            "x if x > threshold else value",
            threshold=Range(-3.0, 3.0, 0.5, 0.1),
            value=Range(-3.0, 3.0, 0.0, 0.1),
        ),
        "RReLU": _of_torch(
            nn.RReLU,
            "LeakyReLU with a random slope in training. In eval mode, as here, it is the mean of "
            "lower and upper.",
            "max(0, x) + (lower + upper) / 2 * min(0, x)",
            draws=True,
            lower=Range(0.0, 0.3, 1 / 8, 0.01),
            upper=Range(0.3, 1.0, 1 / 3, 0.01),
        ),
    },
)

LEFT_OUT = {
    "GLU": "halves the length of its input: see the Softmax view",
    "MultiheadAttention": "a layer with weights, for sequences",
    "Softmax": "a function of a whole vector: see the Softmax view",
    "Softmax2d": "Softmax over the channels of a picture",
    "Softmin": "a function of a whole vector: see the Softmax view",
    "LogSoftmax": "a function of a whole vector: see the Softmax view",
}


def in_float64(pick: Pick) -> dict[str, Any]:
    """What the module takes beside the pick's arguments so that its numbers are float64; `double`
    alone would widen those that are rounded to float32.
    """
    takes = inspect.signature(pick.choice.build).parameters
    return {"dtype": torch.float64} if "dtype" in takes else {}


def build(pick: Pick) -> nn.Module:
    """The picked module in eval mode and float64."""
    return pick.choice.build(**dict(pick.arguments), **in_float64(pick)).double().eval()


def formula(pick: Pick) -> str:
    """The function in Python's notation, with x and the parameters' names; empty if its entry gives
    none.
    """
    return pick.choice.formula_at(**dict(pick.arguments))


def formula_with_numbers(pick: Pick, x: float) -> str:
    """The formula with numbers in place of names: "max(0, -2) + 0.1 * min(0, -2)"."""
    text = formula(pick)
    for name, value in {"x": x, **dict(pick.arguments)}.items():
        if isinstance(value, int | float):
            number = f"({value:.4g})" if value < 0 else f"{value:.4g}"
            text = re.sub(rf"\b{name}\b", number, text)
    return re.sub(r"(\(|, )\((-[\d.]+)\)", r"\1\2", text)  # brackets in brackets
