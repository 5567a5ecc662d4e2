"""Every source makes what its own call in PyTorch makes."""

import random

import numpy as np
import pytest
import torch

from core.foundations.tensors.making import Making, code_of, made
from core.foundations.tensors.sources import SOURCES, numbers_of, uneven
from core.torch_message import TorchMessage, caught
from tests.sampling import sample_pick


def by_code(code):
    """What Python makes of the code that we have written."""
    names = {"torch": torch, "np": np}
    exec(code, names)
    return names["x"]


@pytest.mark.parametrize("name", SOURCES)
def test_a_source_makes_what_its_call_makes(name):
    source, compared = random.Random(0), 0
    for _ in range(12):
        making = Making(
            source=sample_pick(SOURCES, name, source),
            shape=source.choice(("()", "3", "2, 3", "2, 2, 3, 2")),
            dtype=source.choice(("Automatic", "float32", "float64", "int64", "uint8", "bool")),
            device=source.choice(("cpu", "cpu", "meta")),
        )
        tensor, code = made(making), code_of(making)
        if isinstance(tensor, TorchMessage):
            with pytest.raises(Exception) as caught:
                by_code(code)
            assert type(caught.value).__name__ == tensor.kind
            continue
        compared += 1
        expected = by_code(code)
        assert (tensor.shape, tensor.dtype, tensor.device) == (
            expected.shape,
            expected.dtype,
            expected.device,
        )
        assert tensor.is_meta or torch.equal(tensor, expected)
    assert compared > 2


def test_numpy_shares_its_memory_and_its_type():
    numbers = np.array([0.5, 1.5])
    tensor = torch.from_numpy(numbers)
    numbers[0] = 9
    assert tensor[0] == 9 and tensor.dtype == torch.float64


@pytest.mark.parametrize(
    "text", ["x", "", "torch.zeros(3)", "'a'", "[1, [", "[[[[[1]]]]]", "None", "[1] * 9", "[...]"]
)
def test_what_is_no_list_of_numbers_is_one_line(text):
    with pytest.raises(ValueError, match="^values=") as caught:
        numbers_of(text)
    assert len(str(caught.value).splitlines()) == 1


def test_a_list_of_numbers_is_read():
    assert numbers_of("[[1, -2.5], [True, 1e3]]") == [[1, -2.5], [True, 1000.0]]
    assert numbers_of("7") == 7


@pytest.mark.parametrize(
    ("lists", "parts"),
    [
        ([[1, 2, 3], [4, 5]], ([4, 5], [1, 2, 3])),
        ([[1], 2], (2, [1])),
        ([1, [2]], ([2], 1)),
        ([[[1], [2]], [[3], [4, 5]]], ([4, 5], [1])),
        ([[1, 2], [3, 4]], None),
        ([[], []], None),
        (7, None),
    ],
)
def test_the_part_of_lists_that_is_not_as_the_first(lists, parts):
    assert uneven(lists) == parts
    assert (parts is None) == isinstance(caught(torch.tensor, lists), torch.Tensor)
