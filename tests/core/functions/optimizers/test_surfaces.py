"""Every surface against its definition: minima that are minima, and facts that are true."""

import inspect
import math

import pytest
import torch

from core.functions.optimizers import geometry
from core.functions.optimizers.geometry import domain, hessian, minima, start, terrain
from core.functions.optimizers.surfaces import SURFACES
from core.registry import Range
from tests.core.functions.optimizers.points import PICKS, SAMPLES, mesh, name_of, value_and_gradient

WITHOUT_MINIMUM = {"Saddle"}


@pytest.mark.parametrize("pick", PICKS + SAMPLES, ids=name_of)
def test_the_minima_are_minima(pick):
    lowest = minima(pick)
    if pick.name in WITHOUT_MINIMUM:
        assert lowest.shape == (0, 2) and math.isnan(geometry.value(pick))
        return
    assert len(lowest) >= 1
    values, gradient = value_and_gradient(pick, lowest)
    assert torch.allclose(values, torch.full_like(values, geometry.value(pick)), atol=1e-9)
    assert (gradient.norm(dim=-1) < 1e-5).all()
    assert (torch.linalg.eigvalsh(hessian(pick, lowest)) >= 0).all()
    points = mesh(pick, 400)
    assert float(pick.build(points[..., 0], points[..., 1]).min()) >= geometry.value(pick) - 1e-9


@pytest.mark.parametrize("pick", PICKS + SAMPLES, ids=name_of)
def test_start_and_minima_lie_inside_the_domain(pick):
    for point in [torch.tensor(start(pick)), *minima(pick)]:
        for coordinate, (low, high) in zip(point.tolist(), domain(pick), strict=True):
            assert low < coordinate < high


@pytest.mark.parametrize("name", SURFACES)
def test_every_entry_says_what_it_is(name):
    choice = SURFACES[name]
    assert choice.note.endswith(".") and choice.build.__doc__
    assert geometry.scale(SURFACES.pick(name)) in ("log", "linear")
    assert list(inspect.signature(choice.build).parameters) == ["x", "y", *choice.parameters]


def test_an_entry_need_say_no_more_than_its_function(monkeypatch):
    bare = geometry.Surface(
        lambda x, y, height: height * x * y, {"height": Range(1.0, 2.0, 1.5, 0.5)}
    )
    monkeypatch.setitem(SURFACES, "Bare", bare)
    pick = SURFACES.pick("Bare")
    (x0, x1), (y0, y1) = domain(pick)
    x, y = start(pick)
    assert x0 < x < x1 and y0 < y < y1
    assert terrain(pick).minima.shape == (0, 2) and math.isnan(geometry.value(pick))
