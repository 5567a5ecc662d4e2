"""Functions of a whole vector as data: softmax and its kin.

To add one, write a function of z (K,) and its parameters, and add a `Vector`; readers see its
source in the script.
"""

from dataclasses import dataclass

from torch.nn import functional as F

from core.registry import Choice, Range, Registry


@dataclass(frozen=True, eq=False)
class Vector(Choice):
    """A function of a whole vector. `build` is the function itself: z (K,) and its parameters in,
    outputs (M,) out.

    Args:
        outputs: what each output is, for the axis.
        span: the lowest and the highest output that the picture shows; by default it follows the
            outputs.
        slope: the largest slope that the picture's colours tell apart; by default it follows the
            slopes.
    """

    outputs: str = "Output"
    span: tuple[float, float] | None = None
    slope: float | None = None


def softmax(z, temperature=1.0):
    """exp(z / temperature), divided by its sum: (K,) to (K,)."""
    return F.softmax(z / temperature, dim=-1)


def log_softmax(z, temperature=1.0):
    """The logarithm of softmax, (K,) to (K,)."""
    return F.log_softmax(z / temperature, dim=-1)


def softmin(z, temperature=1.0):
    """The softmax of -z, (K,) to (K,)."""
    return F.softmin(z / temperature, dim=-1)


def glu(z):
    """The first half times the sigmoid of the second: (K,) to (K / 2,), for an even K."""
    return F.glu(z, dim=-1)


TEMPERATURE = Range(
    0.1,
    10.0,
    1.0,
    0.1,
    note="The logits are divided by it. High: all outputs are alike. Low: the largest takes all.",
    label="Temperature",
)


VECTORS = Registry(
    "vector function",
    {
        "Softmax": Vector(
            softmax,
            {"temperature": TEMPERATURE},
            "Turns logits into probabilities: exp of each, divided by their sum.",
            outputs="Probability",
            span=(0.0, 1.0),
            slope=0.25,
        ),
        "LogSoftmax": Vector(
            log_softmax,
            {"temperature": TEMPERATURE},
            "The logarithm of softmax, computed without softmax itself. NLLLoss expects it.",
            outputs="Log-probability",
            span=(-12.0, 0.0),
            slope=1.0,
        ),
        "Softmin": Vector(
            softmin,
            {"temperature": TEMPERATURE},
            "Softmax of −z: the smallest logit gets the largest probability.",
            outputs="Probability",
            span=(0.0, 1.0),
            slope=0.25,
        ),
        "GLU": Vector(
            glu,
            note="The first half of its input times a gate, the sigmoid of the second half.",
            span=(-5.0, 5.0),
            slope=1.0,
        ),
    },
)
