"""The code of the view "Types"; tests/test_scripts.py runs that of all presets."""

import pytest

from core.foundations.tensors.dtypes import DTYPES, Sum, headline
from core.foundations.tensors.dtypes_script import dtypes_script
from tests.printed import numbers


@pytest.mark.parametrize("dtype", DTYPES)
def test_the_script_prints_the_numbers_of_the_screen(dtype, capsys):
    for other in ("Python number", dtype):
        state = Sum(first="2**3", first_dtype=dtype, second="0.5", second_dtype=other)
        exec(compile(dtypes_script(state).text, "script", "exec"), {"__name__": "__main__"})
        assert numbers(capsys.readouterr().out) == headline(state)


def test_what_torch_refuses_is_printed(capsys):
    state = Sum(first="300")
    exec(compile(dtypes_script(state).text, "script", "exec"), {"__name__": "__main__"})
    assert "RuntimeError: value cannot be converted" in capsys.readouterr().out
    assert headline(state) == {}
