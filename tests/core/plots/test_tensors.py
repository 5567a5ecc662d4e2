"""Tensors as the component takes them."""

import json

import pytest
import torch

from core.plots.tensors import HIDDEN, TensorPanel, TensorPicture, cell_text, index_of


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (1.0, "1"),
        (-0.33333, "−0.333"),
        (16777217, "16,777,217"),
        (-3, "−3"),
        (True, "True"),
        (float("nan"), "nan"),
        (float("-inf"), "−∞"),
    ],
)
def test_a_number_is_written_for_people(value, text):
    assert cell_text(value) == text


def test_a_panel_is_json_with_a_text_and_a_colour_for_each_cell():
    tensor = torch.tensor([[0.0, float("inf"), -4.0], [2.0, float("nan"), 1.0]])
    data = json.loads(json.dumps(TensorPanel("x", "A grid", tensor, scale=True).as_data()))
    assert data["shape"] == [2, 3]
    assert data["shares"] == [0.0, 1.0, -1.0, 0.5, None, 0.25]
    assert data["scale"] == ["−4", "4"]


@pytest.mark.parametrize(
    "panel",
    [
        TensorPanel("x", "X", torch.zeros(2, 2, device="meta"), scale=True),
        TensorPanel("x", "X", torch.ones(2, 2), hidden=True, scale=True),
    ],
)
def test_what_is_hidden_or_not_there_has_no_number_and_no_colour(panel):
    data = panel.as_data()
    assert data["texts"] == [HIDDEN] * 4 and data["shares"] == [None] * 4 and data["scale"] == []


@pytest.mark.parametrize("shape", [(), (0,), (3,), (2, 3), (2, 1, 2), (2, 2, 1, 2)])
@pytest.mark.parametrize("dtype", [torch.float16, torch.int64, torch.bool, torch.complex64])
def test_every_shape_and_type_has_its_cells(shape, dtype):
    data = TensorPanel("x", "X", torch.ones(shape).to(dtype)).as_data()
    assert len(data["texts"]) == len(data["shares"]) == torch.Size(shape).numel()
    json.dumps(data, allow_nan=False)


def test_the_last_tensor_leads_where_none_is_named():
    panels = (TensorPanel("x", "X", torch.ones(2)), TensorPanel("y", "Y", torch.ones(2)))
    assert TensorPicture(panels).as_data()["leaders"] == ["y"]
    assert TensorPicture(panels, leaders=("x",)).leading == panels[:1]
    assert TensorPicture(panels, links={"x": ((0, 1), ())}).as_data()["links"] == {
        "x": [[0, 1], []]
    }


def test_a_position_is_an_index():
    x = torch.arange(24).reshape(2, 3, 4)
    assert all(int(x[index_of(position, x.shape)]) == position for position in range(24))
    assert index_of(0, ()) == ()
