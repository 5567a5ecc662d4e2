"""How good a trained network is on the test pictures of its data set, and where it is wrong.

The network answers all test pictures once, in batches, as a generator that tells how far it is; all
else is computed from its scores.
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

import torch
from torch import Tensor
from torch.nn import functional as F

from core.data.datasets import pictures
from core.training import store

BATCH = 500
"""Pictures that a network gets at once."""

BINS = 15
"""Of confidences, as Guo et al. (2017) have them."""

Z95 = 1.959963984540054
"""Of the standard normal distribution, 95 % lie within so many deviations of its mean."""

STEPS = 60
"""Of Newton's method, at most."""

COLDEST = 0.01
"""Temperature below which none is looked for: a network that is always right has no best one."""


@dataclass(frozen=True, eq=False)
class Answers:
    """What a network answers to pictures that it has not learned from.

    Args:
        scores: (N, classes) float32; their softmax is the network's probabilities.
        labels: (N,) int64.
        classes: what the scores stand for.
    """

    scores: Tensor
    labels: Tensor
    classes: tuple[str, ...]

    @cached_property
    def answered(self) -> Tensor:
        """The class with the highest score for each picture, (N,)."""
        return self.scores.argmax(1)

    @cached_property
    def right(self) -> Tensor:
        """Whether that is the label, (N,)."""
        return self.answered == self.labels

    @cached_property
    def probabilities(self) -> Tensor:
        """(N, classes) float64."""
        return self.scores.double().softmax(1)

    @cached_property
    def confidences(self) -> Tensor:
        """The probability of each answer, (N,) float64."""
        return self.probabilities.amax(1)

    @property
    def count(self) -> int:
        """How many pictures there are."""
        return len(self.labels)


def evaluating(name: str) -> Iterator[float]:
    """Has the trained network of this name answer its test pictures, unless it has; yields the
    share that is done. `answers` then has the result.

    Raises:
        ValueError: there is no such network, or its test pictures are not on this computer.
    """
    trained = store.find(name)
    results = _results(trained.path, trained.card.sha256)
    if results:
        return
    model, dataset, gallery = store.load(name), trained.dataset, trained.dataset.gallery()
    scores = []
    for batch in gallery.images.split(BATCH):
        with torch.inference_mode():
            scores.append(model(dataset.normalise(pictures(batch))).float())
        yield sum(map(len, scores)) / len(gallery.labels)
    labels = gallery.labels.long()
    results.append(Answers(torch.cat(scores), labels, gallery.classes))


def is_evaluated(name: str) -> bool:
    """Whether the trained network of this name has answered its test pictures already."""
    trained = store.find(name)
    return bool(_results(trained.path, trained.card.sha256))


def answers(name: str) -> Answers:
    """What the trained network of this name answers to the test pictures of its data set.

    Raises:
        ValueError: there is no such network, or its test pictures are not on this computer.
    """
    for _ in evaluating(name):
        pass
    trained = store.find(name)
    return _results(trained.path, trained.card.sha256)[0]


@lru_cache(maxsize=16)
def _results(weights: Path, sha256: str) -> list[Answers]:
    """Holds the answers of these weights once they are there."""
    return []


def interval(right: int, count: int, z: float = Z95) -> tuple[float, float]:
    """The 95 % confidence interval of a share of which `right` of `count` were seen (Wilson 1927):
    the shares from which what was seen is no further than `z` standard deviations away.
    """
    share, spread = right / count, z * z / count
    middle = (share + spread / 2) / (1 + spread)
    half = z / (1 + spread) * math.sqrt(share * (1 - share) / count + spread / (4 * count))
    return middle - half, middle + half


def confusion(answers: Answers) -> Tensor:
    """How many pictures of each class (row) got each answer (column), (classes, classes) int64."""
    size = answers.scores.shape[1]
    return torch.bincount(answers.labels * size + answers.answered, minlength=size * size).view(
        size, size
    )


def in_cell(answers: Answers, truth: int, answer: int) -> Tensor:
    """The indices of the test pictures in a cell of the confusion matrix, the most confident answer
    first.
    """
    indices = ((answers.labels == truth) & (answers.answered == answer)).nonzero()[:, 0]
    order = answers.confidences[indices].sort(descending=True, stable=True).indices
    return indices[order]


def confident_mistakes(answers: Answers, count: int) -> Tensor:
    """The indices of the wrongly answered test pictures with the most confident answers."""
    indices = (~answers.right).nonzero()[:, 0]
    order = answers.confidences[indices].sort(descending=True, stable=True).indices
    return indices[order][:count]


@dataclass(frozen=True, eq=False)
class Calibration:
    """How well confidences foretell how many answers are right. The bins are of equal width, and
    hold what is above their lower edge.

    Args:
        counts: pictures in each bin, (BINS,) int64.
        confidences: their mean in each bin, (BINS,) float64; 0 where there are none.
        accuracies: the share of right answers in each bin, likewise.
        nll: the mean negative log-likelihood of the labels, which is the cross-entropy.
    """

    counts: Tensor
    confidences: Tensor
    accuracies: Tensor
    nll: float

    @property
    def error(self) -> float:
        """The expected calibration error, ECE (Naeini et al. 2015): the mean over all pictures of
        how far confidence and accuracy of their bin lie apart.
        """
        weights = self.counts.double() / self.counts.sum()
        return float((weights * (self.accuracies - self.confidences).abs()).sum())

    @property
    def confidence(self) -> float:
        """The mean of all pictures."""
        return float((self.counts * self.confidences).sum() / self.counts.sum())


@lru_cache(maxsize=64)
def calibration(answers: Answers, temperature: float = 1.0) -> Calibration:
    """The calibration with all scores divided by a temperature."""
    scaled = answers.scores.double() / temperature
    bins = binned(scaled.softmax(1).amax(1), answers.right)
    return Calibration(*bins, float(F.cross_entropy(scaled, answers.labels)))


def binned(confidences: Tensor, right: Tensor) -> tuple[Tensor, Tensor, Tensor]:
    """Answers sorted into bins by their confidence: how many each has, their mean confidence and
    the share of them that is right, (BINS,) each.

    Args:
        confidences: from 0 to 1, (N,) float64.
        right: (N,) bool.
    """
    indices = (confidences * BINS).ceil().long().clamp(1, BINS) - 1  # (N,)
    counts = torch.bincount(indices, minlength=BINS)
    sums = [
        torch.zeros(BINS, dtype=torch.float64).index_add_(0, indices, values.double())
        for values in (confidences, right)
    ]
    mean_confidences, accuracies = (total / counts.clamp(min=1) for total in sums)
    return counts, mean_confidences, accuracies


@lru_cache(maxsize=16)
def best_temperature(answers: Answers) -> float:
    """The temperature at which the negative log-likelihood is lowest (Guo et al. 2017), here on the
    very pictures that it is measured on.

    The likelihood is convex in 1 / temperature, and Newton's method finds its lowest point.
    """
    scores, slope = answers.scores.double(), 1.0
    for _ in range(STEPS):
        shares = (scores * slope).softmax(1)
        means = (shares * scores).sum(1)
        gradient = (means - scores.gather(1, answers.labels[:, None])[:, 0]).mean()
        curvature = (shares * (scores - means[:, None]).square()).sum(1).mean()
        change = slope if gradient > 0 else 0.0  # if all are as sure as can be, and some wrong
        if curvature > 0:
            change = float(gradient / curvature)
        slope = min(max(slope - change, slope / 2), 1 / COLDEST)
        if abs(change) < 1e-12 * slope:
            break
    return 1 / slope
