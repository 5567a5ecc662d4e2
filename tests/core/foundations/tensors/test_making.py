"""What the view "Make" makes, and the numbers on its screen."""

import pytest
import torch

from core.foundations.tensors.making import (
    AUTOMATIC,
    DTYPES,
    Making,
    call_of,
    devices,
    headline,
    made,
)
from core.foundations.tensors.sources import SOURCES
from core.torch_message import TorchMessage


def test_the_headline_has_the_sizes_and_the_numbers():
    assert headline(Making()) == {
        "dimensions": 2,
        "numbers": 6,
        "bytes": 48,
        "size of dim 0": 2,
        "size of dim 1": 3,
        **{f"number {position}": position + 1 for position in range(6)},
    }


@pytest.mark.parametrize("dtype", DTYPES)
def test_a_type_is_taken(dtype):
    tensor = made(Making(source=SOURCES.pick("Ones"), dtype=dtype))
    assert tensor.dtype == DTYPES[dtype] and bool((tensor == 1).all())
    assert made(Making(dtype=AUTOMATIC)).dtype == torch.int64


def test_what_the_machine_has_is_a_device_too(monkeypatch):
    monkeypatch.setattr(torch.accelerator, "is_available", lambda: True)
    monkeypatch.setattr(torch.accelerator, "current_accelerator", lambda: torch.device("cuda"))
    assert devices() == ("cpu", "cuda", "meta")
    making = Making(device="cuda")
    assert making.query() == {"device": "CUDA"} and Making.from_query(making.query()) == making
    monkeypatch.setattr(torch.accelerator, "is_available", lambda: False)
    assert devices() == ("cpu", "meta") and Making.from_query({"device": "CUDA"}) == Making()


def test_on_meta_there_are_no_numbers():
    making = Making(source=SOURCES.pick("Normal random (randn)"), device="meta")
    assert made(making).is_meta
    assert not any(name.startswith("number ") for name in headline(making))
    assert {"cpu", "meta"} <= set(devices())


@pytest.mark.parametrize(
    ("making", "kind", "words"),
    [
        (
            Making(source=SOURCES.pick("Uniform random (rand)"), dtype="int64"),
            ("NotImplementedError", "RuntimeError"),
            ("not implemented", "Long"),
        ),
        (
            Making(source=SOURCES.pick("Steps (arange)", step=-1.0)),
            ("RuntimeError",),
            ("bound", "step"),
        ),
        (
            Making(source=SOURCES.pick("A list", values="[[1], 2]")),
            ("ValueError", "TypeError"),
            ("sequence", ""),
        ),
    ],
)
def test_torchs_own_message_is_what_comes_out(making, kind, words):
    message = made(making)
    assert isinstance(message, TorchMessage) and message.kind in kind
    assert all(word in message.text for word in words)
    assert headline(making) == {}


def test_more_than_can_be_drawn_is_one_line():
    with pytest.raises(ValueError, match="shape='9, 9, 9' has 729 numbers"):
        made(Making(source=SOURCES.pick("Zeros"), shape="9, 9, 9"))


def test_a_call_reads_as_one_writes_it():
    assert call_of(Making()) == "torch.tensor([[1, 2, 3], [4, 5, 6]])"
    assert (
        call_of(Making(source=SOURCES.pick("Zeros"), shape="()", dtype="int64", device="meta"))
        == 'torch.zeros((), dtype=torch.int64, device="meta")'
    )
    assert call_of(Making(source=SOURCES.pick("NumPy", values="[1,2]"), dtype="float32")) == (
        "torch.from_numpy(np.array([1, 2])).to(dtype=torch.float32)"
    )
