"""Which device is used, and what is said of it."""

import pytest
import torch

from core.training import device


def test_what_torch_has_is_taken(monkeypatch):
    monkeypatch.delenv(device.VARIABLE, raising=False)
    kind = (
        torch.accelerator.current_accelerator().type if torch.accelerator.is_available() else "cpu"
    )
    assert device.choose().type == kind
    assert kind in device.known()


def test_the_argument_comes_before_the_variable_and_that_before_the_rest(monkeypatch):
    monkeypatch.setattr(torch.accelerator, "is_available", lambda: True)
    monkeypatch.setattr(torch.accelerator, "current_accelerator", lambda: torch.device("meta"))
    monkeypatch.delenv(device.VARIABLE, raising=False)
    assert device.choose().type == "meta"
    monkeypatch.setenv(device.VARIABLE, "cpu")
    assert device.choose().type == "cpu"
    assert device.choose("meta").type == "meta"
    assert device.choose(torch.device("meta")).type == "meta"


@pytest.mark.parametrize("name", ["cuba", "cuda:99", "", "cpu:x"])
def test_a_device_that_is_not_there_is_one_line(name, monkeypatch):
    monkeypatch.setenv(device.VARIABLE, name)
    if not name:  # as if it were not set
        assert device.choose() == device.choose(None)
        return
    with pytest.raises(
        ValueError, match=f"device='{name}' cannot be used here .*; choose from cpu"
    ) as error:
        device.choose()
    assert "\n" not in str(error.value)


def test_words():
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    assert device.describe(torch.device("cpu")) == "CPU, 1 thread"
    torch.set_num_threads(2)
    assert device.describe(torch.device("cpu")) == "CPU, 2 threads"
    torch.set_num_threads(threads)


def test_full_precision_on_the_cpu():
    assert device.precision(torch.device("cpu")) is None
