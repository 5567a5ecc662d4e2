"""Curves of losses against torch's modules called on real batches, and finite differences."""

import random
from dataclasses import replace

import pytest
import torch

from core.catalogue.loss import build, inputs
from core.catalogue.losses import LOSSES, of_kind
from core.catalogue.predictions import ANGLE, KINDS, PROBABILITY, SCORES
from core.functions.losses.curves import (
    POINTS,
    Curves,
    at_prediction,
    chosen,
    curve,
    fed_with,
    graphs,
    kind_of,
    prediction,
    target_on_axis,
)
from tests.sampling import sample_pick, sample_state


@pytest.mark.parametrize("name", LOSSES)
def test_a_curve_is_what_the_module_gives_on_a_batch_of_equal_examples(name):
    generator = random.Random(name)
    for _ in range(25):
        pick, kind = sample_pick(LOSSES, name, generator), LOSSES[name].kind
        curves = sample_state(Curves, generator).replace(kind=kind.words, **{kind.name: (pick,)})
        (point,) = at_prediction(curves)
        x = torch.full((curves.batch,), prediction(curves), dtype=torch.float64, requires_grad=True)
        value = build(pick)(*inputs(pick, x, **fed_with(curves)))
        (gradient,) = torch.autograd.grad(value, x)
        assert torch.allclose(point.values, value, rtol=1e-12, equal_nan=True)
        assert torch.allclose(point.slopes, gradient[:1], rtol=1e-9, atol=1e-12, equal_nan=True)


@pytest.mark.parametrize("name", LOSSES)
def test_slopes_are_those_of_finite_differences(name):
    pick, kind, step = LOSSES.pick(name), LOSSES[name].kind, 1e-6
    more = fed_with(Curves(kind=kind.words))
    low, high = kind.span
    x = (
        torch.linspace(low, high, 200, dtype=torch.float64)[1:-1] + 1e-4
    )  # an even number of points: off the kinks
    above, below = curve(pick, x + step, **more).values, curve(pick, x - step, **more).values
    assert torch.allclose(curve(pick, x, **more).slopes, (above - below) / (2 * step), atol=1e-5)


@pytest.mark.parametrize("name", LOSSES)
def test_called_on_each_example_a_loss_is_the_same_as_in_one_call(name):
    generator = random.Random(name)
    for _ in range(5):
        pick, kind = sample_pick(LOSSES, name, generator), LOSSES[name].kind
        more = fed_with(sample_state(Curves, generator).replace(kind=kind.words))
        says_nothing = replace(pick, choice=replace(pick.choice, examples=None))
        x = torch.linspace(*kind.span, 9, dtype=torch.float64)[1:-1]
        fast, slow = (curve(each, x, batch=3, **more) for each in (pick, says_nothing))
        assert torch.allclose(fast.values, slow.values, rtol=1e-12, equal_nan=True)
        assert torch.allclose(fast.slopes, slow.slopes, rtol=1e-9, atol=1e-12, equal_nan=True)


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
def test_every_kind_has_its_losses_and_its_span(kind):
    curves = Curves(kind=kind.words)
    assert kind_of(curves) is kind
    assert {pick.name for pick in chosen(curves)} <= set(of_kind(kind))
    low, high = kind.span
    for graph in graphs(curves):
        assert len(graph.x) == POINTS
        assert (float(graph.x[0]), float(graph.x[-1])) == pytest.approx((low, high))
    spec = dict(Curves.specs())[kind.prediction.setting]
    assert low <= spec.low and spec.high <= high


def test_a_target_is_marked_where_it_is_a_prediction():
    assert target_on_axis(Curves(y=2.5)) == 2.5
    assert target_on_axis(Curves(kind=PROBABILITY.words, t=0.3)) == 0.3
    assert target_on_axis(Curves(kind=SCORES.words)) is None


def test_words_are_fed_as_numbers():
    like, unlike = (Curves(kind=ANGLE.words, alike=word) for word in ("alike", "different"))
    assert (fed_with(like), fed_with(unlike)) == ({"target": 1.0}, {"target": 0.0})


def test_the_kl_divergence_is_cross_entropy_less_the_targets_own_uncertainty():
    share, p = 0.7, torch.linspace(0.05, 0.95, 19, dtype=torch.float64)
    kl = curve(LOSSES.pick("KLDivLoss", reduction="batchmean"), p, target=share)
    bce = curve(LOSSES.pick("BCELoss"), p, target=share)
    assert torch.allclose(kl.slopes, bce.slopes)
    assert float(
        curve(LOSSES.pick("KLDivLoss"), torch.tensor([share]), target=share).values
    ) == pytest.approx(0)
    gap = bce.values - kl.values
    share = torch.tensor(share, dtype=torch.float64)
    assert torch.allclose(gap, -(share * share.log() + (1 - share) * (1 - share).log()))


def test_mean_shares_the_gradient_and_sum_does_not():
    x = torch.tensor([3.0])
    mean, total = (
        curve(LOSSES.pick("MSELoss", reduction=how), x, batch=8, target=1.0)
        for how in ("mean", "sum")
    )
    assert (float(mean.values), float(mean.slopes)) == (4, 0.5)
    assert (float(total.values), float(total.slopes)) == (32, 4)


def test_a_mean_over_nothing_is_no_number():
    ignored = curve(
        LOSSES.pick("CrossEntropyLoss", ignore_index=1),
        torch.tensor([0.5]),
        target=1,
        z1=0.0,
        z2=0.0,
    )
    assert ignored.values.isnan().all()


def test_class_weights_are_divided_out_of_the_mean_of_one_example():
    more = {"target": 0, "z1": 1.0, "z2": -1.0}
    plain, weighted, total = (
        curve(LOSSES.pick("CrossEntropyLoss", **arguments), torch.tensor([0.5]), **more).values
        for arguments in ({}, {"weight0": 3.0}, {"weight0": 3.0, "reduction": "sum"})
    )
    assert torch.allclose(plain, weighted)
    assert torch.allclose(3 * plain, total)
