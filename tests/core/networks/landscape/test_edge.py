"""Gradient descent with the sharpness on its way."""

import pytest
import torch
from torch.func import functional_call, hessian

from core.networks.landscape import edge as module
from core.networks.landscape.edge import Edge, edges, numbers, result

SMALL = Edge(rates=("0.4", "0.1"), steps=100, examples=100)


@pytest.fixture
def tiny(monkeypatch):
    """A network whose Hessian is quickly there."""
    monkeypatch.setattr(module, "SIZES", (196, 2, 10))
    result.cache_clear()
    yield
    result.cache_clear()


def test_the_sharpness_at_first_is_the_largest_eigenvalue(tiny, one_thread):
    training = module._Training(0.4, SMALL)
    training.advance(0)
    weights = {name: value.detach() for name, value in training.model.named_parameters()}
    names = ("2.weight", "2.bias", "0.bias")

    def loss(part):
        outputs = functional_call(training.model, {**weights, **part}, (training.x,))
        return (outputs - training.targets).square().sum(dim=1).mean() / 2

    blocks = hessian(loss)({name: weights[name] for name in names})
    rows = [
        torch.cat([blocks[a][b].reshape(weights[a].numel(), -1) for b in names], dim=1)
        for a in names
    ]
    least = torch.linalg.eigvalsh(torch.cat(rows))[-1].item()
    (_, value), *_ = training.looks
    product = module.hessian_product(training.loss(), training.model.parameters())
    vector = training.vector / training.vector.norm()
    assert value >= least - 1e-4  # that of a part of the weights is no larger
    assert torch.allclose(product(vector), value * vector, atol=0.02 * value)


def test_runs_go_side_by_side_and_are_seen_on_their_way(tiny, one_thread):
    seen = [progress.value for progress in edges(SMALL)]
    counts = [[len(run.losses) for run in value.runs] for value in seen]
    assert counts[0] == [2, 2] and counts[-1] == [100, 100]
    assert [run.rate for run in seen[-1].runs] == [0.4, 0.1]
    run = seen[-1].runs[0]
    assert run.limit == 5 and run.at[0] == 0 and run.at[-1] == 100
    assert bool((run.last_third == run.sharpness[run.at >= 67]).all())
    assert run.off == pytest.approx(float(run.last_third.mean()) / 5 - 1)


def test_numbers_are_those_of_the_runs(tiny, one_thread):
    shown = numbers(SMALL.replace(momentum=0.5))
    assert shown["lr 0.4, 2 (1 + momentum) / lr"] == 7.5 and len(shown) == 10
    assert shown["lr 0.1, steps that went up"] == 0


def test_a_run_that_diverges_ends_early_and_the_others_go_on(tiny, one_thread):
    wild, calm = (module._Training(rate, SMALL) for rate in (40.0, 0.1))
    for _ in range(60):
        wild.advance(5)
        calm.advance(5)
    assert wild.diverged and wild.run().diverged and len(wild.losses) < 300
    assert not calm.run().diverged and len(calm.losses) == 300
