"""The code of the views of layers and networks."""

import torch
from torch import nn

from core.foundations.neuron.drawn import draw_counts, draw_layer, draw_layers
from core.foundations.neuron.large import LARGE_MODELS
from core.foundations.neuron.layer import SEED, linear
from core.foundations.neuron.network import BATCH, class_text, sequential_text
from core.foundations.neuron.network import SEED as NETWORK_SEED
from core.foundations.neuron.state import State
from core.script import Code, Script, SourceText, write


def show_layer(ins: int, outs: int, batch: int, row: int, column: int, seed: int) -> None:
    """A layer as a matrix: its parameters, and where one output comes from."""
    generator = torch.Generator().manual_seed(seed)
    x = torch.randn(batch, ins, generator=generator, dtype=torch.float64).round(decimals=1)
    layer = linear(ins, outs, generator)

    y = layer(x)  # (batch, outs)
    weight, bias = layer.weight, layer.bias  # (outs, ins) and (outs,)
    print(f"weights = {weight.numel()}")
    print(f"biases = {bias.numel()}")
    print(f"parameters = {sum(parameter.numel() for parameter in layer.parameters())}")

    traced = (x[row] * weight[column]).sum() + bias[column]
    print(f"y[{row}, {column}] = {y[row, column].item()}")
    print(f"x[{row}] · weight[{column}] + bias[{column}] = {traced.item()}")


def layer_script(state: State) -> Script:
    """The code of a layer."""
    row, column = state.traced
    return write(
        show_layer,
        linear,
        plot=draw_layer,
        ins=state.ins,
        outs=state.outs,
        batch=state.batch,
        row=row,
        column=column,
        seed=SEED,
    )


def show_network(sequential: nn.Module, MLP: type, ins: int, batch: int, seed: int) -> None:
    """The same network written in two ways: as a list of modules, and as a class."""
    outputs = []
    for network in (sequential.double(), MLP().double()):
        generator = torch.Generator().manual_seed(seed)
        for parameter in network.parameters():
            nn.init.normal_(parameter, std=0.05, generator=generator)
        x = torch.randn(batch, ins, generator=generator, dtype=torch.float64)
        with torch.no_grad():
            outputs.append(network(x))

    counts = [sum(p.numel() for p in layer.parameters()) for layer in network.children()]
    for number, count in enumerate(counts, 1):
        print(f"parameters of layer {number} = {count}")
    print(f"parameters = {sum(counts)}")
    print(f"first output = {outputs[0][0, 0].item()}")
    print(f"largest difference = {(outputs[0] - outputs[1]).abs().max().item()}")


def network_script(state: State) -> Script:
    """The code of a network, in both ways."""
    sizes = state.layers
    return write(
        show_network,
        SourceText(sequential_text(sizes)),
        SourceText(class_text(sizes)),
        plot=draw_layers,
        ins=sizes[0],
        batch=BATCH,
        seed=NETWORK_SEED,
    )


def show_count(counts: dict[str, int]) -> None:
    """The parameters of a network, counted from the sizes of its layers."""
    for name, count in counts.items():
        print(f"{name} = {count}")
    print(f"parameters = {sum(counts.values())}")


def scale_script(state: State) -> Script:
    """The code that counts a network's parameters."""
    model = LARGE_MODELS[state.model]
    return write(
        show_count,
        title=f"The parameters of {state.model}, counted from the sizes of its layers.",
        plot=draw_counts,
        counts={part.name: Code(part.formula) for part in model.parts},
    )
