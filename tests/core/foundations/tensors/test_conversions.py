"""NumPy and torch: what shares memory, against NumPy's own word for it."""

import numpy as np
import pytest
import torch

from core.foundations.tensors.conversions import (
    ARRAY,
    ARRAYS,
    CONVERSIONS,
    TENSOR,
    Converting,
    converted,
    kinships,
    weighed,
)

SHARE = {"From NumPy (from_numpy)", "From NumPy (as_tensor)", "To NumPy (numpy)"}


@pytest.mark.parametrize("name", CONVERSIONS)
@pytest.mark.parametrize("dtype", ARRAYS)
def test_a_number_is_seen_in_both_where_memory_is_shared(name, dtype):
    if name == "Backwards (a[::-1])":
        return
    for target in (ARRAY, TENSOR):
        state = Converting(conversion=name, array_dtype=dtype, write_into=target)
        result = converted(state)
        written = result.array if target == ARRAY else result.tensor
        other = result.tensor if target == ARRAY else result.array
        assert written[0] == 99
        assert (written == other) == result.shares
        float32 = name.endswith("(float)") and dtype == "float32"
        assert result.shares == (name in SHARE or float32)


def test_dtypes_stay_and_a_list_has_none():
    for dtype in ARRAYS:
        result = converted(Converting(array_dtype=dtype))
        assert result.array_dtype == result.tensor_dtype == dtype
    assert converted(Converting(conversion="To float32 (float)")).tensor_dtype == "float32"
    assert converted(Converting(conversion="To a list (tolist)")).array_dtype == "list"


def test_what_goes_backwards_is_refused():
    result = converted(Converting(conversion="Backwards (a[::-1])"))
    assert result.message.kind == "ValueError" and "stride" in result.message.text
    assert result.message.cure and result.tensor is None and result.array == [0, 1, 2, 3]


def test_numpys_dtypes_have_kin_or_torchs_message():
    for row in kinships():
        try:
            expected = torch.from_numpy(np.zeros(1).astype(row.numpy)).dtype
        except TypeError as error:
            assert row.torch == "" and str(error) in row.message
        else:
            assert str(expected) == f"torch.{row.torch}" and row.message == ""
    assert {row.torch for row in kinships()} > {"float64", "int64", "bool", ""}


@pytest.mark.parametrize("dtype", ARRAYS)
def test_a_layer_takes_its_own_dtype_alone(dtype):
    result = weighed(Converting(array_dtype=dtype))
    if dtype == "float32":
        assert result.tolist() == [6, 6]
    else:
        assert result.kind == "RuntimeError" and "both the same dtype" in result.cure
    assert weighed(Converting(conversion="To NumPy (numpy)", array_dtype=dtype)) is None
    assert weighed(Converting(conversion="Backwards (a[::-1])", array_dtype=dtype)) is None
