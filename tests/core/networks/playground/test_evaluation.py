"""How good a network is on its test points: against plain loops over the points."""

import math

import pytest
import torch

from core.networks.playground.evaluating import (
    ADVERSARIAL,
    CALIBRATION,
    CONFUSION,
    Evaluating,
    attack_of,
    cell_of,
    evaluating_headline,
    precisions,
    recalls,
)
from core.networks.playground.evaluating_words import (
    attack_rows,
    attack_sentence,
    calibration_sentence,
    class_rows,
    confusion_sentence,
)
from core.networks.playground.evaluation import (
    FARTHEST,
    attack,
    calibrated,
    confusion,
    evaluate,
    in_cell,
    nearest,
    r_squared,
)
from core.networks.playground.figures.attacking import attack_figure
from core.networks.playground.figures.evaluating import (
    confusion_figure,
    fit_figure,
    reliability_figure,
)
from core.playground.data import DATA
from core.playground.features import FEATURES, features_of
from core.playground.losses import LOSSES
from core.playground.run import Run
from core.playground.settings import Settings

pytestmark = pytest.mark.usefixtures("one_thread")

SMALL = {"count": 80, "batch_size": 20}
CROSS = LOSSES.pick("Cross-entropy")
CASES = {
    "usual": Settings(**SMALL),
    "norm and dropout": Settings(
        **SMALL,
        hidden="4 norm dropout=0.5",
        loss=CROSS,
        features=tuple(map(FEATURES.pick, ("x", "y", "sin x"))),
    ),
    "five classes": Settings(**SMALL, data=DATA.pick("Blobs", classes=5), loss=CROSS),
    "three squared": Settings(**SMALL, data=DATA.pick("Rings"), hidden=""),
    "hinge": Settings(**SMALL, loss=LOSSES.pick("Hinge")),
    "own points": Settings(data=DATA.pick("Own points"), hidden="3"),
}
NUMBERS = Settings(**SMALL, data=DATA.pick("Plane"), hidden="3")


def trained(settings):
    run = Run(settings)
    run.epoch()
    return run


@pytest.fixture(params=CASES)
def run(request):
    return trained(CASES[request.param])


@pytest.fixture(scope="module")
def numbers():
    return trained(NUMBERS)


def answers_one_by_one(run):
    """The class that the network names for each test point, one point at a time."""
    run.network.eval()
    for features in run.test.x:
        outputs = run.network(features[None])[0].tolist()
        yield outputs.index(max(outputs)) if len(outputs) > 1 else int(outputs[0] > 0)


def test_the_confusion_matrix_counts_every_point_once(run):
    shown = evaluate(run)
    table = [[0] * shown.classes for _ in range(shown.classes)]
    for truth, answer in zip(run.test.labels.tolist(), answers_one_by_one(run), strict=True):
        table[truth][answer] += 1
    assert confusion(shown).tolist() == table
    assert shown.accuracy == pytest.approx(run.record().test_accuracy)
    for truth, row in enumerate(table):
        for answer, count in enumerate(row):
            assert len(in_cell(shown, truth, answer)) == count
        if sum(row):
            assert recalls(shown)[truth] == row[truth] / sum(row)
        column = [row[truth] for row in table]
        known = column[truth] / sum(column) if sum(column) else math.nan
        assert precisions(shown)[truth] == pytest.approx(known, nan_ok=True)


def test_calibration_is_what_a_loop_finds(run):
    shown = evaluate(run)
    result, total, error = calibrated(shown), len(shown.targets), 0.0
    bins = {}
    for share, answer, truth in zip(shown.shares, shown.answers, shown.targets, strict=True):
        confidence = float(share[answer])
        inside = min(math.ceil(confidence * 15), 15)
        bins.setdefault(inside, []).append((confidence, float(answer == truth)))
    for pairs in bins.values():
        confidences, right = zip(*pairs, strict=True)
        error += abs(sum(right) - sum(confidences)) / total
    assert result.error == pytest.approx(error, abs=1e-9)
    assert result.confidence == pytest.approx(float(shown.confidences.mean()))
    assert shown.shares.sum(1).tolist() == pytest.approx([1.0] * total, abs=1e-6)


def test_the_gradient_at_a_point_is_the_slope_of_its_loss(run):
    for index in (0, len(run.test.x) - 1):
        result = attack(run, index, 0.3)
        assert result.gradient.tolist() == pytest.approx(result.differences.tolist(), abs=1e-6)
        moved = run.points[1].inputs[index].double() + 0.3 * result.gradient.sign()
        assert torch.equal(result.moved, moved)
        features = features_of(moved[None].float(), run.settings.features)
        y = run.test.y[index : index + 1]
        assert result.loss_after == pytest.approx(
            float(run.loss(run.answers(features), y)), abs=1e-5
        )


def test_the_smallest_epsilon_is_where_the_answer_changes(run):
    changes = 0
    for index in range(min(12, len(run.test.x))):
        smallest = attack(run, index, 0.0).smallest
        if math.isnan(smallest):
            farthest = attack(run, index, FARTHEST)
            assert farthest.before == farthest.after
            continue
        changes += 1
        before, after = (attack(run, index, smallest + by) for by in (-1e-7, 1e-7))
        assert not before.is_changed and after.is_changed
    assert changes or len(run.test.x) < 12


def test_a_network_that_gives_numbers_has_no_confidence(numbers):
    shown = evaluate(numbers)
    truth, outputs = shown.targets.double(), numbers.answers(numbers.test.x)[:, 0].double()
    known = 1 - ((truth - outputs) ** 2).sum() / ((truth - truth.mean()) ** 2).sum()
    assert r_squared(shown) == pytest.approx(float(known))
    assert evaluating_headline(numbers, Evaluating())["mean absolute error"] == pytest.approx(
        float((truth - outputs).abs().mean())
    )
    with pytest.raises(ValueError, match="has no confidence"):
        calibrated(shown)
    assert len(fit_figure(shown).data) == 2
    assert "R²" in confusion_sentence(shown, Evaluating())
    moved = attack_of(Evaluating(measure=ADVERSARIAL, attacked=2), numbers)
    assert moved.smallest is None and moved.loss_after > moved.loss
    assert "the output from" in attack_sentence(moved)
    assert len(attack_figure(shown, moved).data) > 4


def test_a_network_that_has_diverged_is_not_evaluated():
    run = trained(CASES["usual"])
    with torch.no_grad():
        run.network[0].bias.fill_(torch.inf)
        run.network[3].weight.fill_(torch.nan)
    for look in (evaluate, lambda run: attack(run, 0, 0.1)):
        with pytest.raises(ValueError, match="diverged"):
            look(run)


def test_words_and_pictures(run):
    shown, last = evaluate(run), run.points[0].classes - 1
    state = Evaluating(cell_truth=4, cell_answer=4)
    assert cell_of(state, shown.classes) == (last, last)
    count = int(confusion(shown)[last, last])
    assert evaluating_headline(run, state)[f"class {last} answered as {last}"] == count
    assert f"**{count} point" in confusion_sentence(shown, state)
    for cell in ((last, last), (0, last)):
        picture = confusion_figure(shown, cell)
        ringed = next(trace for trace in picture.data[2:] if trace.marker.size == 15)
        assert len(ringed.x) == int(confusion(shown)[cell])
        assert [int(note.text) for note in picture.layout.annotations] == confusion(shown).flip(
            0
        ).flatten().tolist()
    result = calibrated(shown)
    assert (
        evaluating_headline(run, Evaluating(measure=CALIBRATION))["expected calibration error"]
        == result.error
    )
    assert "confident" in calibration_sentence(shown) or "calibrated" in calibration_sentence(shown)
    bars, _, curve = reliability_figure(result.counts, result.confidences, result.accuracies).data
    assert float(bars.y.sum()) == pytest.approx(1, abs=1e-6) and len(curve.x) == len(bars.x)
    assert [row["Class"] for row in class_rows(shown)] == [f"Class {i}" for i in range(last + 1)]


def test_an_attack_in_words_and_on_the_map(run):
    state = Evaluating(measure=ADVERSARIAL, attacked=1200)
    result = attack_of(state, run)
    assert result.index == len(run.test.x) - 1
    numbers = evaluating_headline(run, state)
    assert numbers["loss after the step"] == result.loss_after
    assert ("smallest epsilon" in numbers) == (not math.isnan(result.smallest))
    assert f"class {result.after:.0f}" in attack_sentence(result)
    assert len(attack_rows(result)) == 2
    picture = attack_figure(evaluate(run), result)
    (square,) = picture.layout.shapes
    assert square.x1 - square.x0 == pytest.approx(2 * state.epsilon)
    assert nearest(evaluate(run), *result.point.tolist()) == result.index


def test_every_measure_is_named():
    assert Evaluating().measure == CONFUSION
