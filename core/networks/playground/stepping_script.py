"""The code of the view "One step": the training, and then a single step under the microscope."""

import torch
from torch import nn

from core.networks.playground.drawn import draw_gradients
from core.networks.playground.microscope import STEP
from core.networks.playground.stepping import Stepping, trace
from core.networks.playground.training import Training, course_of, gone_through
from core.networks.playground.training_script import training_script
from core.script import Script, body, decide, source


def stepping_script(state: Training, stepping: Stepping) -> Script:
    """A script that trains the network, and takes a step for one point."""
    traced = trace(gone_through(course_of(state)).run, stepping)
    flags = {"l1": state.l1 > 0, "l2": state.l2 > 0}
    return training_script(
        state,
        ["", *decide(body(source(show_step)), flags).splitlines()],
        title="One step of a training under the microscope: its gradient, and what it changes.",
        plot=draw_gradients,
        **{name: getattr(state, name) for name, used in flags.items() if used},
        point_index=traced.index,
        layer_index=traced.chosen.layer,
        to=traced.chosen.to,
        start=traced.chosen.source,
        h=STEP,
    )


def show_step(
    model, optimizer, loss_function, features, truth, point_index, layer_index, to, start, h, l1, l2
):
    """A step for one point."""
    import copy

    # The gradient of the loss for one point, in double.
    model.eval()
    network = copy.deepcopy(model).double().requires_grad_()
    x, y = features[[point_index]], truth[[point_index]]
    x64, y64 = x.double(), y.double() if y.is_floating_point() else y
    weight = [module for module in network if isinstance(module, nn.Linear)][layer_index].weight
    chosen = to, start
    loss = loss_function(network(x64), y64)
    loss.backward()
    gradients = weight.grad
    print(f"loss = {loss.item()}")
    print(f"weight = {weight[chosen].item()}")
    print(f"gradient = {gradients[chosen].item()}")

    # The same by a finite difference.
    losses = []
    with torch.no_grad():
        for change in (h, -h):
            weight[chosen] += change
            losses.append(loss_function(network(x64), y64).item())
            weight[chosen] -= change
    print(f"finite difference = {(losses[0] - losses[1]) / (2 * h)}")

    # The step of the optimizer, as in the training.
    optimizer.zero_grad()
    loss = loss_function(model(x), y)
    weights = [module.weight for module in model if isinstance(module, nn.Linear)]
    if l1:
        loss = loss + l1 * sum(w.abs().sum() for w in weights)
    if l2:
        loss = loss + l2 / 2 * sum(w.square().sum() for w in weights)
    loss.backward()
    optimizer.step()
    with torch.no_grad():
        print(f"weight after the step = {weights[layer_index][chosen].item()}")
        print(f"loss after the step = {loss_function(model(x), y).item()}")
