"""An animation shows, at each of its steps, how far each path has come, and stays small."""

import base64
import math

import plotly.graph_objects as go
import pytest
import torch

from core.plots.animation import BUDGET, CORNERS, FRAMES, animate, coordinates, packed, thinned
from core.plots.theme import FastFigure


def spiral(steps: int, dimensions: int = 2) -> torch.Tensor:
    turn = torch.linspace(0, 20, steps + 1).double()
    return torch.stack((turn * turn.cos(), turn * turn.sin(), turn)[:dimensions], dim=-1)


def animated(ways) -> go.Figure:
    """As Plotly reads it, which checks every part."""
    kind = "scatter" if ways[0].shape[-1] == 2 else "scatter3d"
    figure = FastFigure(
        [
            {"type": kind, **coordinates(way)}
            for way in (*ways, torch.stack([way[-1] for way in ways]))
        ]
    )
    animate(figure, kind, ways, range(len(ways)), len(ways))
    return go.Figure(figure.to_dict())


def numbers(values) -> torch.Tensor:
    return torch.frombuffer(bytearray(base64.b64decode(values["bdata"])), dtype=torch.float32)


def shown(trace) -> torch.Tensor:
    names = "xyz" if trace.type == "scatter3d" else "xy"
    return torch.stack([numbers(trace[name]) for name in names], dim=-1)


@pytest.mark.parametrize("dimensions", [2, 3])
def test_a_frame_shows_each_path_up_to_its_step(dimensions):
    ways = [spiral(300, dimensions), -spiral(120, dimensions)]
    figure = animated(ways)
    names = [int(frame.name) for frame in figure.frames]
    assert names[0] == 0 and names[-1] == 300 and names == sorted(set(names)) and len(names) > 20
    for frame in figure.frames:
        step, (*lines, heads) = int(frame.name), frame.data
        assert frame.traces == (0, 1, 2)
        here = torch.stack([way[min(step, len(way) - 1)] for way in ways]).float()
        assert torch.equal(shown(heads), here)
        for line, way, head in zip(lines, ways, here, strict=True):
            drawn = shown(line)
            assert torch.equal(drawn[-1], head) and torch.equal(drawn[0], way[0].float())
            past = {tuple(point) for point in way[: step + 1].float().tolist()}
            assert {tuple(point) for point in drawn.tolist()} <= past


@pytest.mark.parametrize(("paths", "steps"), [(1, 50), (1, 2000), (5, 500), (13, 500)])
def test_an_animation_stays_small(paths, steps):
    ways = [spiral(steps) * (1 + index) for index in range(paths)]
    figure, still = animated(ways), go.Figure()
    assert 2 <= len(figure.frames) <= FRAMES
    assert len(figure.to_json()) - len(still.to_json()) < BUDGET + 40_000 + 8000 * paths
    still.frames = figure.frames
    assert len(still.to_json()) < 1.1 * BUDGET + 8000


def test_the_slider_leads_to_frames_that_are_there():
    figure = animated([spiral(90)])
    (slider,) = figure.layout.sliders
    assert [step.args[0][0] for step in slider.steps] == [frame.name for frame in figure.frames]
    assert slider.active == len(figure.frames) - 1 and not slider.currentvalue.visible


def test_numbers_are_packed_row_by_row():
    way = spiral(3)
    read = torch.frombuffer(bytearray(base64.b64decode(packed(way))), dtype=torch.float32)
    assert torch.equal(read.view(4, 2), way.float())
    assert torch.equal(read[::2], numbers({"bdata": packed(way[:, 0])}))


def test_a_path_is_thinned_to_what_can_be_seen():
    still = torch.cat((spiral(40), spiral(40)[-1:].expand(5000, 2)))
    assert len(thinned(still, CORNERS)) <= 42 and thinned(still, CORNERS)[-1] == len(still) - 1
    assert len(thinned(spiral(5000), CORNERS)) <= CORNERS
    zigzag = torch.stack((torch.arange(100.0), torch.arange(100) % 2 * 50.0), dim=-1)
    assert thinned(zigzag, CORNERS).tolist() == list(range(100))
    points = thinned(spiral(5000), CORNERS)
    assert points[0] == 0 and points[-1] == 5000 and (points.diff() > 0).all()


def test_what_is_no_number_is_a_gap():
    way = spiral(20)
    way[7] = math.inf
    way[15:] = math.nan
    figure = animated([way])
    assert not shown(figure.frames[-1].data[1]).isfinite().any()
    assert {7, 15} <= set(thinned(way, CORNERS).tolist())
    assert "Infinity" not in figure.to_json()
    everywhere = animated([torch.full((5, 2), math.nan)])
    assert len(everywhere.frames) >= 2


def test_a_path_of_one_point_stands_still():
    figure = animated([spiral(0)])
    assert [frame.name for frame in figure.frames] == ["0"]
