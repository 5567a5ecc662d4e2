"""Memory, against NumPy's own strides and against arithmetic with offset and strides."""

import itertools

import numpy as np
import pytest
import torch

from core.foundations.tensors.memory import (
    MOST_STEPS,
    Chain,
    index_of,
    memory,
    path,
    prefixes,
    start,
)
from core.torch_message import TorchMessage

CHAINS = {
    "x.T": lambda x: x.T,
    "x[1]": lambda x: x[1],
    "x[:, ::2]": lambda x: x[:, ::2],
    "x[1:, 1:].T": lambda x: x[1:, 1:].T,
    "x[None].expand(2, 2, 3)": lambda x: np.broadcast_to(x[None], (2, 2, 3)),
    "x.reshape(3, 2)": lambda x: x.reshape(3, 2),
    "x.T.reshape(-1)": lambda x: x.T.reshape(-1),
    "x.flatten()[::2]": lambda x: x.ravel()[::2],
    "x.T.contiguous()": lambda x: np.ascontiguousarray(x.T),
    "x.clone()[1]": lambda x: x.copy()[1],
    "x.diagonal()": lambda x: x.diagonal(),
    "x.unsqueeze(1)": lambda x: x[:, None],
    "x.permute(1, 0)[1:]": lambda x: x.T[1:],
    "x[[1, 0]]": lambda x: x[[1, 0]],
}


@pytest.mark.parametrize("code", CHAINS)
def test_shape_strides_and_sharing_are_numpys(code):
    """Strides of dimensions of size 1 and of copies are free, so they are not compared."""
    step = memory(Chain(chain=code)).last
    x = np.arange(6).reshape(2, 3)
    expected = CHAINS[code](x)
    assert step.tensor.tolist() == expected.tolist()
    assert step.shares == np.shares_memory(x, expected)
    if step.shares:
        sizes = zip(step.tensor.shape, step.tensor.stride(), expected.strides, strict=True)
        assert all(mine * 8 == theirs for size, mine, theirs in sizes if size > 1)
        offset = expected.ctypes.data - x.ctypes.data
        assert step.tensor.storage_offset() * 8 == offset
    assert step.tensor.is_contiguous() == expected.flags.c_contiguous


@pytest.mark.parametrize("code", CHAINS)
def test_the_path_is_offset_plus_steps_times_strides_and_finds_the_values(code):
    result = memory(Chain(chain=code))
    for step in result.steps:
        tensor, cells = step.tensor, result.buffers[step.buffer].values
        by_hand = [
            tensor.storage_offset()
            + sum(i * s for i, s in zip(index, tensor.stride(), strict=True))
            for index in itertools.product(*map(range, tensor.shape))
        ]
        assert list(step.path) == by_hand
        assert [cells[cell] for cell in step.path] == tensor.flatten().tolist()


def test_a_chain_shows_every_step_with_the_storage_it_has():
    result = memory(Chain(chain="x.T.reshape(-1)[::2]"))
    assert [step.code for step in result.steps] == [
        "x",
        "x.T",
        "x.T.reshape(-1)",
        "x.T.reshape(-1)[::2]",
    ]
    assert [step.buffer for step in result.steps] == [0, 0, 1, 1]
    assert [step.shares for step in result.steps] == [True, True, False, False]
    assert [buffer.values for buffer in result.buffers] == [(0, 1, 2, 3, 4, 5), (0, 3, 1, 4, 2, 5)]


@pytest.mark.parametrize(
    ("chain", "codes", "buffers"),
    [
        ("x.max(0).values", ["x", "x.max(0).values"], [0, 1]),
        ("x.unbind()[1]", ["x", "x.unbind()[1]"], [0, 0]),
        ("x.T.sort(0).indices.T", ["x", "x.T", "x.T.sort(0).indices", "x.T.sort(0).indices.T"], 0),
        ("x.T.split(1)[0][:1]", ["x", "x.T", "x.T.split(1)[0]", "x.T.split(1)[0][:1]"], [0] * 4),
    ],
)
def test_what_gives_several_tensors_is_one_operation_with_the_choice_of_one(chain, codes, buffers):
    result = memory(Chain(chain=chain))
    assert [step.code for step in result.steps] == codes
    expected = eval(chain, {"x": torch.arange(6).reshape(2, 3)})
    assert torch.equal(result.last.tensor, expected)
    assert result.last.tensor.stride() == expected.stride()
    assert not buffers or [step.buffer for step in result.steps] == buffers


@pytest.mark.parametrize("chain", ["x.max(0)", "x.unbind()", "x.T.split(1)"])
def test_several_tensors_are_none(chain):
    with pytest.raises(ValueError, match="must give one tensor"):
        memory(Chain(chain=chain))


def test_what_is_written_is_seen_in_all_that_share_it_and_in_no_copy():
    result = memory(Chain(chain="x.T.clone().T", write_at="0, 1"))
    first, turned, copy, back = result.steps
    assert not any(first.changed) and not any(turned.changed)
    assert copy.tensor.tolist() == [[0, 3], [99, 4], [2, 5]]
    assert back.tensor.tolist() == [[0, 99, 2], [3, 4, 5]]
    assert result.buffers[0].changed == (False,) * 6 and sum(result.buffers[1].changed) == 1
    shared = memory(Chain(chain="x.T", write_at="2, 0", written=-7))
    assert shared.steps[0].tensor.tolist() == [[0, 1, -7], [3, 4, 5]]
    assert shared.steps[0].changed == (False, False, True, False, False, False)
    assert shared.steps[1].changed == (False, False, False, False, True, False)


def test_one_cell_of_an_expanded_tensor_is_seen_in_every_row():
    result = memory(Chain(base="3", chain="x.expand(4, 3)", write_at="0, 1"))
    assert result.last.tensor[:, 1].tolist() == [99] * 4
    assert sum(result.last.changed) == 4 and sum(result.buffers[0].changed) == 1


def test_torch_says_why_a_view_fails_after_a_transposition():
    result = memory(Chain(chain="x.T.view(6)", write_at="0"))
    message = result.last.tensor
    assert isinstance(message, TorchMessage) and message.kind == "RuntimeError"
    assert "view size" in message.text and "stride" in message.text and message.cure
    assert [step.fits for step in result.steps] == [True, True, False]
    assert result.refused is None and not any(result.buffers[0].changed)
    assert memory(Chain(chain="x.view(6)")).last.shares


def test_an_index_out_of_bounds_is_torchs_message():
    refused = memory(Chain(write_at="5, 0")).refused
    assert refused.kind == "IndexError" and "out of bounds" in refused.text and refused.cure


def test_a_method_may_ask_x_itself_and_not_the_step_before():
    result = memory(Chain(chain="x[:, :2].T.reshape(x.shape[0], 2)"))
    assert result.last.tensor.tolist() == [[0, 3], [1, 4]]


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("x", ("x",)),
        ("x.T", ("x", "x.T")),
        ("x[0].clone()", ("x", "x[0]", "x[0].clone()")),
        ("torch.cat([x, x])", ("x", "torch.cat([x, x])")),
        ("x + 1", ("x", "x + 1")),
        ("torch.flatten(x).T", ("x", "torch.flatten(x).T")),
    ],
)
def test_a_chain_is_cut_at_its_operations(code, expected):
    assert prefixes(code) == expected


def test_what_is_no_chain_is_told_in_a_line():
    for text, words in {
        "x.": "expression=",
        "x.T" * 3 + ".T" * 5: "expression=|chain=",
        "x" + ".T" * (MOST_STEPS + 1): "at most 5 steps",
        "__import__('os')": "expression=",
        "y.T": "expression=",
    }.items():
        with pytest.raises(ValueError, match=words):
            Chain(chain=text)
    for text in ("x.shape", "x.sort()", "x.repeat(40, 1)"):
        with pytest.raises(ValueError):
            memory(Chain(chain=text))
    with pytest.raises(ValueError, match="36 can be drawn"):
        Chain(base="9, 9")


@pytest.mark.parametrize(
    ("typed", "index"), [("0, 1", (0, 1)), ("-1", (-1,)), ("", ()), (" 2 ,0, ", (2, 0))]
)
def test_an_index_is_read_as_people_write_it(typed, index):
    assert index_of(typed) == index


@pytest.mark.parametrize("typed", ["x", "0:1", "1.5", "0;1", "9" * 9])
def test_what_is_no_index_is_told_in_a_line(typed):
    with pytest.raises(ValueError, match="index=.* must be whole numbers"):
        index_of(typed)


def test_the_path_of_a_scalar_is_one_cell():
    assert path(start((2, 3))[1, 2]) == (5,)


@pytest.mark.parametrize(
    "chain, words", [("x.view(torch.uint8)", "size of a number"), ("torch.zeros(999)[3:5]", "120")]
)
def test_what_cannot_be_drawn_in_the_cells_of_x_is_refused(chain, words):
    with pytest.raises(ValueError, match=words):
        memory(Chain(chain=chain))
