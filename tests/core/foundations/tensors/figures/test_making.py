"""The picture of one tensor."""

import torch

from core.foundations.tensors.figures.making import tensor_picture


def test_a_tensor_is_shown_with_its_shape():
    (panel,) = tensor_picture(torch.tensor([[1.0, -2.0]])).as_data()["panels"]
    assert panel["title"] == "x: shape (1, 2)"
    assert panel["texts"] == ["1", "−2"] and panel["shares"] == [0.5, -1.0]
    assert panel["scale"] == ["−2", "2"]
