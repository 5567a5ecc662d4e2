"""The picture of a surface in space shows its numbers, with paths a little above it."""

import math

import pytest
import torch

from core.functions.optimizers.geometry import grid
from core.functions.optimizers.surfaces import SURFACES
from core.plots.surfaces import space, surface_figure
from tests.core.plots.surfaces.samples import HIMMELBLAU, heights_of, named, path, view


@pytest.mark.parametrize("name", SURFACES)
def test_the_surface_is_drawn_as_it_is(name):
    pick = SURFACES.pick(name)
    expected = heights_of(grid(pick, 81).z, pick, gentle=True)(grid(pick, 81).z)
    drawn = surface_figure(grid(pick, 81), view=view(pick)).data[0]
    assert torch.equal(torch.tensor(drawn.z), expected.float())
    assert drawn.z.min() >= 0
    assert drawn.z.max() == pytest.approx(1)  # no pole is seen where there is none
    finer = surface_figure(grid(pick, 201), view=view(pick)).data[0].z
    assert finer.shape == (space.MOST, space.MOST) and finer.dtype == "float32"


def test_in_space_a_path_lies_a_little_above_the_drawn_surface():
    way = path(SURFACES.pick("Rosenbrock"), stop=0.5)
    pick, whole = SURFACES.pick("Rosenbrock"), grid(SURFACES.pick("Rosenbrock"), 81)
    line = named(surface_figure(whole, [way], view=view(pick)), "way 0")
    heights = heights_of(whole.z, pick, gentle=True)
    inside = (way.points[:, 0] >= -2) & (way.points[:, 1] <= 3)
    z = torch.tensor([*line.z]).double()
    assert torch.equal(z.isfinite(), inside)
    columns, rows = ((way.points[:, 0] + 2) / 0.05)[inside], ((way.points[:, 1] + 1) / 0.05)[inside]
    drawn = heights(whole.z)
    left, low = columns.floor().long(), rows.floor().long()
    across, up = columns - left, rows - low
    above, beside = (low + 1).clamp(max=80), (left + 1).clamp(max=80)
    flat = (1 - up) * ((1 - across) * drawn[low, left] + across * drawn[low, beside]) + up * (
        (1 - across) * drawn[above, left] + across * drawn[above, beside]
    )
    expected = torch.maximum(flat, heights(way.values[inside])) + space.LIFT
    assert torch.allclose(z[inside], expected, atol=1e-5)


@pytest.mark.parametrize(("angle", "x", "y"), [(0, 0, -1), (90, 1, 0), (180, 0, 1), (-90, -1, 0)])
def test_the_eye_goes_around_by_the_angle(angle, x, y):
    eye = surface_figure(grid(HIMMELBLAU), angle=angle).layout.scene.camera.eye
    length = math.hypot(eye.x, eye.y)
    assert (eye.x / length, eye.y / length) == pytest.approx((x, y), abs=1e-9) and eye.z > 0


@pytest.mark.parametrize("name", ["Himmelblau", "Saddle"])
def test_a_logarithmic_scale_is_named(name):
    pick, log = SURFACES.pick(name), name == "Himmelblau"
    words = surface_figure(grid(pick), view=view(pick)).layout.annotations
    assert [note.text for note in words] == ["Height: f(x, y)" + (", log scale" if log else "")]
