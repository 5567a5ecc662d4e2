"""The code of gradient descent at the edge of stability."""

from copy import deepcopy

import torch
from torch.nn import functional as F

from core.networks.landscape.digits import FILE, digits_file, perceptron, pooled, read_digits
from core.networks.landscape.drawn import draw_edge
from core.networks.landscape.edge import FIRST, LATER, LOOKS, SIZES, Edge
from core.networks.landscape.lanczos import hessian_product, sharpness, tridiagonal
from core.script import Code, Script, write


def edge_script(setting: Edge) -> Script:
    """Gradient descent with each learning rate, and the sharpness on its way."""
    return write(
        show_edge,
        pooled,
        read_digits,
        perceptron,
        hessian_product,
        tridiagonal,
        sharpness,
        files={FILE: digits_file(setting.examples)},
        plot=draw_edge,
        seed=setting.seed,
        generator=Code(f"torch.manual_seed({setting.seed})"),
        model=Code(f"perceptron({list(SIZES)}, nn.Tanh, torch.float32)"),
        rates={name: float(name) for name in setting.rates},
        momentum=setting.momentum,
        steps=setting.steps,
        every=max(1, setting.steps // LOOKS),
        lanczos_steps=(FIRST, LATER),
    )


def show_edge(seed, generator, model, rates, momentum, steps, every, lanczos_steps):
    """Full-batch gradient descent: the sharpness of the loss climbs to 2 / lr, and stays there."""
    torch.set_num_threads(1)  # sums in one order: at the edge the smallest difference grows
    x, labels = read_digits(torch.float32)
    targets = F.one_hot(labels, 10).to(x.dtype)
    start = model
    curves = {}
    for name, lr in rates.items():
        model = deepcopy(start)
        optimizer = torch.optim.SGD(model.parameters(), lr=lr, momentum=momentum)
        count = sum(value.numel() for value in model.parameters())
        vector = torch.randn(count, generator=torch.Generator().manual_seed(seed))
        at, sharp, losses = [], [], []
        for step in range(steps + 1):
            loss = (model(x) - targets).square().sum(dim=1).mean() / 2
            if not loss.isfinite():
                break
            if step % every == 0:
                product = hessian_product(loss, model.parameters())
                value, vector = sharpness(product, vector, lanczos_steps[step > 0])
                at.append(step)
                sharp.append(value)
            if step < steps:
                optimizer.zero_grad()
                loss.backward()
                optimizer.step()
                losses.append(loss.item())
        late = [value for step, value in zip(at, sharp, strict=True) if step >= 2 / 3 * at[-1]]
        rises = sum(later > sooner for sooner, later in zip(losses, losses[1:], strict=False))
        print(f"lr {name}, 2 (1 + momentum) / lr = {2 * (1 + momentum) / lr}")
        print(f"lr {name}, sharpness at first = {sharp[0]}")
        print(f"lr {name}, sharpness in the last third = {sum(late) / len(late)}")
        print(f"lr {name}, steps that went up = {rises}")
        print(f"lr {name}, loss = {losses[-1]}")
        curves[name] = (at, sharp)
