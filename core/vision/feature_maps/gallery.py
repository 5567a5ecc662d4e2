"""The test pictures that activate each unit of a layer most (top-activating images)."""

import os
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import torch
from torch import Tensor, nn

from core.models.tracing import record, trace
from core.plots.numbers import number
from core.vision.feature_maps.capture import (
    LayerChoice,
    UnitChoice,
    anatomy,
    layer_name,
    unit_index,
)
from core.vision.feature_maps.subjects import subject

BATCH = 100  # with the channels last: at this size the caches hold a batch, and it is twice as fast
COUNT = 9
"""Pictures that are shown."""


@dataclass(frozen=True, eq=False)
class TopActivating:
    """The pictures that activate each unit of a layer most, the best first.

    Args:
        done: the share of the pictures that have been looked at.
        values: (units, count), the largest number in the unit's map.
        indices: (units, count), which pictures these are.
    """

    done: float
    values: Tensor
    indices: Tensor


def top_activating(
    model: nn.Module,
    pictures: Tensor,
    normalise: Callable[[Tensor], Tensor],
    layer: str,
    count: int = COUNT,
) -> Iterator[TopActivating]:
    """Shows a network all pictures, on all cores, for all units of one layer at once; yields what
    is best so far.

    Args:
        pictures: (N, C, H, W) uint8.
        normalise: from such bytes to what the network takes.
        layer: its units are looked at as the next layer gets them.
    """
    last = trace(model, normalise(pictures[:1])).end(layer).name

    def strongest(start: int) -> Tensor:
        """The largest number in each map, (units, batch)."""
        with torch.inference_mode():
            batch = channels_last(normalise(pictures[start : start + BATCH]))
            output = record(model, batch, until=last).output
            return (output.amax((2, 3)) if output.ndim == 4 else output).T.contiguous()

    values, indices = torch.empty(0), torch.empty(0, dtype=torch.long)
    starts = range(0, len(pictures), BATCH)
    pool = ThreadPoolExecutor(os.cpu_count())
    try:
        for start, strength in zip(starts, pool.map(strongest, starts), strict=True):
            rows = torch.arange(start, start + strength.shape[1]).expand_as(strength)
            strength = torch.cat([values.view(len(strength), -1), strength], 1)
            rows = torch.cat([indices.view(len(strength), -1), rows], 1)
            values, best = strength.topk(min(count, strength.shape[1]), 1)
            indices = rows.gather(1, best)
            yield TopActivating(min(1.0, (start + BATCH) / len(pictures)), values, indices)
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


def can_search(choice: LayerChoice) -> bool:
    """Whether there are test pictures to search."""
    try:
        subject(choice.network, choice.weights).gallery()
    except ValueError:
        return False
    return True


def search(choice: LayerChoice) -> Iterator[TopActivating]:
    """The top-activating images of all units of the chosen layer; the last is all.

    Raises:
        ValueError: the network's test pictures are not on this computer.
    """
    network = subject(choice.network, choice.weights)
    layer = layer_name(choice, anatomy(choice.network, choice.weights))
    images = network.gallery().images
    yield from top_activating(network.model, images, network.normalise, layer)


def of_unit(choice: UnitChoice, result: TopActivating) -> tuple[list[Tensor], list[str]]:
    """The top-activating images of the chosen unit, (C, H, W) uint8, and a caption for each; none
    in which the unit is zero.
    """
    gallery = subject(choice.network, choice.weights).gallery()
    unit = unit_index(choice, anatomy(choice.network, choice.weights))
    pairs = zip(result.indices[unit].tolist(), result.values[unit].tolist(), strict=True)
    active = [(index, value) for index, value in pairs if value]
    captions = [
        f"{gallery.classes[int(gallery.labels[index])]}: {number(value, 3)}"
        for index, value in active
    ]
    return [gallery.images[index] for index, _ in active], captions
