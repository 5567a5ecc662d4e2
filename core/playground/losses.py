"""The losses of the playground: the registry, and the head that each has for its data.

To add one, add a `PlaygroundLoss` to `LOSSES`: a module of outputs and targets, and a `Head` for
each kind of data that it is for.
"""

from collections.abc import Callable
from dataclasses import dataclass

from torch import Tensor, nn

from core.playground import heads
from core.playground.heads import Head
from core.playground.points import NUMBERS
from core.registry import Choice, Pick, Range, Registry


class HingeLoss(nn.Module):
    """The hinge loss of outputs and targets of -1 and 1, both (N, 1)."""

    def forward(self, outputs, targets):
        return (1 - targets * outputs).clamp(min=0).mean()


@dataclass(frozen=True, eq=False, kw_only=True)
class PlaygroundLoss(Choice):
    """A loss. `build` makes its module for two classes and for numbers.

    Args:
        two, several, numbers: the head for two classes, for more, and for numbers; None where it is
            not for these.
        build_several: makes the module for several classes, if that is another.
        code_several: how that is called in plain PyTorch.
    """

    two: Head | None = None
    several: Head | None = None
    numbers: Head | None = None
    build_several: Callable[..., nn.Module] | None = None
    code_several: str = ""

    def head(self, classes: int) -> Head | None:
        """The head for data with so many classes."""
        if classes == NUMBERS:
            return self.numbers
        return self.two if classes <= 2 else self.several

    def maker(self, classes: int) -> Callable[..., nn.Module]:
        """What makes the module for data with so many classes."""
        return self.build_several or self.build if classes > 2 else self.build


OF_SIGNS = Head(heads.signs, heads.between_signs, nn.Tanh)
OF_SIGNS_BY_CLASS = Head(heads.signs_by_class, heads.shares, nn.Tanh)
OF_NUMBERS = Head(heads.as_column, heads.between_signs)

LOSSES = Registry(
    "loss",
    {
        "Squared error": PlaygroundLoss(
            nn.MSELoss,
            note="Between a tanh output and −1 or 1, as in TensorFlow Playground.",
            code="nn.MSELoss",
            two=OF_SIGNS,
            several=OF_SIGNS_BY_CLASS,
            numbers=OF_NUMBERS,
        ),
        "Cross-entropy": PlaygroundLoss(
            nn.BCEWithLogitsLoss,
            note="On logits: the usual loss for classes.",
            code="nn.BCEWithLogitsLoss",
            two=Head(heads.zero_or_one, heads.sigmoid, probabilities=True),
            several=Head(heads.class_numbers, heads.softmax, probabilities=True),
            build_several=nn.CrossEntropyLoss,
            code_several="nn.CrossEntropyLoss",
        ),
        "Huber": PlaygroundLoss(
            nn.HuberLoss,
            {"delta": Range(0.1, 2.0, 1.0, 0.1)},
            note="Squared near zero, linear beyond delta: outliers pull less.",
            code="nn.HuberLoss",
            two=OF_SIGNS,
            several=OF_SIGNS_BY_CLASS,
            numbers=OF_NUMBERS,
        ),
        "Hinge": PlaygroundLoss(
            HingeLoss,
            note="Zero once a point is right by a margin of 1.",
            two=Head(heads.signs, heads.between_signs),
            several=Head(heads.class_numbers, heads.softmax),
            build_several=nn.MultiMarginLoss,
            code_several="nn.MultiMarginLoss",
        ),
    },
)


def loss_of(pick: Pick, classes: int) -> Callable[[Tensor, Tensor], Tensor]:
    """The picked loss for data with so many classes."""
    return pick.choice.maker(classes)(**dict(pick.arguments))


def head_of(pick: Pick, classes: int) -> Head:
    """The head of the picked loss for data with so many classes.

    Raises:
        ValueError: it is not for such data.
    """
    head = pick.choice.head(classes)
    if head is None:
        names = [name for name, choice in LOSSES.items() if choice.head(classes)]
        kind = "numbers" if classes == NUMBERS else f"{classes} classes"
        raise ValueError(f"loss={pick.name!r} is not for {kind}; use {' or '.join(names)}")
    return head


def outputs_for(classes: int) -> int:
    """How many outputs a network has: one for numbers and for two classes."""
    return classes if classes > 2 else 1
