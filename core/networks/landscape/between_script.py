"""The code of the line between two networks."""

import torch

from core.networks.landscape.between import (
    BATCH,
    COPY,
    COUNT,
    EPOCHS,
    MOMENTUM,
    POINTS,
    RATE,
    Between,
    along,
    train,
)
from core.networks.landscape.digits import (
    FILE,
    PIXELS,
    digits_file,
    perceptron,
    pooled,
    read_digits,
)
from core.networks.landscape.drawn import draw_between
from core.networks.landscape.matching import assignment, likeness, permuted
from core.script import Code, Script, write


def between_script(setting: Between) -> Script:
    """Both lines, and the worst on each."""
    make = Code(f"perceptron({[PIXELS, setting.width, 10]}, nn.ReLU, torch.float64)")
    models = {"generator": Code(f"torch.manual_seed({setting.first_seed})"), "model": make}
    if setting.other != COPY:
        models |= {"another": Code(f"torch.manual_seed({setting.second_seed})"), "other": make}
    return write(
        show_between,
        pooled,
        read_digits,
        perceptron,
        train,
        permuted,
        likeness,
        assignment,
        along,
        files={FILE: digits_file(COUNT)},
        decided={"needs.copy": setting.other == COPY},
        plot=draw_between,
        **models,
        seeds=(setting.first_seed, setting.second_seed),
        epochs=EPOCHS,
        batch_size=BATCH,
        lr=RATE,
        momentum=MOMENTUM,
        points=POINTS,
    )


def show_between(model, other, seeds, epochs, batch_size, lr, momentum, points, needs):
    """The straight line between two networks, before and after their hidden units are matched."""
    x, labels = read_digits(torch.float64)
    first_generator, second_generator = (torch.Generator().manual_seed(seed) for seed in seeds)
    first = train(model, x, labels, epochs, batch_size, lr, momentum, first_generator)
    if needs.copy:
        units = len(first["0.bias"])
        second = permuted(first, torch.randperm(units, generator=second_generator))
    else:
        second = train(other, x, labels, epochs, batch_size, lr, momentum, second_generator)
    order = assignment(-likeness(first, second))
    matched = permuted(second, order)
    losses, accuracies = along(first, second, x, labels, points)
    matched_losses, matched_accuracies = along(first, matched, x, labels, points)
    print(f"loss of the first = {losses[0]}")
    print(f"loss of the second = {losses[-1]}")
    print(f"units that move = {(order != torch.arange(len(order))).sum().item()}")
    print(f"highest loss between = {max(losses)}")
    print(f"lowest accuracy between = {min(accuracies)}")
    print(f"highest loss between, matched = {max(matched_losses)}")
    print(f"lowest accuracy between, matched = {min(matched_accuracies)}")
