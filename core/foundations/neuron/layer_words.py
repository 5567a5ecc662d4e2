"""What is to be seen now of layers and networks, in a sentence or two with their numbers."""

import re

from core.foundations.neuron.large import LARGE_MODELS, LargeModel
from core.foundations.neuron.layer import Product
from core.foundations.neuron.network import Comparison, LayerCount
from core.plots.numbers import formula, number, percent
from core.plots.words import counted

LONG = re.compile(r"\d{4,}")
"""A number that is read by its thousands."""

NAMES = ((10**9, "billion"), (10**6, "million"))
BYTES = 4
"""Of a number in float32."""

UNITS = ((10**9, "GB"), (10**6, "MB"), (10**3, "kB"), (1, "bytes"))


def in_words(count: int) -> str:
    """A count with few digits: "61,706", "11.7 million", "175 billion"."""
    for size, name in NAMES:
        if count >= size:
            return f"{number(count / size, 3)} {name}"
    return f"{count:,}"


def layer_sentence(result: Product) -> str:
    """What the layer learns, and the shapes of the product."""
    (batch, ins), outs = result.x.shape, len(result.bias)
    biases = "1 bias" if result.biases == 1 else f"{result.biases} biases"
    return (
        f"`nn.Linear({ins}, {outs})` learns {outs} · {ins} = {counted(result.weights, 'weight')} "
        f"and {biases}: **{counted(result.parameters, 'parameter')}**. A batch of "
        f"{batch} × {ins} numbers gives "
        f"**{batch} × {outs}** outputs. Point at one to trace it."
    )


def network_sentence(name: str, result: Comparison) -> str:
    """How many parameters the network has, and where most of them are."""
    largest = max(result.layers, key=lambda layer: layer.parameters)
    share = percent(largest.parameters / result.parameters, 0)
    return (
        f"{name} has **{result.parameters:,}** parameters, {share} of them in the layer from "
        f"{largest.ins} to {largest.outs}. Both ways of writing it give the same outputs: the "
        f"largest difference is {number(result.difference)}."
    )


def layer_rows(layers: tuple[LayerCount, ...], hidden: bool = False) -> list[dict[str, str]]:
    """A row for each layer, and their sum; the counts hidden while they are to be guessed."""
    rows = [
        {
            "Layer": f"nn.Linear({layer.ins}, {layer.outs})",
            "Weights": f"{layer.outs:,} · {layer.ins:,} = {layer.weights:,}",
            "Biases": f"{layer.biases:,}",
            "Parameters": f"{layer.parameters:,}",
        }
        for layer in layers
    ]
    total = sum(layer.parameters for layer in layers)
    rows.append({"Layer": "All", "Weights": "", "Biases": "", "Parameters": f"{total:,}"})
    if not hidden:
        return rows
    return [{key: text if key == "Layer" else "?" for key, text in row.items()} for row in rows]


def model_sentence(name: str, model: LargeModel) -> str:
    """How large a network is, beside one neuron and in bytes."""
    neuron = next(iter(LARGE_MODELS.values()))
    text = f"**{name}** has **{model.parameters:,}** parameters"
    if model.parameters > neuron.parameters:
        times = in_words(round(model.parameters / neuron.parameters))
        text += f", {times} times as many as one neuron"
    return f"{text}. As float32 they take {_in_bytes(BYTES * model.parameters)}."


def _in_bytes(count: int) -> str:
    size, unit = next((size, unit) for size, unit in UNITS if count >= size)
    return f"{number(count / size, 3)} {unit}"


def model_rows(model: LargeModel) -> list[dict[str, str]]:
    """A row for each part of a network, with the sizes that its count is made of."""
    return [
        {
            "Part": part.name,
            "Counted": LONG.sub(lambda number: f"{int(number[0]):,}", formula(part.formula)),
            "Parameters": f"{part.count:,}",
        }
        for part in model.parts
    ]
