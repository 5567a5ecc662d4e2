"""How good a network is, against plain counting and published formulas."""

import math

import pytest
import torch
from torch.nn import functional as F

from core.training import store
from core.training.evaluation import (
    BINS,
    Answers,
    answers,
    best_temperature,
    calibration,
    confident_mistakes,
    confusion,
    evaluating,
    in_cell,
    interval,
    is_evaluated,
)

NETWORK = "MLP 784-128-10"


def made(count=400, classes=4, seed=0) -> Answers:
    """Random scores that are right more often than not."""
    generator = torch.Generator().manual_seed(seed)
    labels = torch.randint(classes, (count,), generator=generator)
    scores = 2 * torch.randn(count, classes, generator=generator)
    scores[torch.arange(count), labels] += 1.5
    return Answers(scores, labels, tuple("abcd"[:classes]))


def test_a_network_answers_its_test_pictures_once():
    shares = list(evaluating(NETWORK))
    assert shares in ([], [index / 20 for index in range(1, 21)])
    assert is_evaluated(NETWORK) and list(evaluating(NETWORK)) == []
    result = answers(NETWORK)
    assert result is answers(NETWORK)
    assert result.count == 10_000 and result.classes == tuple("0123456789")
    assert float(result.right.double().mean()) == store.find(NETWORK).card.test_accuracy


def test_the_confusion_matrix_counts():
    result = made()
    table = confusion(result)
    for truth in range(4):
        for answer in range(4):
            count = sum(
                int(a) == truth and int(b) == answer
                for a, b in zip(result.labels, result.answered, strict=True)
            )
            assert table[truth, answer] == count == len(in_cell(result, truth, answer))
    assert table.sum() == result.count and table.trace() == result.right.sum()


def test_confident_answers_come_first():
    result = made()
    mistakes = confident_mistakes(result, 10)
    wrong = [
        (-float(result.confidences[index]), index)
        for index in range(result.count)
        if result.answered[index] != result.labels[index]
    ]
    assert mistakes.tolist() == [index for _, index in sorted(wrong)[:10]]
    sure = result.confidences[in_cell(result, 1, 1)].tolist()
    assert sure == sorted(sure, reverse=True)


@pytest.mark.parametrize(("right", "count"), [(0, 10), (5, 10), (10, 10), (9834, 10_000)])
def test_the_ends_of_an_interval_are_two_deviations_from_what_was_seen(right, count):
    """The definition: at each end p, |share - p| = z sqrt(p (1 - p) / count)."""
    share, z = right / count, 1.959963984540054
    for end in interval(right, count):
        assert 0 <= end <= 1
        assert abs(share - end) == pytest.approx(z * (end * (1 - end) / count) ** 0.5, abs=1e-7)


@pytest.mark.parametrize("temperature", [0.5, 1.0, 2.3])
def test_the_calibration_error_is_that_of_plain_counting(temperature):
    result = made()
    shown = calibration(result, temperature)
    probabilities = (result.scores.double() / temperature).softmax(1)
    total, bins = 0.0, {}
    for row, label in zip(probabilities, result.labels, strict=True):
        confidence = float(row.max())
        bins.setdefault(min(int(confidence * BINS), BINS - 1), []).append(
            (confidence, int(row.argmax()) == int(label))
        )
    for pairs in bins.values():
        gap = sum(right for _, right in pairs) - sum(confidence for confidence, _ in pairs)
        total += abs(gap) / result.count
    assert shown.error == pytest.approx(total)
    assert shown.confidence == pytest.approx(float(probabilities.amax(1).mean()))
    assert int(shown.counts.sum()) == result.count
    log_shares = probabilities.log().gather(1, result.labels[:, None])
    assert shown.nll == pytest.approx(-float(log_shares.mean()))


def test_the_best_temperature_has_the_lowest_likelihood_of_a_fine_grid():
    result = made()
    best = best_temperature(result)
    grid = torch.linspace(0.2, 5, 2001).tolist()
    losses = [float(F.cross_entropy(result.scores.double() / t, result.labels)) for t in grid]
    assert best == pytest.approx(grid[losses.index(min(losses))], abs=0.003)
    assert calibration(result, best).nll <= min(losses)


def test_the_best_temperature_of_answers_as_sure_as_can_be():
    scores = torch.tensor([[1000.0, 0.0]]).repeat(4, 1)
    result = Answers(scores, torch.tensor([0, 0, 0, 1]), ("a", "b"))
    assert best_temperature(result) == pytest.approx(1000 / math.log(3))  # then 3 of 4 are sure


def test_a_network_that_is_always_right_has_no_best_temperature():
    labels = torch.arange(4)
    assert 0.01 <= best_temperature(Answers(torch.eye(4), labels, tuple("abcd"))) < 0.05


def test_a_network_that_is_not_there_is_told():
    with pytest.raises(ValueError, match="network='Nobody' is not known"):
        answers("Nobody")
