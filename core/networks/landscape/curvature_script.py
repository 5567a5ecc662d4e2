"""The code of the eigenvalues of a Hessian."""

from typing import Any

import torch
from safetensors.torch import load_file
from torch import nn
from torch.nn import functional as F

from core.networks.landscape import edge
from core.networks.landscape.curvature import (
    DIGITS,
    MOST_EXACT,
    PICTURES,
    PLANES,
    POINTS,
    RATE,
    SIZES,
    Curvature,
    untrained,
    whole_hessian,
)
from core.networks.landscape.digits import FILE, digits_file, perceptron, pooled, read_digits
from core.networks.landscape.drawn import draw_curvature
from core.networks.landscape.lanczos import hessian_product, lanczos, tridiagonal
from core.networks.landscape.own import own_code, own_files, own_subject
from core.networks.landscape.subject import OWN
from core.networks.landscape.weights import read_points, with_batch_statistics
from core.script import Code, Script, parts, write


def curvature_script(setting: Curvature) -> Script:
    """The largest and the smallest eigenvalue by Lanczos, and by the whole Hessian where that is
    small.
    """
    is_own, is_digits = setting.problem == OWN, setting.problem == DIGITS
    problem = untrained(setting)
    count = sum(value.numel() for value in problem.model.parameters())
    normed = is_own and own_subject(setting.playground).normed
    helpers, constants, files = (_of_playground if is_own else _of_perceptron)(setting)
    helpers += [whole_hessian] if count <= MOST_EXACT else []
    helpers += [with_batch_statistics] if normed else []
    training = {"lr": RATE, "steps": setting.trained_for} if problem.trains else {}
    return write(
        show_curvature,
        *helpers,
        hessian_product,
        tridiagonal,
        lanczos,
        files=files,
        decided={
            "needs.digits": is_digits,
            "needs.points": not is_own and not is_digits,
            "needs.own": is_own,
            "needs.normed": normed,
            "needs.training": problem.trains,
            "needs.whole": count <= MOST_EXACT,
        },
        plot=draw_curvature,
        seed=setting.start,
        **constants,
        **training,
        lanczos_steps=setting.lanczos_steps,
    )


Pieces = tuple[list, dict[str, Any], dict[str, bytes]]
"""What a script shows before, its constants and its files."""


def _of_perceptron(setting: Curvature) -> Pieces:
    """A network that is trained on the spot, on digits or on points."""
    is_digits = setting.problem == DIGITS
    sizes = list(edge.SIZES if is_digits else SIZES)
    constants: dict[str, Any] = {
        "generator": Code(f"torch.manual_seed({setting.start})"),
        "model": Code(f"perceptron({sizes}, nn.Tanh, torch.float64)"),
        "criterion": Code("nn.MSELoss()"),
    }
    if is_digits:
        return [pooled, read_digits, perceptron], constants, {FILE: digits_file(PICTURES)}
    make = PLANES[setting.problem]
    constants |= {"count": POINTS, "points": Code(make.__name__)}
    return [*parts(make), perceptron], constants, {}


def _of_playground(setting: Curvature) -> Pieces:
    """The playground's network, and its points."""
    model, criterion, helpers = own_code(setting.playground)
    files = own_files(setting.playground)
    return [*helpers, read_points], {"model": model, "criterion": criterion}, files


def show_curvature(
    seed, generator, model, criterion, lr, steps, lanczos_steps, count, points, needs
):
    """The largest curvatures of a loss, from a few products with its Hessian."""
    scale = 1.0
    if needs.digits:
        x, labels = read_digits(torch.float64)
        targets, scale = F.one_hot(labels, 10).to(x.dtype), 5.0
    if needs.points:
        x, labels = points(count, 0, torch.Generator().manual_seed(seed))
        x, targets = x.double(), 2 * labels[:, None].double() - 1
        model = nn.Sequential(*model, nn.Tanh())
    if needs.own:
        x, targets = read_points("points.safetensors")
        model = model.double().eval()
        model.load_state_dict(load_file("network.safetensors"))
    if needs.normed:
        model = with_batch_statistics(model)
    if needs.training:
        optimizer = torch.optim.SGD(model.parameters(), lr=lr)
        for _ in range(steps):
            optimizer.zero_grad()
            (scale * criterion(model(x), targets)).backward()
            optimizer.step()

    loss = scale * criterion(model(x), targets)
    product = hessian_product(loss, model.parameters())
    weights = sum(value.numel() for value in model.parameters())
    generator = torch.Generator().manual_seed(seed)
    start = torch.randn(weights, generator=generator, dtype=torch.float64)
    values, shares, vectors = lanczos(product, start, lanczos_steps)
    print(f"loss = {loss.item()}")
    print(f"largest eigenvalue by Lanczos = {values[-1].item()}")
    print(f"smallest eigenvalue by Lanczos = {values[0].item()}")
    if needs.whole:
        exact = torch.linalg.eigvalsh(whole_hessian(model, x, targets, criterion))
        print(f"largest eigenvalue = {exact[-1].item()}")
        print(f"smallest eigenvalue = {exact[0].item()}")
        print(f"negative eigenvalues = {(exact < 0).sum().item()}")
