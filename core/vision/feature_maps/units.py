"""What a unit likes, and what would be missing without it: best pictures, dreams, and channels
switched off.
"""

import os
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from core.models.tracing import Edit, record, trace
from core.registry import Config, Range, setting

BATCH = 100  # with the channels last: at this size the caches hold a batch, and it is twice as fast
MANNERS = ("zero", "mean", "shuffle")


@dataclass(frozen=True, eq=False)
class Favourites:
    """The pictures that excite each unit of a layer most, the best first.

    Args:
        done: the share of the pictures that have been looked at.
        values: (units, count), the largest number in the unit's map.
        indices: (units, count), which pictures these are.
    """

    done: float
    values: Tensor
    indices: Tensor


def favourites(
    model: nn.Module,
    pictures: Tensor,
    normalise: Callable[[Tensor], Tensor],
    layer: str,
    count: int = 9,
) -> Iterator[Favourites]:
    """Shows a network all pictures, on all cores, for all units of one layer at once; yields what
    is best so far.

    Args:
        pictures: (N, C, H, W) uint8.
        normalise: from such bytes to what the network takes.
        layer: its units are looked at as the next layer gets them.
    """
    last = trace(model, normalise(pictures[:1])).end(layer).name

    def strengths(start: int) -> Tensor:
        """(units, batch)"""
        with torch.inference_mode():
            batch = channels_last(normalise(pictures[start : start + BATCH]))
            output = record(model, batch, until=last).output
            return (output.amax((2, 3)) if output.ndim == 4 else output).T.contiguous()

    values, indices = torch.empty(0), torch.empty(0, dtype=torch.long)
    starts = range(0, len(pictures), BATCH)
    pool = ThreadPoolExecutor(os.cpu_count())
    try:
        for start, strength in zip(starts, pool.map(strengths, starts), strict=True):
            numbers = torch.arange(start, start + strength.shape[1]).expand_as(strength)
            strength = torch.cat([values.view(len(strength), -1), strength], 1)
            numbers = torch.cat([indices.view(len(strength), -1), numbers], 1)
            values, best = strength.topk(min(count, strength.shape[1]), 1)
            indices = numbers.gather(1, best)
            yield Favourites(min(1.0, (start + BATCH) / len(pictures)), values, indices)
    finally:
        pool.shutdown(cancel_futures=True)


def channels_last(pictures: Tensor) -> Tensor:
    """Pictures (N, C, H, W) with the channels last in memory, also if there is only one.

    With one channel `to` leaves them as they are, and all that a network makes of them is then in
    the usual order.
    """
    channels, height, width = pictures.shape[1:]
    strides = (channels * height * width, 1, channels * width, channels)
    return torch.empty_strided(pictures.shape, strides, dtype=pictures.dtype).copy_(pictures)


@dataclass(frozen=True)
class Ascent(Config):
    """How a picture is made that excites a unit.

    Args:
        jitter: the picture is moved by up to so many pixels before each step, so that no single
            pixel matters.
        blur: width of the blur (standard deviation, pixels) after each step of the first three
            quarters.
        variation: how much neighbours that differ are punished.
        seed: of the noise that it begins with, and of the jitter.
    """

    steps: int = setting(Range(16, 256, 96, 16))
    lr: float = setting(Range(0.01, 0.2, 0.05, 0.01))
    jitter: int = setting(Range(0, 8, 2, 1, "px"))
    blur: float = setting(Range(0.0, 1.0, 0.3, 0.1, "px"))
    variation: float = setting(Range(0.0, 4.0, 1.0, 0.1))
    seed: int = setting(Range(0, 99, 0, 1))


@dataclass(frozen=True, eq=False)
class Dream:
    """A picture on its way from noise: (C, H, W) in [0, 1] after so many steps, and how much it
    excites the unit.
    """

    step: int
    steps: int
    value: float
    picture: Tensor


def excitation(
    model: nn.Module,
    normalise: Callable[[Tensor], Tensor],
    layer: str,
    unit: int,
    shape: tuple[int, int, int],
) -> Callable[[Tensor], Tensor]:
    """How much a picture (1, C, H, W) in [0, 1] excites a unit: the mean of its map before the
    activation.
    """
    with torch.inference_mode():
        last = trace(model, normalise(torch.zeros(1, *shape))).before_activation(layer).name

    def excited(picture: Tensor) -> Tensor:
        return record(model, normalise(picture), until=last).output[0, unit].mean()

    return excited


def dreams(
    excited: Callable[[Tensor], Tensor], shape: tuple[int, int, int], ascent: Ascent
) -> Iterator[Dream]:
    """Gradient ascent from noise (Erhan and others 2009; jitter, blur and variation as in Olah and
    others 2017).

    Yields the noise, then the picture after each step.
    """
    generator = torch.Generator().manual_seed(ascent.seed)
    picture = (0.5 + 0.1 * torch.randn(1, *shape, generator=generator)).clamp(0, 1).requires_grad_()
    optimizer = torch.optim.Adam([picture], lr=ascent.lr)
    for step in range(ascent.steps + 1):
        shift = torch.randint(-ascent.jitter, ascent.jitter + 1, (2,), generator=generator).tolist()
        value = excited(picture.roll(shift, (2, 3)))
        yield Dream(
            step, ascent.steps, float(excited(picture).detach()), picture.detach()[0].clone()
        )
        edges = picture.diff(dim=2).abs().mean() + picture.diff(dim=3).abs().mean()
        (picture.grad,) = torch.autograd.grad(
            ascent.variation * edges - value / (1 + value.abs()).detach(), picture
        )
        optimizer.step()
        with torch.no_grad():
            if ascent.blur and step < 0.75 * ascent.steps:
                picture.copy_(blurred(picture, ascent.blur))
            picture.clamp_(0, 1)


@dataclass(frozen=True, eq=False)
class Story:
    """How a picture came to be: how much it excited the unit after each step, and some pictures of
    the way.

    Args:
        done: the share of the steps that are taken.
        values: (steps so far + 1,).
        pictures: (C, H, W) by step, the noise first, the latest last.
    """

    done: float
    values: tuple[float, ...]
    pictures: Mapping[int, Tensor]


def story(way: Iterator[Dream]) -> Iterator[Story]:
    """Collects dreams; of the pictures those at an eighth and at half of the way are kept."""
    values, kept = [], {}
    for dream in way:
        values.append(dream.value)
        if dream.step in {0, dream.steps // 8, dream.steps // 2, dream.steps}:
            kept[dream.step] = dream.picture
        yield Story(dream.step / dream.steps, tuple(values), {**kept, dream.step: dream.picture})


def blurred(x: Tensor, width: float) -> Tensor:
    """Pictures (N, C, H, W) under a Gaussian of this standard deviation in pixels, five pixels
    wide.
    """
    bell = torch.exp(-0.5 * (torch.arange(-2.0, 3.0) / width) ** 2)
    kernel = (bell / bell.sum()).expand(x.shape[1], 1, 1, 5)
    x = F.conv2d(F.pad(x, (2, 2, 2, 2), mode="reflect"), kernel, groups=x.shape[1])
    return F.conv2d(x, kernel.mT, groups=x.shape[1])


def switched_off(output: Tensor, units: tuple[int, ...], manner: str, seed: int = 0) -> Tensor:
    """An output (N, C, H, W) or (N, C) with these units put out of work.

    Args:
        manner: "zero"; "mean", every cell of a map at the mean of that map; "shuffle", its cells in
            random order. For single numbers the mean is that of the whole layer, and shuffled they
            are those of other units.
    """
    if manner not in MANNERS:
        raise ValueError(f"manner={manner!r} must be one of {', '.join(MANNERS)}")
    output, chosen = output.clone(), list(units)
    cells = output[:, chosen]
    if manner == "zero":
        output[:, chosen] = 0
    elif manner == "mean":
        output[:, chosen] = (
            cells.mean((2, 3), keepdim=True) if cells.ndim == 4 else output.mean(1, keepdim=True)
        )
    elif cells.ndim == 4:
        order = torch.randperm(cells[0, 0].numel(), generator=torch.Generator().manual_seed(seed))
        output[:, chosen] = cells.flatten(2)[..., order].view_as(cells)
    else:
        away = torch.randint(
            1, max(2, output.shape[1]), (), generator=torch.Generator().manual_seed(seed)
        )
        output[:, chosen] = output.roll(int(away), 1)[:, chosen]
    return output


def without(ends: Mapping[str, tuple[int, ...]], manner: str, seed: int = 0) -> Edit:
    """What `trace` takes as `edit`: these units, by the name of the last stage of their layer, out
    of work.
    """
    return lambda name, output: (
        switched_off(output, ends[name], manner, seed) if name in ends else output
    )


def effects(
    model: nn.Module, x: Tensor, end: str, units: int, manner: str, seed: int = 0
) -> Tensor:
    """All probabilities with each unit of a layer switched off alone, (units, classes), in one run.

    Args:
        x: (1, C, H, W).
        end: the last stage of the layer.
    """

    def edit(name: str, output: Tensor) -> Tensor:
        if name != end:
            return output
        return torch.cat(
            [switched_off(one[None], (unit,), manner, seed) for unit, one in enumerate(output)]
        )

    with torch.inference_mode():
        return record(model, x.expand(units, -1, -1, -1), edit).output.softmax(1)
