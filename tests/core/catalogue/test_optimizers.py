"""The registry of optimizers against torch's own classes."""

import inspect

import pytest
import torch

from core.catalogue.optimizer import (
    arguments,
)
from core.catalogue.optimizers import LEFT_OUT, OPTIMIZERS, TRAINING_OPTIMIZERS
from core.catalogue.torch_optimizer import LR

pytestmark = pytest.mark.usefixtures("one_thread")

HOW = {"params", "foreach", "fused", "maximize", "capturable", "differentiable"}
"""Arguments that say how torch computes a step, or turn the picture over; not what the step is."""


def classes() -> dict[str, type]:
    return {
        name: thing
        for name, thing in vars(torch.optim).items()
        if inspect.isclass(thing) and issubclass(thing, torch.optim.Optimizer)
    }


def test_every_optimizer_of_torch_is_there_or_left_out_for_a_reason():
    assert set(classes()) == {choice.build.__name__ for choice in OPTIMIZERS.values()} | set(
        LEFT_OUT
    )
    assert not set(OPTIMIZERS) & set(LEFT_OUT)


@pytest.mark.parametrize("name", OPTIMIZERS)
def test_it_is_the_class_that_its_name_says(name):
    choice = OPTIMIZERS[name]
    assert eval(choice.code, {"torch": torch}) is choice.build
    assert choice.variant or choice.build is getattr(torch.optim, name)


@pytest.mark.parametrize("name", OPTIMIZERS)
def test_every_argument_of_torch_can_be_set_and_is_at_torchs_default(name):
    choice, pick = OPTIMIZERS[name], OPTIMIZERS.pick(name)
    joined = choice.joined
    names = set(choice.parameters) - {part for parts in joined.values() for part in parts} | set(
        joined
    )
    known = {
        key: parameter.default
        for key, parameter in inspect.signature(choice.build).parameters.items()
        if key not in HOW
    }
    assert names | set(choice.always) == set(known) - (
        {"dampening"} if name == "Nesterov" else {"nesterov"} if name == "Momentum" else set()
    )
    special = {"Momentum": {"momentum": 0.9}, "Nesterov": {"momentum": 0.9, "nesterov": True}}.get(
        name, {}
    )
    assert arguments(pick) == {"lr": known["lr"], **special}


@pytest.mark.parametrize("name", TRAINING_OPTIMIZERS)
def test_trainings_step_a_network_and_fused_takes_the_plain_steps(name):
    pick = TRAINING_OPTIMIZERS.pick(name, lr=0.1)
    points = []
    for fused in (True, False):
        x = torch.tensor([3.0, -2.0], requires_grad=True)
        steps = pick.choice.build([x], **arguments(pick, fused))
        for _ in range(20):
            steps.zero_grad()
            (x**2).sum().backward()
            steps.step()
        points.append(x.detach())
    assert torch.allclose(*points, rtol=1e-5)
    assert not torch.equal(points[0], torch.tensor([3.0, -2.0]))


def moves(name: str, lr: float) -> torch.Tensor:
    """The first steps of an optimizer down a bowl of two curvatures."""
    pick = OPTIMIZERS.pick(name, lr=lr)
    x = torch.tensor([3.0, -2.0], dtype=torch.float64).view(pick.choice.parameter_shape)
    x.requires_grad_()
    optimizer, points = pick.choice.build([x], **arguments(pick)), [x.detach().clone()]

    def closure():
        optimizer.zero_grad()
        loss = (x * torch.tensor([1.0, 5.0]) * x).sum()
        loss.backward()
        if pick.choice.sparse_gradients:
            x.grad = x.grad.to_sparse()
        return loss

    for _ in range(10):
        if not pick.choice.needs_closure:
            closure()
        optimizer.step(closure if pick.choice.needs_closure else None)
        points.append(x.detach().clone())
    return torch.stack(points).diff(dim=0)


@pytest.mark.parametrize("name", OPTIMIZERS)
def test_the_note_of_a_learning_rate_is_true(name):
    """Where nothing else is said, a step is an update times this number: twice the rate makes the
    first step twice as long.
    """
    note = OPTIMIZERS[name].parameters["lr"].note
    half, whole = moves(name, 0.001), moves(name, 0.002)
    twice = torch.allclose(whole[0], 2 * half[0], rtol=1e-6)
    assert twice == (name != "LBFGS")
    if note != LR.note:
        assert name in ("LBFGS", "Rprop")
    if name == "Rprop":
        assert half[0].abs().flatten().tolist() == pytest.approx([0.001] * 2)
        assert half[9].abs().max() > 0.004


@pytest.mark.parametrize("line_search", ["none", "strong_wolfe"])
def test_lbfgs_counts_its_evaluations_after_a_move(line_search):
    """As the note of max_eval says: torch moves first, and only then looks how many there were. In
    older versions a line search makes more.
    """
    pick = OPTIMIZERS.pick("LBFGS", max_eval=1, line_search_fn=line_search)
    x = torch.tensor([3.0, -2.0], requires_grad=True)
    counted = []

    def closure():
        x.grad = None
        loss = (x**4).sum()
        loss.backward()
        counted.append(loss)
        return loss

    pick.choice.build([x], **arguments(pick)).step(closure)
    assert len(counted) == 2 or (line_search != "none" and len(counted) > 2)
    assert "1 allows two" in pick.choice.parameters["max_eval"].note


def test_trainings_keep_their_defaults():
    """Stored models are known by the settings that are not at their defaults."""
    assert dict(TRAINING_OPTIMIZERS.pick("SGD").arguments)["momentum"] == 0.9
    assert [TRAINING_OPTIMIZERS.pick(name)["lr"] for name in ("SGD", "Adam", "AdamW")] == [
        0.01,
        0.001,
        0.001,
    ]
    assert TRAINING_OPTIMIZERS.pick("AdamW")["weight_decay"] == 0.01
