"""The registry of losses against torch's own list, signatures, functions and closed forms."""

import inspect
import math
import random

import pytest
import torch
import torch.nn.modules.loss as torch_losses
from torch import nn
from torch.nn import functional as F

from core.catalogue.loss import build, code, feed_arguments, formula, inputs
from core.catalogue.losses import LEFT_OUT, LOSSES, NOT_OFFERED, of_kind
from core.catalogue.predictions import KINDS, PROBABILITY, SCORES
from tests.core.catalogue.feeding import random_values
from tests.sampling import sample_pick

X = torch.tensor([-2.5, -0.3, 0.0, 0.7, 1.0, 3.1], dtype=torch.float64)


def situation(name, generator):
    """A random pick of this loss, predictions that it can have, and what else it is fed with."""
    pick = sample_pick(LOSSES, name, generator)
    low, high = pick.choice.kind.span
    x = torch.tensor(
        [generator.uniform(low + 0.01, high - 0.01) for _ in range(5)], dtype=torch.float64
    )
    return pick, x, random_values(pick.choice.kind, generator)


def test_every_loss_of_torch_is_there_or_left_out_for_a_reason():
    assert set(torch_losses.__all__) == set(LOSSES) | set(LEFT_OUT)
    assert not set(LOSSES) & set(LEFT_OUT)
    assert all(LEFT_OUT.values())


@pytest.mark.parametrize("name", LOSSES)
def test_every_argument_is_a_parameter_at_its_default_or_left_out_for_a_reason(name):
    choice = LOSSES[name]
    assert choice.build is getattr(nn, name)
    tensors, signature = choice.tensors, inspect.signature(choice.build).parameters
    for argument, parameter in signature.items():
        if argument in tensors:
            assert parameter.default is None
            assert all(choice.parameters[part].default == 1 for part in tensors[argument])
        elif argument not in NOT_OFFERED:
            assert choice.parameters[argument].default == parameter.default, argument
    parts = {part for parts in tensors.values() for part in parts}
    assert set(choice.parameters) <= set(signature) | parts | set(choice.inputs)


@pytest.mark.parametrize("name", LOSSES)
def test_it_says_what_it_is_and_what_it_wants(name):
    loss = LOSSES[name]
    assert loss.kind in KINDS.values()
    assert loss.prediction and loss.target and loss.formula
    assert loss.note.endswith(".") and loss.when.endswith(".")
    assert loss.code == f"nn.{name}"


def at(name: str, x: float, target: float, **arguments) -> tuple[float, str]:
    """A loss of one example, and the remark on it; other scores are 0.3 and -1.1."""
    pick = LOSSES.pick(name, **arguments)
    more = {"target": target}
    if pick.choice.kind is SCORES:
        more |= {"z1": 0.3, "z2": -1.1}
    fed = inputs(pick, torch.tensor([x], dtype=torch.float64), **more)
    return float(build(pick)(*fed)), pick.choice.remark(pick, fed)


AVERAGED = [name for name in LOSSES if "ignore_index" in LOSSES[name].parameters]
"""Losses whose mean is divided by the weights of the true classes."""


@pytest.mark.parametrize("name", AVERAGED)
@pytest.mark.parametrize("truth", [0, 1])
def test_where_the_true_class_is_ignored_it_is_said_what_comes_out(name, truth):
    value, remark = at(name, 0.4, truth, ignore_index=truth)
    assert math.isnan(value) and "0 / 0" in remark and f"true class, {truth}," in remark
    value, remark = at(name, 0.4, truth, ignore_index=truth, reduction="sum")
    assert value == 0 and "sum is 0" in remark
    assert at(name, 0.4, truth, ignore_index=1 - truth) == at(name, 0.4, truth)


def test_an_ignored_class_counts_in_the_softmax_of_the_others():
    """As the note of ignore_index says: its logit is one of those that are compared."""
    logits, class1 = torch.tensor([[1.0, 2.0, 0.0]]), torch.tensor([0])
    ignoring = F.cross_entropy(logits, class1, ignore_index=1)
    assert ignoring == F.cross_entropy(logits, class1) != F.cross_entropy(logits[:, ::2], class1)


@pytest.mark.parametrize("name", LOSSES)
def test_a_weight_changes_the_loss_or_it_is_said_why_not(name):
    """Of the true class, in each way in which losses become one number."""
    parameters = LOSSES[name].parameters
    ways = parameters["reduction"].choices() if "reduction" in parameters else ()
    for weight in (parameter for parameter in parameters if parameter.startswith("weight")):
        truth = int(weight.removeprefix("weight") or 1)
        for way in ways:
            value, remark = at(name, 0.4, truth, reduction=way, **{weight: 3.0})
            plain, nothing = at(name, 0.4, truth, reduction=way)
            assert (value == pytest.approx(plain)) == ("its weight cancels" in remark)
            assert nothing == ""


@pytest.mark.parametrize("name", LOSSES)
def test_the_code_builds_and_feeds_the_same_module(name):
    generator = random.Random(name)
    for _ in range(20):
        pick, x, more = situation(name, generator)
        names = {
            "torch": torch,
            "nn": nn,
            "x": x,
        }
        module, fed = eval(code(pick), names), pick.choice.feed(x, **feed_arguments(pick, **more))
        assert repr(module) == repr(build(pick))
        assert torch.equal(
            module(*fed).nan_to_num(), build(pick)(*inputs(pick, x, **more)).nan_to_num()
        )


def test_the_code_holds_only_what_is_not_usual():
    assert code(LOSSES.pick("MSELoss")) == "nn.MSELoss()"
    assert code(LOSSES.pick("HuberLoss", delta=0.5)) == "nn.HuberLoss(delta=0.5)"
    text = "nn.CrossEntropyLoss(weight=torch.tensor([1.0, 2.0, 1.0], dtype=torch.float64))"
    assert code(LOSSES.pick("CrossEntropyLoss", weight1=2.0)) == text


SIGNED = ("SoftMarginLoss", "MarginRankingLoss", "HingeEmbeddingLoss", "CosineEmbeddingLoss")


def surroundings(pick, x, more):
    """What the formula of a loss speaks of."""
    y = more["target"]
    if pick.name in SIGNED:
        y = 1 if y >= 0.5 else -1
    if pick.name == "NLLLoss":
        y = int(y >= 0.5)
    names = {
        "x": x,
        "y": y,
        **dict(pick.arguments),
        **{key: getattr(math, key) for key in ("exp", "log", "cos", "pi")},
    }
    weights = [
        value for key, value in pick.arguments if key.startswith("weight") and key[6:].isdigit()
    ]
    names |= {"weight": weights} if weights else {}
    if pick.name == "NLLLoss":
        names |= {"p": [1 - x, x]}
    if "z1" in more:
        z = [x, more["z1"], more["z2"]]
        total = sum(map(math.exp, z))
        names |= {
            "z": z,
            "z0": x,
            "z1": z[1],
            "z2": z[2],
            "others": [score for index, score in enumerate(z) if index != y],
        }
        names.setdefault(
            "p", [math.exp(score) / total for score in z]
        )  # p is an argument of MultiMarginLoss
    return names


@pytest.mark.parametrize("name", [name for name in LOSSES if name != "TripletMarginLoss"])
def test_the_formula_is_the_loss_of_one_example(name):
    generator = random.Random(name)
    for _ in range(60):
        pick, (x, *_), more = situation(name, generator)
        if name == "KLDivLoss" and (more["target"] in (0, 1)):
            continue  # the logarithm of zero, which torch takes for nothing
        names = surroundings(pick, float(x), more)
        if names["y"] == dict(pick.arguments).get("ignore_index"):
            continue
        value = build(pick)(*inputs(pick, x[None], **more))
        if pick.name == "PoissonNLLLoss" and not pick["log_input"] and x + pick["eps"] <= 0:
            assert value.isnan()
            continue
        assert eval(formula(pick), names) == pytest.approx(float(value), rel=1e-9)


def test_the_formula_of_triplets():
    pick = LOSSES.pick("TripletMarginLoss", margin=1.0, other=2.0)
    for x in (0.5, 1.5, 4.0):
        value = build(pick)(*inputs(pick, torch.tensor([x], dtype=torch.float64), target=1.0))
        known = {"near": x, "far": 2.0, "margin": 1.0}
        assert eval(formula(pick), known) == pytest.approx(float(value), abs=1e-5)


@pytest.mark.parametrize(
    ("name", "arguments", "more", "value"),
    [
        ("MSELoss", {}, {"target": 1.0}, lambda x: (x - 1) ** 2),
        ("L1Loss", {}, {"target": 1.0}, lambda x: (x - 1).abs()),
        (
            "SmoothL1Loss",
            {"beta": 2.0},
            {"target": 0.0},
            lambda x: F.smooth_l1_loss(x, 0 * x, reduction="none", beta=2.0),
        ),
        (
            "HuberLoss",
            {"delta": 2.0},
            {"target": 0.0},
            lambda x: F.huber_loss(x, 0 * x, reduction="none", delta=2.0),
        ),
        (
            "GaussianNLLLoss",
            {"var": 2.0},
            {"target": 1.0},
            lambda x: (math.log(2) + (x - 1) ** 2 / 2) / 2,
        ),
        (
            "BCEWithLogitsLoss",
            {"pos_weight": 3.0},
            {"target": 1.0},
            lambda x: 3 * torch.log1p((-x).exp()),
        ),
        ("SoftMarginLoss", {}, {"target": 0.0}, lambda x: torch.log1p(x.exp())),
        ("MarginRankingLoss", {"margin": 1.0}, {"target": 1.0}, lambda x: (1 - x).relu()),
        ("PoissonNLLLoss", {}, {"target": 3}, lambda x: x.exp() - 3 * x),
        (
            "CrossEntropyLoss",
            {},
            {"target": 0, "z1": 0.0, "z2": 0.0},
            lambda x: torch.log1p(2 * (-x).exp()),
        ),
        (
            "MultiLabelSoftMarginLoss",
            {},
            {"target": 0, "z1": 0.0, "z2": 0.0},
            lambda x: (torch.log1p((-x).exp()) + 2 * math.log(2)) / 3,
        ),
    ],
)
def test_values_are_those_of_the_closed_form(name, arguments, more, value):
    pick = LOSSES.pick(name, **arguments)
    each = torch.stack([build(pick)(*inputs(pick, x[None], **more)) for x in X])
    assert torch.allclose(each, value(X), atol=1e-12)


def test_two_losses_that_are_the_same():
    x, yes = torch.linspace(-4, 4, 9, dtype=torch.float64), {"target": 1.0}
    logits, soft = LOSSES.pick("BCEWithLogitsLoss"), LOSSES.pick("SoftMarginLoss")
    assert torch.allclose(
        build(logits)(*inputs(logits, x, **yes)), build(soft)(*inputs(soft, x, **yes))
    )
    smooth, huber = LOSSES.pick("SmoothL1Loss", beta=2.0), LOSSES.pick("HuberLoss", delta=2.0)
    assert torch.allclose(
        2 * build(smooth)(*inputs(smooth, x, **yes)), build(huber)(*inputs(huber, x, **yes))
    )
    assert set(of_kind(PROBABILITY)) == {"BCELoss", "NLLLoss", "KLDivLoss"}
