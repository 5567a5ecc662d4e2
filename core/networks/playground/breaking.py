"""The settings of the view "Break it", and the numbers that it shows."""

from dataclasses import dataclass

from core.networks.playground.breakage import MEASURES, Comparison, Outcome, compare
from core.networks.playground.breakages import BREAKAGES
from core.registry import Choose, Config, Pick, Range, setting


@dataclass(frozen=True)
class Breaking(Config):
    """Which mistake is made, and the seed of both trainings."""

    mistake: Pick = setting(Choose(BREAKAGES, BREAKAGES.pick("Softmax twice")))
    mistake_seed: int = setting(
        Range(
            0,
            99,
            0,
            1,
            note="Decides the points, the first weights and everything else that is random.",
        )
    )


def comparison(state: Breaking) -> Comparison:
    """Both trainings."""
    return compare(state.mistake, state.mistake_seed)


def breaking_headline(state: Breaking) -> dict[str, float]:
    """The numbers of both trainings, by the names under which the script prints them; where torch
    refuses, of the right one alone.
    """
    both, measure = comparison(state), MEASURES[state.mistake.choice.measure]
    numbers: dict[str, float] = {}
    for name, outcome in {"right": both.right, "broken": both.broken}.items():
        if isinstance(outcome, Outcome):
            numbers[f"{name}, loss"] = float(outcome.losses[-1])
            numbers[f"{name}, {measure} in training"] = outcome.train
            numbers[f"{name}, {measure} in the test"] = outcome.test
            numbers |= {f"{name}, {key}": value for key, value in outcome.numbers.items()}
    return numbers
