"""The code of the neuron page: scripts that print the numbers on the screen."""

import torch
from torch import nn
from torch.nn import functional as F

from core.catalogue.activations import in_float64
from core.catalogue.calls import constructed, own_code
from core.foundations.neuron.drawn import draw_hidden, draw_line, draw_neuron, draw_rules
from core.foundations.neuron.fitting import most_right
from core.foundations.neuron.hidden import FIRST
from core.foundations.neuron.layer_script import layer_script, network_script, scale_script
from core.foundations.neuron.state import (
    BY_HAND,
    HIDDEN,
    LAYER,
    NETWORK,
    ONE,
    RULES,
    SCALE,
    State,
    start_of,
)
from core.script import Script, write


def write_script(state: State) -> Script:
    """The code of the view."""
    return VIEW_SCRIPTS[state.view](state)


def show_neuron(w: list[float], b: float, x: list[float], activation: nn.Module) -> None:
    """One neuron: a weighted sum, a bias and an activation."""
    w, x = torch.tensor(w, dtype=torch.float64), torch.tensor(x, dtype=torch.float64)
    b = torch.tensor(b, dtype=torch.float64)
    activation = activation.double().eval()

    total = w @ x + b
    for number, product in enumerate((w * x).tolist(), 1):
        print(f"w{number} · x{number} = {product}")
    print(f"sum = {total.item()}")
    print(f"output = {activation(total).item()}")
    print(f"output at zero inputs = {activation(b).item()}")


def _one_neuron(state: State) -> Script:
    pick = state.activation
    return write(
        show_neuron,
        *own_code(pick),
        plot=draw_neuron,
        w=[state.w1, state.w2],
        b=state.b,
        x=[state.x1, state.x2],
        activation=constructed(pick, **in_float64(pick)),
    )


def show_fit(points: list[tuple], w: list[float], b: float) -> None:
    """How well the line of a neuron tells points apart."""
    points = torch.tensor(points, dtype=torch.float64)
    x, y = points[:, :2], points[:, 2]  # (N, 2) and (N,)

    z = w[0] * x[:, 0] + w[1] * x[:, 1] + b
    print(f"points right = {((z > 0) == (y == 1)).sum().item()}")
    print(f"loss = {F.binary_cross_entropy_with_logits(z, y).item()}")
    print(f"points right at best = {most_right(x, y)}")


def _by_hand(state: State) -> Script:
    return write(
        show_fit,
        most_right,
        plot=draw_line,
        points=list(state.points),
        w=[state.w1, state.w2],
        b=state.b,
    )


def show_rules(points: list[tuple], start: list[float], lr: float, steps: int) -> None:
    """The perceptron's rule and gradient descent, from the same start."""
    points = torch.tensor(points, dtype=torch.float64)
    x, y = points[:, :2], points[:, 2]  # (N, 2) and (N,)

    # The perceptron looks at one point after the other, and learns from its mistakes.
    w, b = torch.tensor(start[:2], dtype=torch.float64), start[2]
    for step in range(steps):
        point, label = x[step % len(x)], y[step % len(x)]
        answer = (w[0] * point[0] + w[1] * point[1] + b > 0).double()
        w, b = w + (label - answer) * point, b + (label - answer)
    perceptron = [*w.tolist(), float(b)]

    # Gradient descent looks at all points, and lowers their loss.
    neuron = nn.Linear(2, 1).double()
    with torch.no_grad():
        neuron.weight.copy_(torch.tensor(start[:2], dtype=torch.float64))
        neuron.bias.fill_(start[2])
    optimizer = torch.optim.SGD(neuron.parameters(), lr=lr)
    for _ in range(steps):
        loss = F.binary_cross_entropy_with_logits(neuron(x)[:, 0], y)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    descent = [*neuron.weight[0].tolist(), neuron.bias.item()]

    for rule, (w1, w2, b) in {"Perceptron": perceptron, "Gradient descent": descent}.items():
        z = w1 * x[:, 0] + w2 * x[:, 1] + b
        print(f"{rule}, w1 = {w1}")
        print(f"{rule}, w2 = {w2}")
        print(f"{rule}, b = {b}")
        print(f"{rule}, points right = {((z > 0) == (y == 1)).sum().item()}")
        print(f"{rule}, loss = {F.binary_cross_entropy_with_logits(z, y).item()}")


def _two_rules(state: State) -> Script:
    return write(
        show_rules,
        plot=draw_rules,
        points=list(state.points),
        start=list(start_of(state)),
        lr=state.lr,
        steps=state.step,
    )


def show_hidden(
    points: list[tuple], activation: nn.Module, lr: float, epochs: int, seed: int, first: float
) -> None:
    """A network with two hidden neurons learns to tell points apart."""
    points = torch.tensor(points, dtype=torch.float64)
    x, y = points[:, :2], points[:, 2]  # (N, 2) and (N,)

    model = nn.Sequential(nn.Linear(2, 2), activation.eval(), nn.Linear(2, 1)).double()
    generator = torch.Generator().manual_seed(seed)
    weights = [*model[0].parameters(), *model[2].parameters()]
    for weight in weights:
        nn.init.uniform_(weight, -first, first, generator=generator)

    optimizer = torch.optim.SGD(weights, lr=lr)
    for _ in range(epochs):
        loss = F.binary_cross_entropy_with_logits(model(x)[:, 0], y)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()

    z = model(x)[:, 0]
    print(f"loss = {F.binary_cross_entropy_with_logits(z, y).item()}")
    print(f"points right = {((z > 0) == (y == 1)).sum().item()}")
    for neuron in range(2):
        w, b = model[0].weight[neuron], model[0].bias[neuron]
        print(f"neuron {neuron + 1}, w1 = {w[0].item()}")
        print(f"neuron {neuron + 1}, w2 = {w[1].item()}")
        print(f"neuron {neuron + 1}, b = {b.item()}")


def _hidden_layer(state: State) -> Script:
    pick = state.hidden
    return write(
        show_hidden,
        *own_code(pick),
        plot=draw_hidden,
        points=list(state.points),
        activation=constructed(pick, **in_float64(pick)),
        lr=state.rate,
        epochs=state.epoch,
        seed=state.seed,
        first=FIRST,
    )


VIEW_SCRIPTS = {
    ONE: _one_neuron,
    BY_HAND: _by_hand,
    RULES: _two_rules,
    HIDDEN: _hidden_layer,
    LAYER: layer_script,
    NETWORK: network_script,
    SCALE: scale_script,
}
