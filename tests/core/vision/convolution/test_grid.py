"""A kernel as text, and what is no kernel."""

import pytest
import torch

from core.vision.convolution.grid import from_rows, read, six_digits, write


@pytest.mark.parametrize(
    "text", ["", "1_2~3", "x", "nan", "inf", "1001", "_", "~", "1~" * 7 + "1", "1_" * 8, "9" * 99]
)
def test_a_spoilt_grid_is_named(text):
    with pytest.raises(ValueError, match="grid="):
        read(text)


@pytest.mark.parametrize("rows", [[], [[]], [[1.0], [1.0, 2.0]], [[float("nan")]], [[1.0] * 8]])
def test_spoilt_rows_are_named(rows):
    with pytest.raises(ValueError, match="grid="):
        from_rows(rows)


def test_what_is_written_is_read_again():
    kernel = torch.tensor([[1.0, 2.5, -0.333333], [1e-3, 0.0, 1000.0]])
    assert write(kernel) == "1_2.5_-0.333333~0.001_0_1000"
    assert torch.equal(read(write(kernel)), kernel)
    assert read("1e-3").tolist() == [[pytest.approx(0.001)]]
    assert read("1_2") is read("1_2"), "a text is parsed once"


def test_six_digits_are_kept():
    values = torch.tensor([[1 / 3], [12345.678]])
    assert six_digits(values).tolist() == [[pytest.approx(0.333333)], [pytest.approx(12345.7)]]
    assert torch.equal(six_digits(values), from_rows([[0.333333], [999.0]])) is False
