"""What each puzzle asks for, as plain loops over lists: slow, and easy to believe.

They know nothing of torch, so that a solution is checked against something else.
"""

import math


def outer_sum(a: list[float], b: list[float]) -> list[list[float]]:
    """Every number of a with every number of b."""
    return [[left + right for right in b] for left in a]


def back_to_front(x: list[float], i: list[float]) -> list[float]:
    """The numbers, the last first."""
    return [x[len(x) - 1 - position] for position in i]


def identity(i: list[float]) -> list[list[float]]:
    """1 where row and column are the same, else 0."""
    return [[1 if row == column else 0 for column in i] for row in i]


def one_hot(labels: list[float], i: list[float]) -> list[list[float]]:
    """A row for each label, with a 1 at its column."""
    return [[1 if label == column else 0 for column in i] for label in labels]


def normalised_rows(x: list[list[float]]) -> list[list[float]]:
    """Each number divided by the sum of its row."""
    return [[number / sum(row) for number in row] for row in x]


def causal_mask(i: list[float]) -> list[list[bool]]:
    """Whether the position of the column is not later than that of the row."""
    return [[column <= row for column in i] for row in i]


def running_sum(x: list[float], i: list[float]) -> list[float]:
    """The sum of all numbers up to each."""
    return [sum(x[: position + 1]) for position in i]


def sums_by_class(x: list[float], labels: list[float], i: list[float]) -> list[float]:
    """The sum of the numbers of each class."""
    return [sum(x[n] for n in range(len(x)) if labels[n] == number) for number in i]


def log_probabilities(z: list[list[float]], labels: list[float]) -> list[float]:
    """The logarithm of the softmax of each row, at the row's label."""
    return [
        row[label] - math.log(sum(math.exp(logit) for logit in row))
        for row, label in zip(z, labels, strict=True)
    ]


def moving_averages(x: list[float]) -> list[float]:
    """The mean of each three neighbours."""
    return [(x[start] + x[start + 1] + x[start + 2]) / 3 for start in range(len(x) - 2)]


def distances(p: list[list[float]], q: list[list[float]]) -> list[list[float]]:
    """From every point of p to every point of q."""
    return [
        [math.sqrt(sum((s - t) ** 2 for s, t in zip(first, second, strict=True))) for second in q]
        for first in p
    ]


def channels_first(pictures: list[list[list[list[float]]]]) -> list[list[list[list[float]]]]:
    """From (picture, row, column, channel) to (picture, channel, row, column), 255 becoming 1."""
    return [
        [
            [[pixel[channel] / 255 for pixel in row] for row in picture]
            for channel in range(len(picture[0][0]))
        ]
        for picture in pictures
    ]


def patches(x: list[list[float]]) -> list[list[float]]:
    """Squares of 2 x 2 that do not overlap, each laid out as a row of four, in reading order."""
    return [
        [x[top + down][left + right] for down in range(2) for right in range(2)]
        for top in range(0, len(x), 2)
        for left in range(0, len(x[0]), 2)
    ]


def attention(
    q: list[list[float]], k: list[list[float]], v: list[list[float]]
) -> list[list[float]]:
    """For each query the values, weighted by the softmax of its scaled dot products with the
    keys.
    """
    rows = []
    for query in q:
        scores = [
            sum(s * t for s, t in zip(query, key, strict=True)) / math.sqrt(len(query)) for key in k
        ]
        weights = [math.exp(score) for score in scores]
        rows.append(
            [
                sum(weight * value[column] for weight, value in zip(weights, v, strict=True))
                / sum(weights)
                for column in range(len(v[0]))
            ]
        )
    return rows
