"""Connected parts of ink, and which of them make up a digit.

Parts are found on a grid of half the picture's size, on which pixels that touch, also at a corner,
belong together: a pen that skips a pixel does not tear a digit apart.
"""

from dataclasses import dataclass

import torch
from torch import Tensor
from torch.nn import functional as F

REACH = 0.1  # of the digit's longer side: what is nearer belongs to it, whatever its size
SMALL = 0.45  # of the digit's longer side: what is smaller and stands apart is a stray mark
SPECK = 0.01  # of the largest part's area; smaller parts are dirt
RAGGED = 0.1  # of its rows, or of its columns, may enter a shadow more than once
MARGIN = 0.16  # of the picture's side: what touches the rim and reaches no farther is no digit
INSIDE = 0.08  # of the picture's longer side: from this size on a part may be the digit


@dataclass(frozen=True, eq=False)
class Parts:
    """Connected parts of a mask, on a grid of half its size; part 0 is what is empty.

    Args:
        labels: (h, w) int64, to which part each cell belongs, from 0 to n.
        areas: (n + 1,) int64, cells.
        boxes: (n + 1, 4) int64: top, left, bottom and right, the latter two exclusive.
    """

    labels: Tensor
    areas: Tensor
    boxes: Tensor

    @property
    def lengths(self) -> Tensor:
        """The longer side of each part's box, (n + 1,), cells; 0 of what is empty."""
        sides = (self.boxes[:, 2:] - self.boxes[:, :2]).amax(1)
        sides[0] = 0
        return sides

    def mask(self, chosen: Tensor) -> Tensor:
        """Where the chosen parts, (n + 1,) bool, are: (h, w) bool."""
        return chosen[self.labels]


def connected(mask: Tensor) -> Parts:
    """The connected parts of a mask, (H, W) bool."""
    coarse = F.max_pool2d(mask[None, None].float(), 2, ceil_mode=True)[0, 0].int()
    edges = F.pad(coarse, (1, 1)).diff(dim=1)  # (h, w + 1): 1 where a run starts, -1 after its end
    starts, ends = ((edges == edge).nonzero() for edge in (1, -1))
    runs = torch.cat([starts, ends[:, 1:]], 1)  # row, first column, and the one after the last
    numbers = torch.tensor([0, *_numbers(runs.tolist())])  # of the part of each run
    index = (edges[:, :-1] == 1).flatten().cumsum(0).view_as(coarse)  # of each cell's run, from 1
    labels = numbers[index] * coarse
    sides = [runs[:, 0], runs[:, 1], runs[:, 0] + 1, runs[:, 2]]
    count = int(numbers.max()) + 1
    boxes = [
        torch.zeros(count, dtype=torch.int64).scatter_reduce(
            0, numbers[1:], side, reduce, include_self=False
        )
        for side, reduce in zip(sides, ("amin", "amin", "amax", "amax"), strict=True)
    ]
    return Parts(labels, labels.flatten().bincount(minlength=count), torch.stack(boxes, 1))


def _numbers(runs: list[list[int]]) -> list[int]:
    """For each run (row, start, end), in their order, the number of its part, from 1 on.

    Each run joins those of the row above that it touches (Rosenfeld and Pfaltz 1966).
    """
    parents, above = list(range(len(runs))), 0

    def root(run: int) -> int:
        while parents[run] != run:
            parents[run] = parents[parents[run]]
            run = parents[run]
        return run

    for run, (row, start, end) in enumerate(runs):
        while runs[above][0] < row - 1 or (runs[above][0] == row - 1 and runs[above][2] < start):
            above += 1
        touched = above
        while runs[touched][0] == row - 1 and runs[touched][1] <= end:
            parents[root(touched)] = root(run)
            touched += 1
    numbers: dict[int, int] = {}
    return [numbers.setdefault(root(run), len(numbers) + 1) for run in range(len(runs))]


def digit_mask(mask: Tensor) -> Tensor:
    """Which pixels of a mask of ink, (H, W) bool, belong to the digit, its soft edges included.

    Not dirt, not stray marks beside it, not a shadow or a table's edge at the rim of the picture.
    """
    parts = connected(mask)
    rim = _rim(parts.labels, mask)
    margins, large = _margins(parts, rim), _large(parts)
    chosen = _inner(parts, rim) & ~margins
    if not chosen.any() or (margins.any() and not (chosen & large).any()):
        return torch.zeros_like(mask)
    digit = parts.mask(_together(parts, chosen)).float()[None, None]
    soft = F.max_pool2d(digit, 3, 1, 1)
    return F.interpolate(soft, scale_factor=2)[0, 0, : mask.shape[0], : mask.shape[1]] > 0


def _inner(parts: Parts, rim: Tensor) -> Tensor:
    """The parts that do not run out of the picture, if one of them can be a digit, or all."""
    every = torch.arange(len(parts.areas)) > 0
    inner = every & ~torch.isin(torch.arange(len(every)), rim)
    return inner if (inner & _large(parts)).any() else every


def _large(parts: Parts) -> Tensor:
    """The parts that are large enough for the digit of a photo."""
    return parts.lengths >= INSIDE * max(parts.labels.shape)


def _rim(labels: Tensor, mask: Tensor) -> Tensor:
    """The parts at the rim of a mask, clockwise around the grid; 0 where its pixels are empty."""
    outer = mask.clone()
    outer[1:-1, 1:-1] = False
    labels = labels * (F.max_pool2d(outer[None].float(), 2, ceil_mode=True)[0] > 0)
    return torch.cat([labels[0], labels[1:, -1], labels[-1, :-1].flip(0), labels[1:-1, 0].flip(0)])


def _margins(parts: Parts, rim: Tensor) -> Tensor:
    """The parts that touch the rim as no digit does, (n + 1,) bool.

    They stay at one side of the picture, or lie along it as a shadow does: they touch it along a
    single stretch as long as they are, and hardly a row, or hardly a column, enters them twice.
    """
    result = torch.zeros(len(parts.areas), dtype=torch.bool)
    sides = torch.tensor(parts.labels.shape).repeat(2)  # height, width, height, width
    for part in rim.unique().tolist()[int(rim.min() == 0) :]:
        touching = rim == part
        stretches = int((touching & ~touching.roll(1)).sum())
        lies_along = stretches <= 1 and bool(touching.sum() >= parts.lengths[part])
        top, left, bottom, right = (parts.boxes[part] / sides).tolist()
        result[part] = min(bottom, right, 1 - top, 1 - left) < MARGIN or (
            lies_along and _is_convex(parts.labels == part)
        )
    return result


def _is_convex(inside: Tensor) -> bool:
    """Whether all but a few rows of a mask, or all but a few columns, enter it at most once."""
    entered = F.pad(inside.int(), (1, 0, 1, 0))
    along_rows = (entered.diff(dim=1)[1:] > 0).sum(1)
    along_columns = (entered.diff(dim=0)[:, 1:] > 0).sum(0)
    return any(
        int((entries > 1).sum()) <= RAGGED * int((entries > 0).sum())
        for entries in (along_rows, along_columns)
    )


def _together(parts: Parts, chosen: Tensor) -> Tensor:
    """The largest of the chosen parts and all that belongs to it, (n + 1,) bool."""
    areas = parts.areas * chosen
    main = int(areas.argmax())
    length = int(parts.lengths[main])
    chosen = chosen & (areas >= SPECK * areas[main])
    result = torch.zeros_like(chosen)
    result[main] = True
    low, high = (parts.boxes[:, :2], parts.boxes[:, 2:])
    inside = (low >= low[main]).all(1) & (high <= high[main]).all(1)  # the dot in a 0
    result |= chosen & (inside | (parts.lengths >= SMALL * length))
    reach = max(1, round(REACH * length))
    while True:
        near = parts.mask(result).float()[None, None]
        for kernel in ((2 * reach + 1, 1), (1, 2 * reach + 1)):
            near = F.max_pool2d(near, kernel, 1, (kernel[0] // 2, kernel[1] // 2))
        touched = torch.zeros_like(result)
        touched[parts.labels[near[0, 0] > 0].unique()] = True
        grown = result | (touched & chosen)
        if torch.equal(grown, result):
            return result
        result = grown
