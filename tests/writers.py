"""Digits of writers that no network has learned from: `python -m tests.writers` reads them.

They come from shapes whose proportions are drawn at random, not from the templates and the hand of
`core.data.handwriting`: lines and arcs of ellipses, corners cut as Chaikin (1974) does, another
slant, tremor and pen.
"""

import math
from collections.abc import Callable
from random import Random

import torch
from torch import Tensor

from core.data.handwriting.strokes import SIZE, Strokes, draw
from core.data.preparation import normalise, steps
from core.training import store

Line = list[tuple[float, float]]
"""Points of a stroke in heights of the digit, y down."""


def arc(x: float, y: float, width: float, height: float, start: float, turn: float) -> Line:
    """Part of an ellipse around (x, y) from the angle `start` on, degrees, clockwise; `turn` may be
    negative.
    """
    angles = [math.radians(start + turn * step / 16) for step in range(17)]
    return [(x + width / 2 * math.cos(a), y + height / 2 * math.sin(a)) for a in angles]


def cut(line: Line, times: int) -> Line:
    """The line with its corners cut this many times."""
    for _ in range(times):
        inner = [
            (a[0] + share * (b[0] - a[0]), a[1] + share * (b[1] - a[1]))
            for a, b in zip(line[:-1], line[1:], strict=True)
            for share in (0.25, 0.75)
        ]
        line = [line[0], *inner[1:-1], line[-1]]
    return line


def one_stroke_7(chance: Random) -> list[Line]:
    """Barred: down, a triangle or a hook to the left, and out through the stem."""
    width, bar = chance.uniform(0.35, 0.7), chance.uniform(0.42, 0.78)
    foot = width * chance.uniform(0.3, 0.7)
    left = foot - chance.uniform(0.12, 0.4)
    line = [(0, chance.uniform(0, 0.08)), (width, 0), (foot, 1)]
    if chance.random() < 0.5:
        line += [((foot + 2 * left) / 3, 1 - 0.1 * (1 - bar)), (left, (1 + 2 * bar) / 3)]
    line += [(left, bar), (width + chance.uniform(-0.1, 0.15), bar - chance.uniform(-0.1, 0.15))]
    return [cut(line, chance.randrange(3))]


def long_footed_1(chance: Random) -> list[Line]:
    """A flag, a stem, and a foot that is longer than the flag, in one or two strokes."""
    flag, fall = chance.uniform(0.15, 0.38), chance.uniform(0.15, 0.45)
    stem = flag - chance.uniform(-0.05, 0.25)
    left, right = stem - chance.uniform(0.15, 0.4), stem + chance.uniform(0.25, 0.55)
    tilt = chance.uniform(-0.05, 0.05)
    head, foot = [(0, fall), (flag, 0), (stem, 1)], [(left, 1 + tilt), (right, 1 - tilt)]
    if chance.random() < 0.4:
        return [head + foot]
    return [cut(head, chance.randrange(3)), foot]


def far_tailed_9(chance: Random) -> list[Line]:
    """A flat or closed loop, and a tail that curls to the left beyond it."""
    width, height = chance.uniform(0.28, 0.55), chance.uniform(0.12, 0.36)
    loop = arc(0, height / 2, width, height, chance.uniform(-60, -10), -chance.uniform(290, 350))
    right, low = width / 2 + chance.uniform(-0.05, 0.12), chance.uniform(0.45, 0.7)
    reach = right + width / 2 + chance.uniform(0.05, 0.4)
    tail = arc(right - reach / 2, low, reach, 2 * (1 - low), 0, chance.uniform(110, 175))
    return [cut(loop + tail, 1)]


def tiny_looped_6(chance: Random) -> list[Line]:
    """A tall stem, and a loop at its foot that a brush nearly fills."""
    width, height = chance.uniform(0.16, 0.3), chance.uniform(0.14, 0.26)
    top = chance.uniform(0.0, 0.35)
    bow = (top * chance.uniform(0.2, 0.5), 0.5 - height / 2)
    middle = 1 - height / 2
    loop = arc(width / 2, middle, width, height, 180, -chance.uniform(270, 350))
    return [cut([(top, 0), bow, *loop], 2)]


def two_stroke_7(chance: Random) -> list[Line]:
    """Barred, as it is taught in much of Europe, some with a serif."""
    width, bar = chance.uniform(0.35, 0.7), chance.uniform(0.4, 0.65)
    foot = width * chance.uniform(0.2, 0.8)
    serif = [(0, chance.uniform(0.08, 0.25))] if chance.random() < 0.4 else []
    middle = width + (foot - width) * bar
    reach = chance.uniform(0.12, 0.3)
    return [
        cut([*serif, (0, 0.02), (width, 0), (foot, 1)], chance.randrange(2)),
        [(middle - reach, bar + 0.02), (middle + reach, bar - chance.uniform(0, 0.1))],
    ]


def caret_1(chance: Random) -> list[Line]:
    """An upstroke as long as the stem, or nearly."""
    flag = chance.uniform(0.15, 0.35)
    return [[(0, chance.uniform(0.5, 0.9)), (flag, 0), (flag + chance.uniform(-0.05, 0.08), 1)]]


def looped_2(chance: Random) -> list[Line]:
    """A loop at the foot."""
    width, loop = chance.uniform(0.35, 0.6), chance.uniform(0.08, 0.18)
    head = arc(width / 2, 0.22, width, 0.44, 190, 200)
    foot = arc(0.05, 1 - loop / 2, 0.2, loop, 40, 260)
    return [cut([*head, *foot, (width + chance.uniform(0, 0.2), 0.97)], 2)]


def flat_top_3(chance: Random) -> list[Line]:
    """A straight top and a belly, some with a long tail."""
    width, waist = chance.uniform(0.4, 0.6), chance.uniform(0.32, 0.48)
    belly = arc(width * 0.5, (1 + waist) / 2, width, 1 - waist, -90, chance.uniform(200, 270))
    return [cut([(0, 0.03), (width * 0.95, 0), (width * 0.4, waist), *belly], 1)]


def open_4(chance: Random) -> list[Line]:
    """A corner and a stem across."""
    corner, width = chance.uniform(0.4, 0.7), chance.uniform(0.45, 0.75)
    stem = width * chance.uniform(0.6, 0.85)
    lean = chance.uniform(0, 0.12)
    return [
        [(chance.uniform(0.02, 0.2), 0), (0, corner), (width, corner - 0.02)],
        [(stem, chance.uniform(0, 0.2)), (stem - lean, 1)],
    ]


def s_like_5(chance: Random) -> list[Line]:
    """In one stroke, its neck round."""
    width, waist = chance.uniform(0.35, 0.55), chance.uniform(0.35, 0.5)
    belly = arc(width * 0.45, (1 + waist) / 2, width, 1 - waist, -90, chance.uniform(210, 260))
    neck = [(width, 0), (width * 0.25, 0.02), (width * 0.1, waist)]
    return [cut([*neck, *belly], 2)]


def two_circle_8(chance: Random) -> list[Line]:
    """The upper one mostly smaller."""
    waist, width = chance.uniform(0.38, 0.52), chance.uniform(0.35, 0.6)
    upper = arc(0, waist / 2, width * chance.uniform(0.7, 1), waist, 90, 360)
    return [upper, arc(0, (1 + waist) / 2, width, 1 - waist, -90, 360)]


def slashed_0(chance: Random) -> list[Line]:
    """Some with a dot in place of the slash."""
    width, reach = chance.uniform(0.5, 0.8), chance.uniform(0.04, 0.4)
    ring = arc(0, 0.5, width, 1, -80, -chance.uniform(345, 370))
    return [ring, [(width * reach, 0.5 - reach), (-width * reach, 0.5 + reach)]]


KINDS: dict[Callable[[Random], list[Line]], int] = {
    one_stroke_7: 7,
    long_footed_1: 1,
    far_tailed_9: 9,
    tiny_looped_6: 6,
    two_stroke_7: 7,
    caret_1: 1,
    looped_2: 2,
    flat_top_3: 3,
    open_4: 4,
    s_like_5: 5,
    two_circle_8: 8,
    slashed_0: 0,
}
"""What is written, and the digit that it is."""


def by_pen(lines: list[Line], chance: Random) -> Strokes:
    """The shape as a writer puts it on the canvas: proportion, slant, rotation, size, place, tremor
    and how densely the pen is sampled.
    """
    wide, slant = chance.uniform(0.8, 1.25), chance.uniform(-0.12, 0.35)
    angle, tremor = chance.uniform(-0.12, 0.12), chance.uniform(0, 0.012)
    turned = []
    for line in lines:
        line = [(x * wide - y * slant, y) for x, y in line]
        line = [
            (
                x * math.cos(angle) - y * math.sin(angle) + chance.gauss(0, tremor),
                x * math.sin(angle) + y * math.cos(angle) + chance.gauss(0, tremor),
            )
            for x, y in line
        ]
        turned.append(line)
    xs, ys = zip(*(point for line in turned for point in line), strict=True)
    height = chance.uniform(90, 220) / max(max(ys) - min(ys), max(xs) - min(xs))
    left = chance.uniform(20, SIZE - 20 - height * (max(xs) - min(xs)))
    top = chance.uniform(20, SIZE - 20 - height * (max(ys) - min(ys)))
    return tuple(
        tuple(
            (round((x - min(xs)) * height + left), round((y - min(ys)) * height + top))
            for x, y in line
        )
        for line in turned
    )


def written(kind: Callable[[Random], list[Line]], count: int, seed: int) -> Tensor:
    """Prepared pictures of a kind, (count, 28, 28) uint8."""
    chance = Random(f"{kind.__name__} {seed}")
    return torch.stack(
        [
            steps(draw(by_pen(kind(chance), chance), chance.choice((20, 20, 12, 16, 26)))).placed
            for _ in range(count)
        ]
    )


def main() -> None:
    """Prints the share of each kind that the default network reads rightly."""
    network = store.load(store.DEFAULT)
    for kind, digit in KINDS.items():
        pictures = written(kind, 500, seed=1)
        with torch.inference_mode():
            answers = network(normalise(pictures[:, None] / 255)).argmax(1)
        print(f"{kind.__name__:<26} {float((answers == digit).float().mean()):.1%}")


if __name__ == "__main__":
    main()
