"""What a reader can set on the neuron page, and the numbers on the screen."""

from dataclasses import dataclass

from core.foundations.neuron.fitting import fit
from core.foundations.neuron.hidden import HiddenLayer, learn
from core.foundations.neuron.large import LARGE_MODELS, Scale
from core.foundations.neuron.layer import Layer, product
from core.foundations.neuron.network import Stack, compare
from core.foundations.neuron.neuron import Neuron, activity
from core.foundations.neuron.rules import ZEROS, Course, Learning, courses
from core.prediction import Predicting
from core.registry import Options, Range, setting

ONE, BY_HAND, RULES, HIDDEN, LAYER, NETWORK, SCALE = VIEWS = (
    "One neuron",
    "By hand",
    "Two rules",
    "Hidden layer",
    "A layer",
    "A network",
    "Large models",
)

Numbers = dict[str, float]


@dataclass(frozen=True)
class State(Neuron, Learning, HiddenLayer, Layer, Stack, Scale, Predicting):
    """Everything a reader can set; each view has its settings from its own module."""

    view: str = setting(Options(VIEWS, ONE))
    camera_angle: int = setting(Range(0, 360, 30, 5, "°", "Rotates the 3-D surface."))


def start_of(state: State) -> tuple[float, float, float]:
    """The weights and the bias with which both rules begin."""
    return (0.0, 0.0, 0.0) if state.start == ZEROS else (state.w1, state.w2, state.b)


def courses_of(state: State) -> dict[str, Course]:
    """What both rules make of the neuron."""
    return courses(state.points, start_of(state), state.lr)


def _of_one_neuron(state: State) -> Numbers:
    result = activity(state.part(Neuron))
    return {
        "w1 · x1": result.products[0],
        "w2 · x2": result.products[1],
        "sum": result.total,
        "output": result.output,
        "output at zero inputs": result.at_zero,
    }


def _of_a_fit(state: State) -> Numbers:
    result = fit(state.w1, state.w2, state.b, state.points)
    return {
        "points right": result.score.right,
        "loss": result.score.loss,
        "points right at best": result.best,
    }


def _of_two_rules(state: State) -> Numbers:
    numbers = {}
    for rule, course in courses_of(state).items():
        for name, value in zip(
            ("w1", "w2", "b"), course.parameters[state.step].tolist(), strict=True
        ):
            numbers[f"{rule}, {name}"] = value
        numbers[f"{rule}, points right"] = int(course.right[state.step])
        numbers[f"{rule}, loss"] = float(course.losses[state.step])
    return numbers


def _of_a_hidden_layer(state: State) -> Numbers:
    lesson = learn(state.points, state.hidden, state.rate, state.seed)
    network = lesson.networks[state.epoch]
    numbers = {
        "loss": float(lesson.losses[state.epoch]),
        "points right": int(lesson.right[state.epoch]),
    }
    for index, (w, b) in enumerate(zip(network.w.tolist(), network.b.tolist(), strict=True), 1):
        numbers |= {f"neuron {index}, w1": w[0], f"neuron {index}, w2": w[1]}
        numbers[f"neuron {index}, b"] = b
    return numbers


def _of_a_layer(state: State) -> Numbers:
    result, (row, column) = product(state.ins, state.outs, state.batch), state.traced
    traced = (result.x[row] * result.weight[column]).sum() + result.bias[column]
    return {
        "weights": result.weights,
        "biases": result.biases,
        "parameters": result.parameters,
        f"y[{row}, {column}]": float(result.y[row, column]),
        f"x[{row}] · weight[{column}] + bias[{column}]": float(traced),
    }


def _of_a_network(state: State) -> Numbers:
    result = compare(state.layers)
    numbers = {
        f"parameters of layer {number}": layer.parameters
        for number, layer in enumerate(result.layers, 1)
    }
    return numbers | {
        "parameters": result.parameters,
        "first output": float(result.first[0, 0]),
        "largest difference": result.difference,
    }


def _of_a_large_model(state: State) -> Numbers:
    model = LARGE_MODELS[state.model]
    return {part.name: part.count for part in model.parts} | {"parameters": model.parameters}


HEADLINES = {
    ONE: _of_one_neuron,
    BY_HAND: _of_a_fit,
    RULES: _of_two_rules,
    HIDDEN: _of_a_hidden_layer,
    LAYER: _of_a_layer,
    NETWORK: _of_a_network,
    SCALE: _of_a_large_model,
}


def headline(state: State) -> Numbers:
    """The numbers of the view, by the names under which the script prints them."""
    return HEADLINES[state.view](state)
