"""What the presets of the view "Types" say, in numbers."""

import math

import numpy as np
import torch

from core.foundations.tensors.dtypes import Sum, limits, neighbours, outcome, promotions
from tests.core.claims import Claims, yes

CLAIMS = Claims()


def result_of(state):
    return outcome(state.part(Sum))


@CLAIMS.of("A byte wraps around")
def _(state):
    known = limits("uint8")
    assert (known.low, known.high) == (0, 255)
    assert outcome(state.part(Sum).replace(first="255", second="1")).value == 0


@CLAIMS.answer("A byte wraps around")
def _(state):
    return str(result_of(state).value)


@CLAIMS.of("Half precision ends at 65,504")
def _(state):
    assert limits("float16").high == 65504 and math.isinf(result_of(state).value)


@CLAIMS.answer("Half precision ends at 65,504")
def _(state):
    value = result_of(state).value
    return "Infinity" if math.isinf(value) else f"{value:.0f}"


@CLAIMS.of("Where counting stops")
def _(state):
    assert limits("float32").whole_to == 2**24
    assert -math.log2(torch.finfo(torch.float32).eps) + 1 == 24
    assert neighbours(2.0**24, torch.float32, 1)[-1] - 2**24 == 2


@CLAIMS.answer("Where counting stops")
def _(state):
    return f"{result_of(state).value:,.0f}"


@CLAIMS.of("0.1 is not exact")
def _(state):
    result = result_of(state)
    assert result.value != 0.3 and result.left.item().as_integer_ratio() != (1, 10)
    assert torch.allclose(result.result, torch.tensor([0.3], dtype=torch.float64))


@CLAIMS.answer("0.1 is not exact")
def _(state):
    return yes(result_of(state).is_exact)


@CLAIMS.of("Which type wins")
def _(state):
    assert math.isinf(result_of(state).value) and limits("float16").high < 70_000
    assert np.promote_types("int64", "float16") == np.float64
    assert "float16" in promotions()[5]


@CLAIMS.answer("Which type wins")
def _(state):
    return result_of(state).dtype
