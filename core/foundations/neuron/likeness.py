"""How the parts of a nerve cell match those of the formula, and where the likeness ends."""

from core.foundations.neuron.neuron import Neuron
from core.plots.numbers import number

ENDS = (
    "Here the likeness ends. A nerve cell sends spikes over time rather than one number. Its "
    "dendrites do computations of their own. A synapse does not switch between exciting and "
    "inhibiting, as a weight can when its sign changes. And no brain is known to learn by "
    "backpropagation. What remains is the idea: many weighted inputs, one output."
)


def likeness_rows(neuron: Neuron) -> list[tuple[str, str, str]]:
    """For each part of a nerve cell its number in the drawing, what it does, and its match."""
    return [
        ("1", "Synapse: how much a signal counts", f"Weight: {_pair(neuron, 'w')}"),
        ("2", "Dendrites: bring the signals in", f"Input: {_pair(neuron, 'x')}"),
        ("3", "Cell body (soma): adds them up", "Sum: w1·x1 + w2·x2 + b"),
        ("4", "Threshold: how much input it takes to fire", f"Bias: {_threshold(neuron.b)}"),
        ("5", "Axon: passes the answer on", f"Output: {neuron.activation.name} of the sum"),
    ]


def _pair(neuron: Neuron, letter: str) -> str:
    names = (f"{letter}1", f"{letter}2")
    return ", ".join(f"{name} = {number(getattr(neuron, name))}" for name in names)


def _threshold(bias: float) -> str:
    """What a bias asks of the products: together with it they are to be above 0."""
    return f"b = {number(bias)}, so w1·x1 + w2·x2 must exceed {number(-bias)}"
