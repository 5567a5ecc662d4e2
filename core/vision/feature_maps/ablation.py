"""Ablation: the answer of a network with some of its units switched off."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache

import torch
from torch import Tensor, nn

from core.models.stages import Stage, Trace
from core.models.tracing import Edit, record, trace
from core.registry import Choice, Choose, Pick, Registry, Text, setting
from core.vision.feature_maps import capture
from core.vision.feature_maps.capture import LayerChoice, PictureChoice
from core.vision.feature_maps.subjects import subject

MOST_UNITS = 40
"""That are switched off at a time."""

MOST_WORK = 3e9
"""Multiply-adds that a reader can wait for: about 60 ms."""


def with_zeros(output, units):
    """A layer's output, (N, units, H, W) or (N, units), with zeros for these units."""
    output = output.clone()
    output[:, units] = 0
    return output


def with_mean(output, units):
    """A layer's output, with the mean of its map in every cell of these units' maps.

    For single numbers, (N, units), it is the mean of the layer.
    """
    output = output.clone()
    if output.ndim == 4:
        output[:, units] = output[:, units].mean((2, 3), keepdim=True)
    else:
        output[:, units] = output.mean(1, keepdim=True)
    return output


def shuffled(output, units, seed=0):
    """A layer's output, with the cells of these units' maps in random order.

    For single numbers, (N, units), each gets that of another unit.
    """
    output, generator = output.clone(), torch.Generator().manual_seed(seed)
    if output.ndim == 4:
        cells = output[:, units].flatten(2)  # (N, some units, H * W)
        order = torch.randperm(cells.shape[2], generator=generator)
        output[:, units] = cells[..., order].unflatten(2, output.shape[2:])
    else:
        shift = torch.randint(1, max(2, output.shape[1]), (), generator=generator)
        output[:, units] = output.roll(int(shift), 1)[:, units]
    return output


ABLATIONS = Registry(
    "ablation",
    {
        "Zero": Choice(with_zeros, {}, "Zeros."),
        "Mean": Choice(
            with_mean,
            {},
            "The mean of its own map: it keeps how strong the unit is, but not where.",
        ),
        "Shuffle": Choice(shuffled, {}, "Its own numbers in random order."),
    },
)
"""What stands in place of a unit, by name: functions `(output, units, ...)` of a layer's output,
(N, units, H, W) or (N, units), and a list of units, that return the changed output.
"""


def parse_units(text: str) -> tuple[tuple[str, int], ...]:
    """The layers and units in "conv1.3 conv2.17", in this order.

    Raises:
        ValueError: it is anything else, or too long.
    """
    units = []
    for word in text.split():
        layer, _, unit = word.rpartition(".")
        if not layer or not (unit.isascii() and unit.isdigit() and len(unit) < 5):
            raise ValueError(
                f"off={word[:40]!r} must be a layer and the number of a unit, such as 'conv1.3'"
            )
        units.append((layer, int(unit)))
    if len(units) > MOST_UNITS or len(set(units)) < len(units):
        raise ValueError(f"off={text[:40]!r} must be at most {MOST_UNITS} different units")
    return tuple(units)


@dataclass(frozen=True)
class AblationRequest(LayerChoice, PictureChoice):
    """All that the effect of each unit of a layer depends on.

    Args:
        ablation: what stands in place of a unit.
    """

    ablation: Pick = setting(
        Choose(ABLATIONS, ABLATIONS.pick("Zero"), "What replaces a unit's numbers.")
    )


@dataclass(frozen=True)
class Ablation(AblationRequest):
    """Which units are switched off, and how.

    Args:
        off: layers and units, as in "conv1.3 conv2.17".
    """

    off: str = setting(
        Text("", 1000, parse_units, ("conv1.0", "conv2.3 conv2.5", "hidden.7"), names=True)
    )


def ablated_units(chosen: Ablation, run: Trace) -> dict[str, list[int]]:
    """The units that are switched off, by the name of the last stage of their layer.

    Raises:
        ValueError: the network has no such layer, or the layer no such unit.
    """
    ends: dict[str, list[int]] = {}
    for layer, unit in parse_units(chosen.off):
        end = run.end(layer)
        if unit >= end.output.shape[1]:
            raise ValueError(
                f"off='{layer}.{unit}': {layer} has units from 0 to {end.output.shape[1] - 1}"
            )
        ends.setdefault(end.name, []).append(unit)
    return ends


def ablate(ends: Mapping[str, list[int]], replace: Callable[[Tensor, list[int]], Tensor]) -> Edit:
    """What `trace` takes as `edit` for the network without these units.

    Args:
        ends: the units, by the name of the last stage of their layer.
        replace: an entry of ABLATIONS, built.
    """

    def edit(stage: Stage) -> Tensor:
        return replace(stage.output, ends[stage.name]) if stage.name in ends else stage.output

    return edit


def ablated(chosen: Ablation) -> Trace:
    """The network's run with the chosen units switched off."""
    return _ablated(chosen.part(Ablation))


@lru_cache(maxsize=4)
def _ablated(chosen: Ablation) -> Trace:
    ends = ablated_units(chosen, capture.captured(chosen))
    model = subject(chosen.network, chosen.weights).model
    return trace(model, capture.network_input(chosen), ablate(ends, chosen.ablation.build))


def effects(
    model: nn.Module, x: Tensor, end: str, units: int, replace: Callable[..., Tensor]
) -> Tensor:
    """All probabilities with each unit of a layer switched off alone, (units, classes), in one run.

    Args:
        x: (1, C, H, W).
        end: the last stage of the layer.
        units: that the layer has.
        replace: an entry of ABLATIONS, built.
    """

    def edit(stage: Stage) -> Tensor:
        if stage.name != end:
            return stage.output
        # row i of the batch, (1, units, ...), is the network without unit i
        return torch.cat([replace(row[None], [unit]) for unit, row in enumerate(stage.output)])

    with torch.inference_mode():
        return record(model, x.expand(units, -1, -1, -1), edit).output.softmax(1)


def effect_of_each(chosen: AblationRequest) -> Tensor | None:
    """The probability of the network's answer with each unit of the chosen layer switched off
    alone, (units,).

    None if the network is so large that it would take too long.
    """
    return _effect_of_each(chosen.part(AblationRequest))


@lru_cache(maxsize=32)
def _effect_of_each(chosen: AblationRequest) -> Tensor | None:
    run = capture.captured(chosen)
    end = run.end(capture.layer_name(chosen, run))
    units = end.output.shape[1]
    if units * run.multiply_adds > MOST_WORK:
        return None
    model = subject(chosen.network, chosen.weights).model
    x = capture.network_input(chosen)
    changed = effects(model, x, end.name, units, chosen.ablation.build)
    return changed[:, int(run.output[0].argmax())]
