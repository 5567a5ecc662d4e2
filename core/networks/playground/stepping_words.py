"""What is to be seen in the view "One step", in words and as products written out."""

from core.networks.playground.stepping import BACKWARD, FORWARD, Traced
from core.playground.points import NUMBERS
from core.plots.numbers import number

DIGITS = 3
MOST_TERMS = 4
"""Terms of a sum that are written out."""


def stepping_sentence(traced: Traced, stage: str) -> str:
    """What happens to the point at this stage."""
    step = traced.step
    if stage == FORWARD:
        return (
            f"The point {_point(traced)} goes through the network. It answers "
            f"**{_answers(traced)}**, and the loss is **{number(step.loss)}**."
        )
    if stage == BACKWARD:
        return (
            "The gradient of the loss comes back, layer by layer. Each neuron shows how the loss "
            "changes with its sum, and each link how it changes with its weight."
        )
    way = "falls" if step.after < step.loss else "does not fall"
    return (
        f"{traced.run.settings.optimizer.name} changes every weight once, and the loss of this "
        f"point {way}: from **{number(step.loss)}** to **{number(step.after)}**."
    )


def _point(traced: Traced) -> str:
    points = traced.run.points[0]
    x, y = points.inputs[traced.index].tolist()
    target = points.targets[traced.index].item()
    kind = "number" if points.classes == NUMBERS else "class"
    return f"({number(x, DIGITS)}, {number(y, DIGITS)}), {kind} {number(target, DIGITS)},"


def _answers(traced: Traced) -> str:
    outputs = traced.step.layers[-1].outputs.tolist()
    return ", ".join(number(output, DIGITS) for output in outputs)


def weight_rows(traced: Traced) -> list[dict[str, str]]:
    """All about the chosen weight: what it does going forward, its gradient as the product that it
    is, the finite difference beside it, and the optimizer's step.
    """
    chosen, layer = traced.chosen, traced.step.layers[traced.chosen.layer]
    to, source = chosen.to, chosen.source
    weight, value = layer.weight[to, source], layer.inputs[source]
    gradient, update = layer.weight_gradients[to, source], layer.weight_update[to, source]
    delta = layer.sum_gradients[to]
    return [
        _row("Forward: its share of the sum z", _product(weight, value), weight * value),
        _row("Backward: δ, the gradient of the sum z", _delta(traced), delta),
        _row("Its gradient: δ · input", _product(delta, value), gradient),
        _row("The same by a finite difference", "(loss(w + h) − loss(w − h)) / 2h", traced.slope),
        _row("Optimizer: new weight", _sum(weight, update), weight + update),
    ]


def _row(name: str, written: str, value: float) -> dict[str, str]:
    return {"Step": name, "Written out": written, "Value": number(float(value), DIGITS)}


def _delta(traced: Traced) -> str:
    """δ of the neuron: the slope of its activation times what comes back to its output."""
    chosen, layers = traced.chosen, traced.step.layers
    layer = layers[chosen.layer]
    back, delta = float(layer.output_gradients[chosen.to]), float(layer.sum_gradients[chosen.to])
    slope = delta / back if back else 0.0
    if chosen.layer == len(layers) - 1:
        return f"slope {_factor(slope)} · ∂loss/∂output {_factor(back)}"
    following = layers[chosen.layer + 1]
    pairs = zip(
        following.weight[:, chosen.to].tolist(), following.sum_gradients.tolist(), strict=True
    )
    terms = [f"{_factor(w)} · {_factor(d)}" for w, d in pairs]
    more = " + …" if len(terms) > MOST_TERMS else ""
    return f"slope {_factor(slope)} · ({' + '.join(terms[:MOST_TERMS])}{more})"


def _product(first: float, second: float) -> str:
    return f"{_factor(float(first))} · {_factor(float(second))}"


def _sum(first: float, second: float) -> str:
    sign = "−" if float(second) < 0 else "+"
    return f"{number(float(first), DIGITS)} {sign} {number(abs(float(second)), DIGITS)}"


def _factor(value: float) -> str:
    text = number(value, DIGITS)
    return f"({text})" if value < 0 else text


def weight_name(traced: Traced) -> str:
    """Where the weight is: "from x to neuron 2 of layer 1"."""
    chosen, layers = traced.chosen, traced.step.layers
    if chosen.layer == 0:
        start = traced.run.settings.features[chosen.source].name
    else:
        start = f"neuron {chosen.source + 1} of layer {chosen.layer}"
    if chosen.layer == len(layers) - 1:
        end = "the output" if len(layers[-1].outputs) == 1 else f"output {chosen.to + 1}"
    else:
        end = f"neuron {chosen.to + 1} of layer {chosen.layer + 1}"
    return f"from {start} to {end}"
