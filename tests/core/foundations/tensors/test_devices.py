"""Devices: `meta` is the second of every machine, and no test asks how fast a product is."""

import math

import pytest
import torch

from core.foundations.tensors import devices as module
from core.foundations.tensors.devices import (
    ADD,
    COPY,
    CPU,
    META,
    READ,
    Moving,
    Race,
    Timing,
    Timings,
    devices,
    moved,
    seconds_of,
    timings,
)
from core.torch_message import TorchMessage


def test_every_machine_has_two_devices():
    assert devices()[0] == CPU and devices()[-1] == META
    for name in devices():
        assert torch.empty(1, device=name).device.type == name


def test_two_devices_do_not_add_and_one_does():
    result = moved(Moving(device_x=CPU, device_y=META, action=ADD))
    assert isinstance(result.result, TorchMessage) and not result.fits
    assert "device" in result.result.text and "meta" in result.result.text and result.result.cure
    both = moved(Moving(device_x=META, device_y=META, action=ADD))
    assert both.fits and both.device == META and not both.same
    assert moved(Moving(device_x=CPU, device_y=CPU, action=ADD)).result.tolist() == [2, 2, 2]


def test_a_tensor_that_is_there_already_stays_the_same():
    here = moved(Moving(device_x=CPU, device_y=CPU, action=COPY))
    assert here.same and here.device == CPU
    there = moved(Moving(device_x=CPU, device_y=META, action=COPY))
    assert not there.same and there.device == META and there.result.shape == (3,)


def test_numbers_come_from_the_cpu_and_not_from_meta():
    assert moved(Moving(device_x=CPU, action=READ)).result == [1.0, 1.0, 1.0]
    back = moved(Moving(device_x=META, device_y=CPU, action=COPY))
    read = moved(Moving(device_x=META, action=READ))
    for result in (back, read):
        assert result.result.kind == "NotImplementedError" and "no data" in result.result.text
        assert result.result.cure


def test_products_are_timed_in_order_and_larger_ones_only_while_that_is_quick(monkeypatch):
    seconds = {128: 0.001, 256: 0.01, 512: 0.1, 1024: 1.0}
    monkeypatch.setattr(module, "seconds_of", lambda device, dtype, size: seconds[size])
    *before, last = timings(Race(largest=1024))
    assert [each.done for each in before] == sorted(each.done for each in before)
    assert last.done == 1.0 and len(last.rows) == len(before)
    sizes = [row.size for row in last.rows if (row.device, row.dtype) == (CPU, "float32")]
    assert sizes == [128, 256, 512]
    assert all(row.size <= 256 for row in tuple(timings(Race(largest=256)))[-1].rows)


def test_a_ratio_is_to_the_cpu_with_its_usual_dtype_at_the_same_size():
    usual, twice = Timing(CPU, "float32", 128, 0.2), Timing("cuda", "float32", 128, 0.1)
    other, none = Timing("cuda", "float32", 256, 0.1), Timing("cuda", "int64", 128, math.nan)
    result = Timings((usual, twice, other, none), 1.0)
    assert result.ratio(twice) == 2.0 and result.ratio(usual) == 1.0
    assert result.ratio(other) is None and result.ratio(none) is None


def test_a_second_device_is_timed_too_and_waited_for(monkeypatch):
    waits = []
    monkeypatch.setattr(module, "devices", lambda: (CPU, META, META))
    monkeypatch.setattr(torch.accelerator, "synchronize", lambda: waits.append("waited"))
    *_, last = timings(Race(largest=128))
    assert {row.device for row in last.rows} == {CPU, META}
    assert all(row.seconds > 0 for row in last.rows)
    assert len(waits) == 2 * module.REPEATS * len(module.KINDS)


def test_a_device_that_refuses_a_type_has_no_time():
    assert math.isnan(seconds_of("xla", "float32", 16))  # no machine of the tests has it


@pytest.mark.parametrize("dtype", ["float32", "float64", "int64"])
def test_a_product_takes_some_time_and_an_unknown_one_none(dtype):
    assert seconds_of(CPU, dtype, 16, repeats=1) > 0
    assert math.isnan(seconds_of(CPU, "bool", 16, repeats=1))
