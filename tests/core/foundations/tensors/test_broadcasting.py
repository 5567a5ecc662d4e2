"""Broadcasting, against NumPy and against indices counted by hand."""

import itertools
import re

import numpy as np
import pytest
import torch

from core.foundations.tensors.broadcasting import (
    COMBINATIONS,
    Shapes,
    broadcast,
    columns,
    counting,
    stretch,
)
from core.foundations.tensors.shapes import LARGEST_SIZE
from core.torch_message import TorchMessage

FEW = [
    (),
    (1,),
    (2,),
    (3,),
    (1, 1),
    (2, 1),
    (1, 3),
    (2, 3),
    (3, 2),
    (2, 1, 1),
    (1, 2, 3),
    (2, 3, 1),
]
PAIRS = list(itertools.product(FEW, FEW))
TRIPLES = list(itertools.product(FEW[::2], FEW[1::3], FEW))


def text(shape: tuple[int, ...]) -> str:
    return ", ".join(map(str, shape)) or "()"


def set_to(*shapes, combination="Add") -> Shapes:
    texts = dict(zip(("shape_a", "shape_b", "shape_c"), map(text, shapes), strict=False))
    return Shapes(combination=combination, **texts)


def by_numpy(*shapes):
    try:
        return np.broadcast_shapes(*shapes)
    except ValueError:
        return None


@pytest.mark.parametrize("count", [2, 3])
def test_the_columns_are_what_numpy_says(count):
    for shapes in {2: PAIRS, 3: TRIPLES}[count]:
        aligned, expected = columns(shapes), by_numpy(*shapes)
        sizes = tuple(column.size for column in aligned)
        assert (None in sizes) == (expected is None), shapes
        assert expected is None or sizes == expected, shapes
        assert len(aligned) == max(map(len, shapes))


@pytest.mark.parametrize("name", COMBINATIONS)
def test_the_result_is_numpys_and_each_element_comes_from_its_sources(name):
    function = {
        "Add": np.add,
        "Subtract": np.subtract,
        "Multiply": np.multiply,
        "Compare": np.equal,
        "MSE loss": lambda a, b: (a - b) ** 2,
    }[name]
    for shapes in PAIRS:
        result = broadcast(set_to(*shapes, combination=name))
        assert result.fits == (by_numpy(*shapes) is not None)
        if not result.fits:
            continue
        first, second = (tensor.numpy() for tensor in result.tensors)
        expected = function(first, second)
        assert np.array_equal(result.result.numpy(), expected)
        for index in np.ndindex(*expected.shape):
            flat = [int(each.sources[index]) for each in result.stretched]
            parts = [tensor.ravel()[at] for tensor, at in zip((first, second), flat, strict=True)]
            assert function(*parts) == expected[index]
        if name == "MSE loss":
            assert float(result.loss) == pytest.approx(expected.mean())


def test_three_tensors_are_combined_in_turn():
    for shapes in TRIPLES:
        result = broadcast(set_to(*shapes))
        assert result.fits == (by_numpy(*shapes) is not None)
        if result.fits:
            arrays = [tensor.numpy() for tensor in result.tensors]
            assert np.array_equal(result.result.numpy(), arrays[0] + arrays[1] + arrays[2])
            assert [array.max() % 10 in (0, array.size - 1) for array in arrays] == [True] * 3


@pytest.mark.parametrize("shapes", [pair for pair in PAIRS if by_numpy(*pair) is None], ids=str)
def test_the_last_column_that_clashes_is_the_one_that_torch_names(shapes):
    result = broadcast(set_to(*shapes))
    assert isinstance(result.result, TorchMessage) and result.result.kind == "RuntimeError"
    assert result.result.cure and result.stretched == () and result.loss is None
    assert int(re.search(r"dimension (\d+)", result.result.text)[1]) == result.clashes[-1]


def test_what_is_stretched_and_what_is_invented():
    first, second = columns([(3, 1), (4,)])
    assert first.sizes == (3, None) and first.size == 3
    assert first.stretched == (False, True) and first.invented == (False, True)
    assert second.sizes == (1, 4) and second.stretched == (True, False)
    (clash,) = columns([(3,), (4,)])
    assert clash.size is None and clash.stretched == (False, False)
    (ones,) = columns([(1,), (1,)])
    assert ones.size == 1 and ones.stretched == (False, False)
    (empty,) = columns(((0,), (1,)))
    assert empty.size == 0 and empty.stretched == (False, True)


def test_a_stretched_tensor_is_a_view_with_stride_0():
    tensor = counting((3, 1))
    stretched = stretch(tensor, (2, 3, 4))
    assert stretched.values.data_ptr() == tensor.data_ptr()
    assert stretched.values.stride() == (0, 1, 0)
    assert int(stretched.own.sum()) == tensor.numel()
    assert stretched.values[stretched.own].tolist() == tensor.flatten().tolist()
    for index in np.ndindex(2, 3, 4):
        assert stretched.sources[index] == index[1]
        assert bool(stretched.own[index]) == (index[0] == 0 and index[2] == 0)


def test_equal_values_cost_2_5_in_place_of_0():
    result = broadcast(set_to((4, 1), (4,), combination="MSE loss"))
    assert torch.equal(result.tensors[0].flatten(), result.tensors[1])
    assert float(result.loss) == 2.5 and result.result.shape == (4, 4)
    (warning,) = result.warnings
    assert warning.kind == "UserWarning" and "broadcasting" in warning.text and warning.cure
    right = broadcast(set_to((4,), (4,), combination="MSE loss"))
    assert float(right.loss) == 0 and right.warnings == ()


def test_the_third_shape_may_be_empty_and_counts_only_where_there_is_room_for_it():
    assert Shapes(shape_c="").shapes == ((3, 1), (3,))
    assert Shapes(shape_c="2, 1, 1").shapes == ((3, 1), (3,), (2, 1, 1))
    assert Shapes(shape_c="2, 1, 1", combination="MSE loss").shapes == ((3, 1), (3,))
    with pytest.raises(ValueError, match="shape="):
        Shapes(shape_b="")


def test_a_result_that_cannot_be_drawn_is_told_in_a_line():
    largest = ", ".join([str(LARGEST_SIZE)] * 4)
    with pytest.raises(ValueError, match="result=6,561 elements must be at most"):
        broadcast(Shapes(shape_a=largest, shape_b="1"))
