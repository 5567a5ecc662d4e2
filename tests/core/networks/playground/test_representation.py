"""Where a network puts the points: against forward hooks on the network itself."""

import base64
from dataclasses import replace

import pytest
import torch
from torch import nn

from core.networks.playground.figures.representing import MOST_DRAWN, morph_data, probe_figure
from core.networks.playground.representation import (
    BINS,
    CELLS,
    STACK,
    check_finite,
    middles,
    represent,
    stage_values,
)
from core.networks.playground.representing import (
    ALL,
    TEST,
    TRAINING,
    Representing,
    representing_headline,
    stage_at,
)
from core.networks.playground.representing_words import caption, representing_sentence, score
from core.playground.data import DATA
from core.playground.features import FEATURES
from core.playground.losses import LOSSES
from core.playground.maps import grid
from core.playground.network import SeededDropout
from core.playground.run import Run
from core.playground.settings import Settings

pytestmark = pytest.mark.usefixtures("one_thread")

SMALL = {"count": 60, "batch_size": 20}
CROSS = LOSSES.pick("Cross-entropy")
CASES = {
    "usual": Settings(**SMALL),
    "no hidden layer": Settings(**SMALL, hidden="", features=(FEATURES.pick("x²"),)),
    "norm and dropout": Settings(**SMALL, hidden="3 norm, 2 ReLU dropout=0.5", loss=CROSS),
    "five classes": Settings(
        **SMALL,
        data=DATA.pick("Blobs", classes=5),
        hidden="1, 6",
        loss=CROSS,
        features=tuple(map(FEATURES.pick, ("x", "y", "xy"))),
    ),
    "numbers": Settings(**SMALL, data=DATA.pick("Plane"), hidden="4"),
    "own points": Settings(data=DATA.pick("Own points"), hidden="3"),
}
STAGES = {
    "usual": [("Points", 2), ("Layer 1", 4), ("Layer 2", 2), ("Output", 1)],
    "no hidden layer": [("Points", 2), ("Features", 1), ("Output", 1)],
    "norm and dropout": [("Points", 2), ("Layer 1", 3), ("Layer 2", 2), ("Output", 1)],
    "five classes": [("Points", 2), ("Features", 3), ("Layer 1", 1), ("Layer 2", 6), ("Output", 5)],
    "numbers": [("Points", 2), ("Layer 1", 4), ("Output", 1)],
    "own points": [("Points", 2), ("Layer 1", 3), ("Output", 1)],
}


@pytest.fixture(params=CASES)
def case(request):
    run = Run(CASES[request.param])
    run.epoch()
    return request.param, run


def test_stages_are_what_hooks_on_the_network_see(case):
    name, run = case
    inputs = torch.cat([points.inputs for points in run.points])
    shown = stage_values(run, inputs)
    assert [(stage, values.shape[1]) for stage, values in shown.items()] == STAGES[name]
    seen = []
    handles = [
        module.register_forward_hook(lambda module, args, output: seen.append(output.detach()))
        for module in run.network
        if isinstance(module, SeededDropout)
    ]
    run.network.eval()
    features = torch.cat([run.train.x, run.test.x])
    output = run.network(features)
    for handle in handles:
        handle.remove()
    known = [inputs, *([features] if "Features" in shown else []), *seen, output.detach()]
    for values, expected in zip(shown.values(), known, strict=True):
        assert torch.equal(values, expected)


def test_a_stage_of_two_numbers_is_shown_as_it_is_and_others_by_their_variance(case):
    name, run = case
    inputs = torch.cat([points.inputs for points in run.points])
    shown, values = represent(run), stage_values(run, inputs)
    sheets, trained = stage_values(run, grid(CELLS + 1)), len(run.points[0])
    for stage in shown.stages:
        own = values[stage.name]
        if stage.width == 2:
            assert torch.equal(stage.positions, own) and torch.equal(
                stage.sheet, sheets[stage.name]
            )
        elif stage.width == 1:
            assert torch.equal(stage.positions[:, 0], own[:, 0])
            assert (stage.sheet[:, 1] == 0).all()
        else:
            centred = own[:trained] - own[:trained].mean(0)
            total = centred.square().sum()
            parts = stage.positions[:trained].square().sum(0) / total
            assert stage.shares == pytest.approx(parts.tolist(), abs=1e-4)
            assert stage.shares[0] >= stage.shares[1]


def test_components_keep_the_side_of_the_points_before(case):
    _, run = case
    stages, trained = represent(run).stages, len(run.points[0])
    for before, stage in zip(stages, stages[1:], strict=False):
        if stage.shares:
            known = before.positions - before.positions[:trained].mean(0)
            products = (stage.positions * known)[:trained].sum(0)
            assert (products >= -1e-4).all()


def test_points_on_a_line_are_stacked(case):
    _, run = case
    for stage in represent(run).stages:
        if stage.width > 1:
            continue
        right, up = stage.positions.unbind(1)
        reach = float(right.max() - right.min())
        assert float(up.max() - up.min()) <= STACK * reach
        assert float(up.sum()) == pytest.approx(0, abs=1e-3 * reach)
        columns = ((right - right.min()) / reach * BINS).long().clamp(max=BINS - 1)
        pairs = set(zip(columns.tolist(), up.tolist(), strict=True))
        assert len(pairs) == len(right)  # no two of a bin are at the same height


def test_the_sheet_has_the_colours_of_the_answers(case):
    _, run = case
    shown = represent(run)
    first = middles()[:CELLS]
    corners = grid(CELLS + 1).view(CELLS + 1, CELLS + 1, 2)
    assert torch.allclose(first, (corners[0, :-1] + corners[1, 1:]) / 2, atol=1e-5)
    outputs = run.outputs(middles())
    assert torch.equal(shown.answers, run.head.shown(outputs))


def test_a_network_that_has_diverged_has_no_positions():
    run = Run(Settings(**SMALL))
    run.diverged = (12, "0.weight")
    check_finite(run, torch.zeros(3))
    with torch.no_grad():
        run.network[0].weight.fill_(torch.nan)
    with pytest.raises(ValueError, match="diverged at step 12 in '0.weight'"):
        represent(run)


def test_words_and_pictures(case):
    name, run = case
    shown = represent(run)
    numbers = representing_headline(shown)
    assert numbers["probe on output, test"] == shown.stages[-1].test
    assert ("variance shown of layer 1" in numbers) == (dict(STAGES[name]).get("Layer 1", 0) > 2)
    for depth in (0.0, 1.4, 9.0):
        stage = stage_at(Representing(depth=depth), shown)
        assert stage is shown.stages[min(round(depth), len(shown.stages) - 1)]
        assert "linear probe" in representing_sentence(stage, shown)
        assert ("PCA" in caption(stage, shown)) == (stage.width > 2)
        many = replace(shown, stages=shown.stages * 5)
        assert score(stage, many).startswith("R²" if name == "numbers" else "Probe")
    picture = probe_figure(shown)
    train, test, *levels = picture.data
    assert test.y == pytest.approx([stage.test for stage in shown.stages], abs=1e-6)
    assert len(levels) == (0 if name == "numbers" else 2)


def test_many_points_are_drawn_in_part():
    run = Run(Settings(count=1200, train_share=30, hidden=""))
    shown = represent(run)
    counts = {ALL: (600, 180), TRAINING: (360, 360), TEST: (420, 0)}
    for part, (count, trained) in counts.items():
        data = morph_data(shown, part)
        assert len(base64.b64decode(data["targets"])) == 4 * count <= 4 * MOST_DRAWN
        assert data["trained"] == trained and not data["several"]


def test_a_layer_in_eval_mode_is_seen_the_same_twice():
    run = Run(CASES["norm and dropout"])
    run.epoch()
    run.network.train()
    before = nn.utils.parameters_to_vector(run.network.parameters()).clone()
    first, second = (represent.__wrapped__(run) for _ in range(2))
    for stage, again in zip(first.stages, second.stages, strict=True):
        assert torch.equal(stage.positions, again.positions)
    assert run.network.training
    assert torch.equal(before, nn.utils.parameters_to_vector(run.network.parameters()))
