"""Many networks trained at once, under `torch.func`: their weights are stacked, and one call gives
the gradients of all.

Networks of different widths are put into the widest: what they do not have is 0, and its gradient
is masked.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from time import monotonic

import torch
from torch import Tensor, nn
from torch.func import functional_call, grad, vmap

from core.jobs import Progress
from core.networks.playground.sweeping import Sweeping, Variant, variants
from core.playground.course import steps_of_an_epoch
from core.playground.features import features_of
from core.playground.heads import Head, accuracy
from core.playground.layers import read_layers
from core.playground.losses import head_of, loss_of, outputs_for
from core.playground.maps import grid
from core.playground.network import build
from core.playground.points import NUMBERS
from core.playground.run import points_of
from core.playground.settings import Settings

SIDE = 25
"""Points along each side of a map."""

MOST_STEPS = 1000
"""Of a sweep."""

OFTEN = 0.1
"""Seconds between two notes on how far it is."""


@dataclass(frozen=True)
class Sweep:
    """What became of the networks of a sweep.

    Args:
        variants: what each has of its own.
        losses: means of the batches of each epoch, (epochs, N).
        train_losses: (N,), at the end.
        test_losses: (N,), at the end.
        accuracies: on the test points, (N,); nan where the networks give numbers.
        shades: of their maps, (N, SIDE, SIDE), as `core.playground.maps.shade` has them, where the
            outputs of two classes count by their sign.
        classes: how many there are.
    """

    variants: tuple[Variant, ...]
    losses: Tensor
    train_losses: Tensor
    test_losses: Tensor
    accuracies: Tensor
    shades: Tensor
    classes: int


def sweep(settings: Settings, state: Sweeping) -> Iterator[Progress]:
    """Trains all networks of a sweep; the result is a `Sweep`.

    Raises:
        ValueError: settings that do not go together, or too many steps.
    """
    check(settings, state)
    chosen = variants(state, settings.seed)
    networks = [network_of(settings, variant) for variant in chosen]
    train, test = parts_of(settings)
    generator = torch.Generator().manual_seed(settings.seed)
    batches = [
        torch.randperm(len(train.x), generator=generator).split(settings.batch_size)
        for _ in range(state.sweep_epochs)
    ]
    rates = torch.tensor([variant.rate for variant in chosen])
    (weights, masks), model = stacked(networks), max(networks, key=size_of)
    loss_function = loss_of(settings.loss, train.classes)
    said, losses = 0.0, []
    for epoch, means in enumerate(
        train_together(model, weights, masks, rates, loss_function, train.x, train.y, batches), 1
    ):
        losses.append(means)
        if monotonic() - said > OFTEN:
            said = monotonic()
            yield Progress(epoch / state.sweep_epochs, f"Epoch {epoch} of {state.sweep_epochs}")
    result = _judged(settings, chosen, model, weights, torch.stack(losses), train, test)
    yield Progress(1.0, "", result)


@dataclass(frozen=True, eq=False)
class Part:
    """Points as the networks and the loss take them.

    Args:
        x, y: features (M, F), and what the loss takes.
        labels: classes or numbers, (M,).
    """

    x: Tensor
    y: Tensor
    labels: Tensor
    classes: int


def parts_of(settings: Settings) -> tuple[Part, Part]:
    """The points to train on and those to test with."""
    parts = []
    for points in points_of(settings):
        head = head_of(settings.loss, points.classes)
        x = features_of(points.inputs, settings.features)
        y = head.targets(points.targets, outputs_for(points.classes))
        parts.append(Part(x, y, points.targets, points.classes))
    return parts[0], parts[1]


@torch.no_grad()
def _judged(
    settings: Settings,
    chosen: tuple[Variant, ...],
    model: nn.Sequential,
    weights: dict[str, Tensor],
    losses: Tensor,
    train: Part,
    test: Part,
) -> Sweep:
    """What became of the networks: each is asked by itself."""
    classes, loss_function = train.classes, loss_of(settings.loss, train.classes)
    owns = [{name: part[index] for name, part in weights.items()} for index in range(len(chosen))]
    ends, tests = (
        torch.stack([loss_function(functional_call(model, own, (part.x,)), part.y) for own in owns])
        for part in (train, test)
    )
    right = [accuracy(functional_call(model, own, (test.x,)), test.labels) for own in owns]
    head, plane = head_of(settings.loss, classes), features_of(grid(SIDE), settings.features)
    shades = [_shades(head, functional_call(model, own, (plane,)), classes) for own in owns]
    return Sweep(chosen, losses, ends, tests, torch.tensor(right), torch.stack(shades), classes)


def _shades(head: Head, outputs: Tensor, classes: int) -> Tensor:
    """Outputs (SIDE * SIDE, C) as shades."""
    if classes == NUMBERS:
        shades = outputs[:, 0]
    elif classes == 2:
        shades = head.shown(outputs)[:, 0]
    else:
        confidence, label = head.shown(outputs).max(1)
        shades = label + confidence.clamp(max=0.999)
    return shades.float().view(SIDE, SIDE)


def plain(settings: Settings, width: int = 0) -> Settings:
    """The settings with linear layers and activations alone: neither norm nor dropout, and nothing
    frozen.

    Args:
        width: of all hidden layers, if it is not to be their own.
    """
    layers = read_layers(settings.hidden)
    words = (f"{width or layer.width} {layer.activation}".strip() for layer in layers)
    return settings.replace(hidden=", ".join(words))


def check(settings: Settings, state: Sweeping) -> None:
    """Refuses what cannot be trained.

    Raises:
        ValueError: there is no point, or there are more steps than there is time for.
    """
    if not len(points_of(settings)[0]):
        raise ValueError(
            f"train_share={settings.train_share} leaves no point to train on: use more"
        )
    steps = state.sweep_epochs * steps_of_an_epoch(settings)
    if steps > MOST_STEPS:
        raise ValueError(
            f"sweep_epochs={state.sweep_epochs} with batches of {settings.batch_size} are "
            f"{steps:,} steps: at most {MOST_STEPS:,} are taken"
        )


def network_of(settings: Settings, variant: Variant) -> nn.Sequential:
    """A network of a sweep, with its own first weights."""
    generator = torch.Generator().manual_seed(variant.seed)
    return build(plain(settings, variant.width), generator)


def size_of(network):
    """How many weights a network has."""
    return sum(parameter.numel() for parameter in network.parameters())


def stacked(networks):
    """The weights of networks by name, (N, ...) each, where the smaller ones are filled up with 0;
    and masks that are 1 where a network has a weight.
    """
    largest = dict(max(networks, key=size_of).named_parameters())
    weights = {name: torch.zeros(len(networks), *part.shape) for name, part in largest.items()}
    masks = {name: torch.zeros_like(part) for name, part in weights.items()}
    for index, network in enumerate(networks):
        for name, part in network.named_parameters():
            corner = (index, *(slice(0, size) for size in part.shape))
            weights[name][corner] = part.detach()
            masks[name][corner] = 1.0
    return weights, masks


def train_together(model, weights, masks, rates, loss_function, x, y, batches):
    """Gradient descent with momentum 0.9 for all networks at once, on the batches of each epoch;
    yields the means of their losses after each epoch, (N,). Changes the weights in place.
    """

    def loss_of(own, x, y):
        loss = loss_function(functional_call(model, own, (x,)), y)
        return loss, loss

    gradients_of = vmap(grad(loss_of, has_aux=True), in_dims=(0, None, None))
    speeds = {name: torch.zeros_like(part) for name, part in weights.items()}
    rates = {name: rates.view(-1, *[1] * (part.ndim - 1)) for name, part in weights.items()}
    for epoch in batches:
        losses = []
        for batch in epoch:
            gradients, loss = gradients_of(weights, x[batch], y[batch])
            losses.append(loss)
            for name, gradient in gradients.items():
                speeds[name] = 0.9 * speeds[name] + gradient * masks[name]
                weights[name] = weights[name] - rates[name] * speeds[name]
        yield torch.stack(losses).mean(0)


def sweep_headline(result: Sweep) -> dict[str, float]:
    """The losses of each network at the end, by the names under which the script prints them."""
    numbers = {}
    for variant, train, test in zip(
        result.variants, result.train_losses.tolist(), result.test_losses.tolist(), strict=True
    ):
        numbers[f"{variant.name}, training loss"] = train
        numbers[f"{variant.name}, test loss"] = test
    return numbers
