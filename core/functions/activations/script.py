"""The code of the activations page: scripts that print the numbers on the screen."""

from collections.abc import Callable, Mapping
from typing import Any

import torch
from torch import nn
from torch.func import grad

from core.catalogue.activations import in_float64
from core.catalogue.calls import changed, constructed, name_of, own_code
from core.functions.activations.depth import BATCH
from core.functions.activations.drawn import draw_curves, draw_depth, draw_jacobian
from core.functions.activations.state import State, point
from core.registry import Choice
from core.script import Code, Script, write


def write_script(state: State) -> Script:
    """The code of the view: functions and slopes at one input, outputs and their Jacobian, or the
    spread of a signal layer by layer.
    """
    return {"Curves": _curves, "Softmax": _softmax, "Depth": _depth}[state.view](state)


def _curves(state: State) -> Script:
    functions = {pick.name: constructed(pick, **in_float64(pick)) for pick in state.functions}
    curvatures = [point(pick, state.x).curvatures for pick in state.functions]
    once = any(curvature.isnan().any() for curvature in curvatures)
    show = show_curves_without_some_curvatures if once else show_curves
    helpers = own_code(*state.functions)
    return write(show, *helpers, plot=draw_curves, functions=functions, x=state.x)


def _softmax(state: State) -> Script:
    function = _function(state.vector.choice, dict(state.vector.arguments))
    return write(
        show_jacobian,
        *own_code(state.vector),
        plot=draw_jacobian,
        function=function,
        z=state.z.tolist(),
    )


def _depth(state: State) -> Script:
    start = state.initialisation
    return write(
        show_depth,
        *own_code(state.activation, start),
        plot=draw_depth,
        layers=state.layers,
        width=state.width,
        bias=state.bias,
        seed=state.seed,
        batch=BATCH,
        function=constructed(state.activation),
        initialise=_function(start.choice, {**start.choice.fixed, **dict(start.arguments)}),
    )


def _function(choice: Choice, arguments: Mapping[str, Any]) -> Code:
    """A function with these arguments: `partial(softmax, temperature=0.3)`, or the function alone
    if they are its defaults.
    """
    changes = changed(choice, arguments)
    return Code(f"partial({name_of(choice)}, {changes})" if changes else name_of(choice))


def show_curves(functions: Mapping[str, nn.Module], x: float) -> None:
    """Activation functions, their slopes and their curvatures at one input."""
    x = torch.tensor(x, dtype=torch.float64)
    for name, function in functions.items():
        function = function.double().eval()
        print(f"{name} value = {function(x).item()}")
        print(f"{name} slope = {grad(function)(x).item()}")
        print(f"{name} curvature = {grad(grad(function))(x).item()}")


def show_curves_without_some_curvatures(functions: Mapping[str, nn.Module], x: float) -> None:
    """Activation functions, their slopes and their curvatures at one input."""
    x = torch.tensor(x, dtype=torch.float64)
    for name, function in functions.items():
        function = function.double().eval()
        print(f"{name} value = {function(x).item()}")
        print(f"{name} slope = {grad(function)(x).item()}")
        try:
            print(f"{name} curvature = {grad(grad(function))(x).item()}")
        except RuntimeError:  # PyTorch has no second derivative of this function
            print(f"{name} curvature = nan")


def show_jacobian(function: Callable, z: list[float]) -> None:
    """A function of a whole vector, and its Jacobian by autograd."""
    z = torch.tensor(z, dtype=torch.float64)
    y = function(z)
    jacobian = torch.autograd.functional.jacobian(function, z)  # (outputs, logits)
    for i, value in enumerate(y.tolist()):
        print(f"y{i} = {value}")
    for i, row in enumerate(jacobian.tolist()):
        for j, slope in enumerate(row):
            print(f"d y{i} / d z{j} = {slope}")


def show_depth(
    layers: int,
    width: int,
    bias: float,
    seed: int,
    batch: int,
    function: nn.Module,
    initialise: Callable,
) -> None:
    """What becomes of a signal in a deep network, and of the gradient on its way back."""
    # Rounding depends on the number of threads, and layer after layer may enlarge its errors: one
    # thread gives the digits on the screen.
    torch.set_num_threads(1)
    # Numbers below 1.2e-38 count as 0: with them a processor takes ten times as long.
    torch.set_flush_denormal(True)
    generator = torch.Generator().manual_seed(seed)
    function.eval()

    linears = [nn.Linear(width, width) for _ in range(layers)]
    for linear in linears:
        initialise(linear.weight, generator=generator)
        nn.init.constant_(linear.bias, bias)

    x = torch.randn(batch, width, generator=generator)
    outputs = []
    for linear in linears:
        x = function(linear(x))  # (batch, width)
        x.retain_grad()
        outputs.append(x)
    x.backward(torch.randn(x.shape, generator=generator))

    for layer, output in enumerate(outputs, 1):
        print(f"std of activations, layer {layer} = {output.std().item()}")
        print(f"std of gradients, layer {layer} = {output.grad.std().item()}")
