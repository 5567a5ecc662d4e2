"""Which learning rate? The range test (Smith 2017, "Cyclical learning rates for training neural
networks"): the rate grows by the same factor with each batch, and the loss tells where it is too
large.

Three usual rules read a rate off the curve, and they disagree. Beside them stands 2 / lambda_max,
beyond which plain gradient descent moves away from a minimum of that curvature. The rules and the
curvature stand in scripts too.
"""

import copy
import math
from collections.abc import Iterator
from dataclasses import dataclass, replace

import torch
from torch import Tensor, nn

from core.catalogue.optimizer import learning_rate, settings, with_learning_rate
from core.data.datasets import load
from core.jobs.progress import Progress
from core.models.zoo import create
from core.registry import Pick
from core.training import device as devices
from core.training.config import TrainConfig
from core.training.steps import Batches, Updates

LOWEST, HIGHEST = 1e-6, 10.0
BATCHES = 120

WORSE = 4
"""The test ends once the smoothed loss is so many times its smallest value (as in fastai)."""


@dataclass(frozen=True)
class RangeTest:
    """What a range test has seen so far.

    Args:
        rates: of each batch.
        losses: of each batch, before the step with that rate.
        smoothed: their moving means, the first ones not too small.
        steepest: the rate at which the smoothed loss falls fastest; None until the test is over, or
            if it never falls.
        tenth: a tenth of the rate at which it is smallest; likewise.
        valley: the rate in the middle of its longest fall; likewise.
        curvature: the largest eigenvalue of the Hessian of the first batch's loss at the first
            weights; None before it is known.
    """

    rates: tuple[float, ...] = ()
    losses: tuple[float, ...] = ()
    smoothed: tuple[float, ...] = ()
    steepest: float | None = None
    tenth: float | None = None
    valley: float | None = None
    curvature: float | None = None

    @property
    def limit(self) -> float | None:
        """2 / lambda_max: the largest rate at which plain gradient descent is stable."""
        return 2 / self.curvature if self.curvature and self.curvature > 0 else None


def range_test(
    config: TrainConfig, device: str | torch.device | None = None, batches: int = BATCHES
) -> Iterator[Progress]:
    """Runs the test with the network, data, optimizer, batch size and seed of a training. Its
    schedule and moving average count for nothing here.

    Yields a `Progress` with a `RangeTest` after each batch.

    Raises:
        ValueError: the optimizer has no learning rate.
    """
    names = names_of_rate(config.optimizer)
    config = config.replace(schedule="None", ema=0.0)
    yield Progress(0.0, "Reading the pictures", RangeTest())
    device = devices.choose(device)
    model, batch, updates = _set_up(config, device, batches)
    yield Progress(0.0, "Measuring the curvature of the first batch", RangeTest())
    order = _endless(batch)
    first = next(order)
    curvature = largest_curvature(model, updates.loss, *batch(first), config.seed)
    result, rates = RangeTest(curvature=curvature), growing(batches, LOWEST, HIGHEST)
    for number in range(batches):
        rate = rates[number]
        values = settings(with_learning_rate(config.optimizer, rate))
        for group in updates.optimizer.param_groups:
            group.update({name: values[name] for name in names})
        snapshot = updates(1, *batch(first if number == 0 else next(order)))
        if not math.isfinite(snapshot.loss):
            break
        losses = (*result.losses, snapshot.loss)
        result = replace(result, rates=(*result.rates, rate), losses=losses)
        result = replace(result, smoothed=smooth(losses))
        yield Progress((number + 1) / batches, f"Learning rate {rate:.1e}", result)
        if result.smoothed[-1] > WORSE * min(result.smoothed):
            break
    marks = (rule(result.rates, result.smoothed) for rule in (steepest, tenth, valley))
    steep, small, middle = marks
    yield Progress(1.0, "", replace(result, steepest=steep, tenth=small, valley=middle))


def names_of_rate(pick: Pick) -> set[str]:
    """The settings of an optimizer, as torch holds them, that its learning rate decides."""
    if not math.isnan(learning_rate(pick)):
        slow, fast = (settings(with_learning_rate(pick, rate)) for rate in (0.25, 0.5))
        if names := {name for name, value in slow.items() if value != fast[name]}:
            return names
    raise ValueError(f"{pick.name} has no learning rate to be looked for")


def _set_up(
    config: TrainConfig, device: torch.device, steps: int
) -> tuple[nn.Module, Batches, Updates]:
    """A network at its first weights, and what is needed to train it for some steps."""
    generator = torch.Generator().manual_seed(config.seed)
    model = create(config.network, generator).to(device, memory_format=torch.channels_last)
    batches = Batches(config, load(config.dataset).to(device), generator)
    return model, batches, Updates(config, model, steps, device, batches.generator)


def _endless(batches: Batches) -> Iterator[Tensor]:
    """The batches of one epoch after the other."""
    while True:
        yield from batches.shuffled()


def growing(count, lowest, highest):
    """So many rates from the lowest to the highest, each larger by the same factor."""
    return [lowest * (highest / lowest) ** (number / (count - 1)) for number in range(count)]


def smooth(losses, keep=0.9):
    """The exponential moving means of losses, of which each keeps this share of the one before,
    divided by the share of what has been seen, so that the first are not too small (as in Adam).
    """
    mean, result = 0.0, []
    for count, loss in enumerate(losses, 1):
        mean = keep * mean + (1 - keep) * loss
        result.append(mean / (1 - keep**count))
    return tuple(result)


def steepest(rates, losses):
    """The rate from which the loss falls fastest against the logarithm of the rate; None if it
    never falls.
    """
    slopes = [
        (after - before) / math.log(later / rate)
        for rate, later, before, after in zip(rates, rates[1:], losses, losses[1:], strict=False)
    ]
    if not slopes or min(slopes) >= 0:
        return None
    return rates[slopes.index(min(slopes))]


def tenth(rates, losses):
    """A tenth of the rate at which the loss is smallest; None if it never falls."""
    if not losses or min(losses) >= losses[0]:
        return None
    return rates[losses.index(min(losses))] / 10


def valley(rates, losses):
    """The rate in the middle of the longest fall: of the longest sequence of losses, left to right,
    each smaller than the one before; None if there is none.
    """
    length, before = [1] * len(losses), [-1] * len(losses)
    for index, loss in enumerate(losses):
        for earlier in range(index):
            if losses[earlier] > loss and length[earlier] >= length[index]:
                length[index], before[index] = length[earlier] + 1, earlier
    if max(length, default=1) < 2:
        return None
    fall = [length.index(max(length))]
    while before[fall[-1]] >= 0:
        fall.append(before[fall[-1]])
    return rates[fall[len(fall) // 2]]


def largest_curvature(model, loss, images, labels, seed=0):
    """The largest eigenvalue of the Hessian of a batch's loss, by power iteration on products of
    the Hessian with a vector (Pearlmutter 1994). Dropout leaves nothing out; batch norm takes the
    mean of the batch. The model stays as it is.
    """
    model = copy.deepcopy(model).train()
    for module in model.modules():
        if isinstance(module, nn.Dropout | nn.Dropout2d):
            module.eval()
    weights = [weight for weight in model.parameters() if weight.requires_grad]
    gradients = torch.autograd.grad(loss(model(images), labels), weights, create_graph=True)
    flat = torch.cat([gradient.flatten() for gradient in gradients])

    def product(vector):
        rows = torch.autograd.grad(flat, weights, vector, retain_graph=True, allow_unused=True)
        return torch.cat(
            [
                torch.zeros_like(weight).flatten() if row is None else row.flatten()
                for row, weight in zip(rows, weights, strict=True)
            ]
        )

    start = torch.randn(len(flat), generator=torch.Generator().manual_seed(seed)).to(flat)
    value = power_iteration(product, start)
    if value < 0:  # the largest in size is no maximum: look above it
        value += power_iteration(lambda vector: product(vector) - value * vector, start)
    return value


def power_iteration(product, vector, most=40, enough=1e-4):
    """The eigenvalue that is largest in size, after so many products, or once its relative change
    is small enough.
    """
    value = 0.0
    for _ in range(most):
        vector = vector / vector.norm().clamp_min(1e-30)
        image = product(vector)
        previous, value = value, float(vector @ image)
        if abs(value - previous) <= enough * abs(value):
            break
        vector = image
    return value
