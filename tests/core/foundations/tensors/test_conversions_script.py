"""The code of the view "NumPy and devices"; tests/test_scripts.py runs that of all presets."""

import pytest

from core.foundations.tensors.conversions import (
    ARRAYS,
    CONVERSIONS,
    DEVICES,
    SPEED,
    TENSOR,
    Converting,
    headline,
)
from core.foundations.tensors.conversions_script import conversions_script
from core.foundations.tensors.devices import COPY, READ, Moving, Race
from tests.printed import numbers


def printed(state: Converting, moving: Moving, race: Race, capsys) -> str:
    script = conversions_script(state, moving, race)
    exec(compile(script.text, "script", "exec"), {"__name__": "__main__"})
    return capsys.readouterr().out


@pytest.mark.parametrize("name", CONVERSIONS)
def test_the_script_prints_the_numbers_of_the_screen(name, capsys):
    for dtype in ARRAYS:
        state = Converting(conversion=name, array_dtype=dtype, write_into=TENSOR)
        output = printed(state, Moving(), Race(), capsys)
        assert numbers(output) == headline(state, Moving())


@pytest.mark.parametrize("action", ["x + y", COPY, READ])
def test_devices_too(action, capsys):
    state = Converting(about=DEVICES)
    for device in ("cpu", "meta"):
        moving = Moving(device_x="cpu", device_y=device, action=action)
        output = printed(state, moving, Race(), capsys)
        assert numbers(output) == headline(state, moving)


def test_the_times_of_a_script_are_its_own(capsys):
    output = printed(Converting(about=SPEED), Moving(), Race(largest=128), capsys)
    assert output.count("cpu torch.float32 128") == 1 and " ms" in output
    assert headline(Converting(about=SPEED), Moving()) == {}
