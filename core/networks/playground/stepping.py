"""The settings of the view "One step", and the numbers that it shows."""

from dataclasses import dataclass
from functools import lru_cache

from core.networks.playground.microscope import Chosen, Step, finite_difference, take_step
from core.playground.layers import MOST_LAYERS, MOST_NEURONS
from core.playground.run import Run
from core.registry import Config, Options, Range, setting

FORWARD, BACKWARD, UPDATE = STAGES = ("Forward", "Backward", "Optimizer")
"""What the diagram shows: values and weights, gradients, or what the optimizer adds."""

MOST_POINTS = 1200


@dataclass(frozen=True)
class Stepping(Config):
    """Which point goes through the network, what is shown of it, and which weight is looked at.

    Args:
        example: the point, by its number among those that are trained on.
        weight_layer, weight_to, weight_from: the layer of the weight, its neuron there, and the
            neuron or feature before, from 1; beyond the last they mean the last.
    """

    example: int = setting(
        Range(1, MOST_POINTS, 1, 1, note="Which of the training points.", names=True)
    )
    stage: str = setting(Options(STAGES, FORWARD, "What the diagram shows.", names=False))
    weight_layer: int = setting(Range(1, MOST_LAYERS + 1, 1, 1, names=True))
    weight_to: int = setting(Range(1, MOST_NEURONS, 1, 1, names=True))
    weight_from: int = setting(Range(1, MOST_NEURONS, 1, 1, names=True))


@dataclass(frozen=True, eq=False)
class Traced:
    """A step and the weight that is looked at.

    Args:
        index: of the point among those that are trained on.
        slope: of the loss with the weight, by a finite difference.
    """

    run: Run
    index: int
    step: Step
    chosen: Chosen
    slope: float


def index_of(state: Stepping, run: Run) -> int:
    """The point's index; the last for a number beyond it."""
    return min(state.example, len(run.train.x)) - 1


def chosen_in(state: Stepping, step: Step) -> Chosen:
    """The weight that is looked at; the last where there is none of such a number."""
    layer = min(state.weight_layer, len(step.layers)) - 1
    rows, columns = step.layers[layer].weight.shape
    return Chosen(layer, min(state.weight_to, rows) - 1, min(state.weight_from, columns) - 1)


@lru_cache(maxsize=32)
def trace(run: Run, state: Stepping) -> Traced:
    """The step of the chosen point, from where a run is that nobody trains any further."""
    index = index_of(state, run)
    step = _step(run, index)
    chosen = chosen_in(state, step)
    return Traced(run, index, step, chosen, finite_difference(run, index, chosen))


@lru_cache(maxsize=32)
def _step(run: Run, index: int) -> Step:
    return take_step(run, index)


def stepping_headline(traced: Traced) -> dict[str, float]:
    """The loss, and all about the weight, by the names under which the script prints them."""
    step, chosen = traced.step, traced.chosen
    layer = step.layers[chosen.layer]
    where = chosen.to, chosen.source
    weight = float(layer.weight[where])
    return {
        "loss": step.loss,
        "weight": weight,
        "gradient": float(layer.weight_gradients[where]),
        "finite difference": traced.slope,
        "weight after the step": weight + float(layer.weight_update[where]),
        "loss after the step": step.after,
    }
