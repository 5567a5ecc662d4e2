"""What a reader can set on the training page, and the numbers on the screen."""

from dataclasses import dataclass

from core.networks.training import compared, evaluated, modes, steps
from core.networks.training.before import OVERFIT, Check, overfit_numbers, range_numbers
from core.networks.training.compared import Comparison
from core.networks.training.draft import Draft
from core.networks.training.evaluated import Evaluated
from core.networks.training.modes import ModeChoice
from core.networks.training.standing import plan
from core.networks.training.steps import StepChoice
from core.registry import Options, setting

TRAIN, BEFORE, AFTERWARDS, RUNS, STEP, MODES = VIEWS = (
    "Train",
    "Before",
    "Evaluation",
    "Runs",
    "One step",
    "Train/eval mode",
)

Numbers = dict[str, float]


@dataclass(frozen=True)
class State(Draft, Check, Evaluated, Comparison, StepChoice, ModeChoice):
    """Everything a reader can set; each view has its settings from its own module."""

    view: str = setting(Options(VIEWS, TRAIN))


def _of_training(state: State) -> Numbers:
    amount = plan(state.config)
    known = {
        "parameters": amount.parameters,
        "pictures": amount.pictures,
        "batches of an epoch": amount.batches,
        "steps": amount.steps,
    }
    return {name: value for name, value in known.items() if value is not None}


def _of_checks(state: State) -> Numbers:
    numbers = overfit_numbers if state.check == OVERFIT else range_numbers
    return numbers(state.config.replace(epochs=1))


def _of_evaluation(state: State) -> Numbers:
    return evaluated.numbers(state.part(Evaluated))


def _of_runs(state: State) -> Numbers:
    return compared.numbers(state.part(Comparison))


def _of_a_step(state: State) -> Numbers:
    record = steps.take_step(state.config, state.part(StepChoice))
    result = {"loss": record.loss, "accuracy": record.accuracy}
    for name, moment in record.moments.items():
        for key, norm in moment.norms.items():
            result[f"{name}: norm of {key}"] = norm
        for key, norm in moment.gradients.items():
            if norm is not None:
                result[f"{name}: gradient of {key}"] = norm
    return result


def _of_modes(state: State) -> Numbers:
    result = {}
    for name, outcome in modes.compare(state.part(ModeChoice)).items():
        result[f"{name}: first score"] = float(outcome.scores[0, 0])
        result[f"{name}: difference"] = outcome.difference
        result[f"{name}: graph"] = bool(outcome.function)
        if outcome.moved is not None:
            result[f"{name}: running mean"] = outcome.moved
    return result


HEADLINES = {
    TRAIN: _of_training,
    BEFORE: _of_checks,
    AFTERWARDS: _of_evaluation,
    RUNS: _of_runs,
    STEP: _of_a_step,
    MODES: _of_modes,
}


def headline(state: State) -> Numbers:
    """The numbers of the view, by the names under which the script prints them."""
    return HEADLINES[state.view](state)
