"""What is to be seen in the view "Break it", in words."""

import math

from core.networks.playground.breakage import MEASURES, Comparison, Outcome, accuracy
from core.plots.numbers import number, percent
from core.registry import Pick


def breaking_sentence(mistake: Pick, both: Comparison) -> str:
    """How the training ends with the mistake and without."""
    right = _ending(mistake, both.right)
    if not isinstance(both.broken, Outcome):
        return (
            f"**{mistake.name}**: without the mistake the training ends with {right}. With it, it "
            "stops."
        )
    return (
        f"**{mistake.name}**: the training ends with {_ending(mistake, both.broken)}. Without the "
        f"mistake it ends with {right}."
    )


def _ending(mistake: Pick, outcome: Outcome) -> str:
    loss = f"a loss of **{_written(float(outcome.losses[-1]))}**"
    if not math.isfinite(outcome.test):
        return loss
    if mistake.choice.measure is not accuracy:
        return f"{loss} and an error of **{number(outcome.test)}** in the test"
    return f"{loss} and **{percent(outcome.test)}** right in the test"


def _written(value: float) -> str:
    """A number; what has become of one that is too large for a float is called so."""
    return "NaN" if math.isnan(value) else number(value)


def breaking_rows(mistake: Pick, both: Comparison) -> list[dict[str, str]]:
    """The numbers of both trainings side by side."""
    sides = {"With the mistake": both.broken, "Without it": both.right}
    columns = {
        side: _numbers(mistake, outcome) if isinstance(outcome, Outcome) else {}
        for side, outcome in sides.items()
    }
    return [
        {"Number": name, **{side: column.get(name, "none") for side, column in columns.items()}}
        for name in columns["Without it"]
    ]


def _numbers(mistake: Pick, outcome: Outcome) -> dict[str, str]:
    measure = MEASURES[mistake.choice.measure].capitalize()
    write = percent if mistake.choice.measure is accuracy else _written
    return {
        "Loss at the end": _written(float(outcome.losses[-1])),
        f"{measure} in training": write(outcome.train),
        f"{measure} in the test": write(outcome.test),
        **{name.capitalize(): number(value) for name, value in outcome.numbers.items()},
    }
