"""The probe: every cell that is seen has a gradient and no other, whatever the layers are."""

import threading

import pytest
import torch
from torch import nn
from torch.nn import functional as F

from core.training import store
from core.vision.convolution.probe import Open, run_open, sensitivity
from core.vision.convolution.steps import Step, layer, seen, sides
from tests.core.vision.convolution.stacks import stacks, write


@pytest.mark.parametrize("steps", stacks(25), ids=write)
def test_every_cell_that_is_seen_has_a_gradient_and_no_other(steps):
    side = 30
    try:
        around = sides(steps, side)
    except ValueError:
        around = sides(steps, side := 60)
    cells = seen(steps, around)
    for depth in range(len(steps)):
        rest = nn.Sequential(*map(layer, steps[depth:]))
        _, picture, maps = run_open(rest, 1, around[depth])
        for unit in {0, around[-1] // 2, around[-1] - 1}:
            fed = torch.zeros(around[depth], dtype=torch.bool)
            fed[list(cells[depth][unit])] = True
            if fed.any():
                assert torch.equal(
                    sensitivity(picture, maps[-1][0, 0, unit, unit]) > 0, fed[:, None] & fed
                )


def test_another_thread_runs_as_usual():
    network, x, results = store.load("LeNet"), torch.ones(1, 1, 28, 28), []
    with torch.inference_mode():
        expected = network(x)

    def run():
        with torch.inference_mode():
            results.append(torch.equal(network(x), expected))

    with Open():
        thread = threading.Thread(target=run)
        thread.start()
        thread.join()
    assert results == [True]


class Modern(nn.Module):
    """GELU, layer norms, a hand-written norm and gate, a depthwise and a pointwise layer."""

    def __init__(self):
        super().__init__()
        self.stem = nn.Conv2d(1, 6, 3, padding="same")
        self.norm = nn.LayerNorm(6)
        self.whole = nn.LayerNorm([6, 20, 20])
        self.scale = nn.Parameter(torch.full((6, 1, 1), 0.1))
        self.depthwise = nn.Conv2d(6, 6, 3, stride=2, padding=1, groups=6)
        self.gate = nn.Conv2d(6, 6, 1)
        self.pointwise = nn.Linear(6, 6)
        self.output = nn.Linear(6, 3)

    def forward(self, x):
        x = F.gelu(self.stem(x))
        x = self.norm(x.permute(0, 2, 3, 1)).permute(0, 3, 1, 2)
        x = self.whole(x) * self.scale
        x = self.depthwise(x * torch.sigmoid(x))
        x = F.dropout(x / x.square().mean(1, keepdim=True).sqrt(), training=False)
        x = x * torch.sigmoid(self.gate(F.adaptive_avg_pool2d(x, 1)))
        x = self.pointwise(x.permute(0, 2, 3, 1)).permute(0, 3, 1, 2)
        return self.output(x.mean((2, 3)))


@pytest.mark.parametrize("side", [20, 31])
def test_activations_and_norms_of_any_kind_are_left_out(side):
    steps, picture, maps = run_open(Modern().double(), 1, side)
    assert steps == (Step("conv", 3, padding=1), Step("conv", 3, 2, padding=1))
    seen_by_one = sensitivity(picture, maps[-1][0, 0, 4, 4]) > 0
    assert seen_by_one.sum() == 25 and seen_by_one[6:11, 6:11].all()


class Residual(nn.Module):
    def forward(self, x):
        return x + F.conv2d(x, torch.ones(1, 1, 3, 3, dtype=x.dtype), padding=1)


def test_what_is_no_stack_is_named():
    with pytest.raises(ValueError, match="add joins two branches"):
        run_open(Residual(), 1, 8)
    with pytest.raises(ValueError, match="interpolate is none of the layers"):
        run_open(nn.Upsample(scale_factor=2), 1, 8)
    with pytest.raises(ValueError, match="differs along its axes"):
        run_open(nn.Conv2d(1, 1, (3, 1)).double(), 1, 8)
