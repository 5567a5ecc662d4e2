"""TensorFlow Playground's generators in NumPy, point by point, after the facts of its source file
src/dataset.ts: for each, x, y and the label, 1 or -1 or a number.
"""

import math

import numpy as np


def label_of_circle(x, y):
    return 1 if math.hypot(x, y) < 2.5 else -1


def circle(count, n, random):
    rows = []
    for low, high in ((0, 2.5), (3.5, 5)):
        for _ in range(count // 2):
            r, angle = random.uniform(low, high), random.uniform(0, 2 * math.pi)
            x, y = r * math.sin(angle), r * math.cos(angle)
            shift = random.uniform(-5, 5, 2) * n
            rows.append((x, y, label_of_circle(x + shift[0], y + shift[1])))
    return np.array(rows)


def xor(count, n, random):
    rows = []
    for _ in range(count):
        x, y = random.uniform(-5, 5, 2)
        x += 0.3 if x > 0 else -0.3
        y += 0.3 if y > 0 else -0.3
        shift = random.uniform(-5, 5, 2) * n
        rows.append((x, y, 1 if (x + shift[0]) * (y + shift[1]) >= 0 else -1))
    return np.array(rows)


def gauss(count, n, random):
    deviation = math.sqrt(0.5 + (4 - 0.5) * n / 0.5)
    return np.array(
        [
            (random.normal(centre, deviation), random.normal(centre, deviation), label)
            for centre, label in ((2, 1), (-2, -1))
            for _ in range(count // 2)
        ]
    )


def spiral(count, n, random):
    rows, half = [], count // 2
    for start, label in ((0, 1), (math.pi, -1)):
        for i in range(half):
            r, t = i / half * 5, 1.75 * i / half * 2 * math.pi + start
            shift = random.uniform(-1, 1, 2) * n
            rows.append((r * math.sin(t) + shift[0], r * math.cos(t) + shift[1], label))
    return np.array(rows)


def height_of_plane(x, y):
    return (x + y) / 10


def height_of_cones(x, y):
    height = 0
    for cx, cy, sign in (
        (-4, 2.5, 1),
        (0, 2.5, -1),
        (4, 2.5, 1),
        (-4, -2.5, -1),
        (0, -2.5, 1),
        (4, -2.5, -1),
    ):
        new = sign * max(0, 1 - math.hypot(x - cx, y - cy) / 2)
        if abs(new) > abs(height):
            height = new
    return height


def regression(height):
    def rows(count, n, random):
        points = random.uniform(-6, 6, (count, 2))
        moved = points + random.uniform(-6, 6, (count, 2)) * n
        return np.array([(*point, height(*at)) for point, at in zip(points, moved, strict=True)])

    return rows


ORACLES = {
    "Circle": circle,
    "XOR": xor,
    "Gauss": gauss,
    "Spiral": spiral,
    "Plane": regression(height_of_plane),
    "Multi-Gauss": regression(height_of_cones),
}
"""The generators by name; `n` is the noise divided by 100."""
