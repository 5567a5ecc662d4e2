"""Functions of a whole vector as data: softmax and its kin.

To add one, write a function of z (K,) and its parameters, and add a `Choice`; its source is the
code readers see.
"""

from torch.nn import functional as F

from core.registry import Choice, Range, Registry


def softmax(z, temperature=1.0):
    return F.softmax(z / temperature, dim=-1)


def log_softmax(z, temperature=1.0):
    return F.log_softmax(z / temperature, dim=-1)


def softmin(z, temperature=1.0):
    return F.softmin(z / temperature, dim=-1)


def glu(z):
    return F.glu(z, dim=-1)


TEMPERATURE = Range(
    0.1, 10.0, 1.0, 0.1, note="The logits are divided by it: high is undecided, low is decided."
)


def _choice(
    build, note: str, outputs: str, span: tuple[float, float], slope: float, **parameters
) -> Choice:
    """One entry. `outputs`: what comes out; `span` and `slope`: how far the pictures of outputs and
    slopes reach.
    """
    return Choice(build, parameters, note, facts={"outputs": outputs, "span": span, "slope": slope})


VECTORS = Registry(
    "vector function",
    {
        "Softmax": _choice(
            softmax,
            "Turns logits into probabilities: exp of each, divided by their sum.",
            "probability",
            (0.0, 1.0),
            0.25,
            temperature=TEMPERATURE,
        ),
        "LogSoftmax": _choice(
            log_softmax,
            "The logarithm of softmax, computed without ever forming it; NLLLoss takes it.",
            "log-probability",
            (-12.0, 0.0),
            1.0,
            temperature=TEMPERATURE,
        ),
        "Softmin": _choice(
            softmin,
            "Softmax of the logits' negatives: the smallest wins.",
            "probability",
            (0.0, 1.0),
            0.25,
            temperature=TEMPERATURE,
        ),
        "GLU": _choice(
            glu,
            "Halves its input: the first half times the sigmoid of the second, which is a gate.",
            "output",
            (-5.0, 5.0),
            1.0,
        ),
    },
)
