"""A hand that writes a template of a digit, never twice the same.

A template is a text such as "0,26 24,0! 24,100 | 2,100 48,100": points x,y in hundredths of the
digit's height, y down; "|" lifts the pen; "!" marks a corner, the other points are passed smoothly.
What a hand varies: where the points lie, the proportions, width, slant and rotation, how strokes
begin and end, how round the corners are, tremor, how densely the pen is sampled, size and place on
the canvas.
"""

import math
from dataclasses import dataclass

import torch
from torch import Tensor

from core.data.handwriting.strokes import SIZE, Strokes

DENSE = 10  # points between two control points before the pen is sampled
LONGEST = 72  # samples of a stroke


@dataclass(frozen=True)
class Template:
    """Control points of each stroke, (K, 2) float32 in heights of the digit, and which of them are
    corners, (K,).
    """

    strokes: tuple[tuple[Tensor, Tensor], ...]


def template(text: str) -> Template:
    """The template that a text describes."""
    strokes = []
    for part in text.split("|"):
        words = part.split()
        points = [[float(number) / 100 for number in word.rstrip("!").split(",")] for word in words]
        strokes.append((torch.tensor(points), torch.tensor([word.endswith("!") for word in words])))
    return Template(tuple(strokes))


def write(
    text: str, count: int, generator: torch.Generator, variation: float = 1.0
) -> list[Strokes]:
    """`count` drawings of a template, each written anew.

    Args:
        variation: 1 as people differ, 0 the bare template in the middle of the canvas.
    """
    hand = _Hand(count, generator, variation)
    strokes = [hand.curve(points, corners) for points, corners in template(text).strokes]
    strokes = hand.transform(strokes)
    return hand.sample(strokes)


class _Hand:
    """The random choices of `count` hands, all as tensors with one row a drawing."""

    def __init__(self, count: int, generator: torch.Generator, variation: float):
        self.count, self.generator, self.variation = count, generator, variation
        self.waves = (
            self.normal(3, 2) * torch.tensor([0.028, 0.014, 0.007])[:, None]
        )  # smooth warps of the plane
        self.phases = self.uniform(0, 2 * math.pi, 3, 2)

    def normal(self, *shape: int) -> Tensor:
        return torch.randn(self.count, *shape, generator=self.generator) * self.variation

    def uniform(self, low: float, high: float, *shape: int) -> Tensor:
        """Evenly from `low` to `high`; their middle where nothing varies."""
        middle = (low + high) / 2
        return (
            middle
            + (torch.rand(self.count, *shape, generator=self.generator) - 0.5)
            * (high - low)
            * self.variation
        )

    def curve(self, points: Tensor, corners: Tensor) -> Tensor:
        """A stroke of each hand, (count, N, 2): its own control points, smoothly joined, its own
        ends and corners.
        """
        looseness = self.uniform(0.005, 0.055, 1, 1)
        own = points + self.normal(len(points), 2) * looseness + self.normal(1, 2) * 0.02
        own = self._ends(own)
        corners = corners.clone()
        corners[0] = corners[-1] = True
        breaks = corners.nonzero().flatten().tolist()
        pieces = [
            spline(own[:, first : last + 1])
            for first, last in zip(breaks[:-1], breaks[1:], strict=True)
        ]
        line = torch.cat([pieces[0]] + [piece[:, 1:] for piece in pieces[1:]], 1)
        return self._round_corners(line)

    def _ends(self, points: Tensor) -> Tensor:
        """Strokes stop short or run on, by some hundredths of a height."""
        points = points.clone()
        for end, inner in ((0, 1), (-1, -2)):
            direction = torch.nn.functional.normalize(points[:, end] - points[:, inner], dim=1)
            points[:, end] += direction * self.normal(1) * 0.035
        return points

    def _round_corners(self, line: Tensor) -> Tensor:
        """Each hand averages neighbouring points a number of times from 0 (sharp) to 12."""
        times = self.uniform(-8, 12, 1, 1)
        for step in range(12):
            smooth = line.clone()
            smooth[:, 1:-1] = (line[:, :-2] + 2 * line[:, 1:-1] + line[:, 2:]) / 4
            line = torch.where(times > step, smooth, line)
        return line

    def transform(self, strokes: list[Tensor]) -> list[Tensor]:
        """Proportion, width, slant, rotation, then size and place, the same for all strokes of a
        hand. Pixels.
        """
        grow = torch.exp(self.normal(1) * 0.16)  # the upper part larger or smaller
        lean = self.normal(1) * 0.18 + 0.08 * self.variation
        width = torch.exp(self.normal(1) * 0.2)
        angle = self.normal(1) * 0.09
        moved = []
        for line in strokes:
            x, y = line[..., 0], line[..., 1]
            y = y.clamp(min=0) ** grow + y.clamp(max=0)
            for k in range(3):
                phase = self.phases[:, k]
                x = x + self.waves[:, k, :1] * torch.sin(math.pi * (k + 1) * y + phase[:, :1])
                y = y + self.waves[:, k, 1:] * torch.sin(math.pi * (k + 1) * x + phase[:, 1:])
            x = x * width - lean * y
            moved.append(
                torch.stack(
                    [x * angle.cos() - y * angle.sin(), x * angle.sin() + y * angle.cos()], -1
                )
            )
        return self._onto_canvas(moved)

    def _onto_canvas(self, strokes: list[Tensor]) -> list[Tensor]:
        """40 to 80 % of the canvas high (or wide, if wider), anywhere on it."""
        everything = torch.cat(strokes, 1)
        low, high = everything.amin(1), everything.amax(1)
        side = (high - low).amax(1, keepdim=True)
        scale = self.uniform(0.4, 0.8, 1) * SIZE / side
        margin = 8
        room = SIZE - 2 * margin - (high - low) * scale
        corner = margin + room * self.uniform(0, 1, 2)
        return [(line - low[:, None]) * scale[:, None] + corner[:, None] for line in strokes]

    def sample(self, strokes: list[Tensor]) -> list[Strokes]:
        """The pen's positions as a device reports them, a few drawings with the pen never
        lifted.
        """
        lifted = torch.rand(self.count, generator=self.generator) >= 0.08 * self.variation
        drawings: list[Strokes] = [()] * self.count
        for rows, lines in (lifted, strokes), (~lifted, [torch.cat(strokes, 1)]):
            indices = rows.nonzero().flatten().tolist()
            for index, drawing in zip(
                indices, self._positions([line[rows] for line in lines], rows), strict=True
            ):
                drawings[index] = drawing
        return drawings

    def _positions(self, strokes: list[Tensor], rows: Tensor) -> list[Strokes]:
        """A position every 3 to 15 pixels, or from some hands only 8 to 16 of them in all."""
        total = sum(length(line)[:, -1:] for line in strokes)
        fine, coarse = self.uniform(3, 15, 1)[rows], total / self.uniform(7, 15, 1)[rows]
        chosen = torch.rand(self.count, 1, generator=self.generator)[rows]
        spacing = torch.where(chosen < 0.25 * self.variation, coarse, fine)
        tremor = self.uniform(0, 1, 1, 1)[rows] ** 2 * 1.6 * min(self.variation, 1)
        drawings: list[list] = [[] for _ in total]
        for line in strokes:
            shake = self.normal(LONGEST, 2)[rows]
            shake = shake + torch.roll(shake, 1, 1)  # neighbours shake together
            points = (
                (resample(line, spacing) + shake * tremor).round().clamp(0, SIZE).long().tolist()
            )
            counts = (
                (length(line)[:, -1] / spacing[:, 0]).ceil().clamp(1, LONGEST - 1).long().tolist()
            )
            for drawing, stroke, last in zip(drawings, points, counts, strict=True):
                drawing.append(tuple(map(tuple, stroke[: last + 1])))
        return [tuple(drawing) for drawing in drawings]


def spline(points: Tensor) -> Tensor:
    """A smooth line through the points: Hermite cubics with chord-length Catmull-Rom tangents.

    (n, K, 2) -> (n, (K - 1) * DENSE + 1, 2)
    """
    steps = points[:, 1:] - points[:, :-1]
    spans = (
        steps.norm(dim=2, keepdim=True).clamp(min=1e-4).sqrt()
    )  # centripetal: no loops at close points
    slopes = steps / spans
    inner = (slopes[:, :-1] * spans[:, 1:] + slopes[:, 1:] * spans[:, :-1]) / (
        spans[:, :-1] + spans[:, 1:]
    )
    if points.shape[1] > 2:
        first, last = (
            1.5 * slopes[:, :1] - 0.5 * inner[:, :1],
            1.5 * slopes[:, -1:] - 0.5 * inner[:, -1:],
        )
    else:
        first = last = slopes
    tangents = torch.cat([first, inner, last], 1)
    t = torch.arange(DENSE)[:, None] / DENSE  # (DENSE, 1)
    start, end = points[:, :-1, None], points[:, 1:, None]
    leave, arrive = (tangents[:, :-1] * spans)[:, :, None], (tangents[:, 1:] * spans)[:, :, None]
    line = (
        (2 * t**3 - 3 * t**2 + 1) * start
        + (t**3 - 2 * t**2 + t) * leave
        + (3 * t**2 - 2 * t**3) * end
        + (t**3 - t**2) * arrive
    )  # (n, K - 1, DENSE, 2)
    return torch.cat([line.flatten(1, 2), points[:, -1:]], 1)


def length(line: Tensor) -> Tensor:
    """Length from the start to each point, (n, N, 2) -> (n, N)."""
    steps = (line[:, 1:] - line[:, :-1]).norm(dim=2)
    return torch.cat([torch.zeros(len(line), 1), steps.cumsum(1)], 1)


def resample(line: Tensor, spacing: Tensor) -> Tensor:
    """LONGEST points at equal distances of about `spacing` (n, 1) along the line, its end repeated
    at the end.
    """
    along = length(line)
    whole = along[:, -1:]
    count = (whole / spacing).ceil().clamp(1, LONGEST - 1)
    at = torch.minimum(torch.arange(LONGEST) * (whole / count), whole)
    right = torch.searchsorted(along, at.contiguous()).clamp(1, line.shape[1] - 1)
    before, after = along.gather(1, right - 1), along.gather(1, right)
    share = ((at - before) / (after - before).clamp(min=1e-6)).clamp(0, 1)[..., None]
    pick = lambda index: line.gather(1, index[..., None].expand(-1, -1, 2))  # noqa: E731
    return pick(right - 1) * (1 - share) + pick(right) * share
