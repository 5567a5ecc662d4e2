"""The code of broadcasting; tests/test_scripts.py runs that of all presets."""

import pytest
import torch

from core.foundations.tensors.broadcasting import COMBINATIONS, Shapes, broadcast
from core.foundations.tensors.broadcasting_script import broadcasting_script, code_of, tensor_code


@pytest.mark.parametrize("shape", [(), (3,), (1, 2), (2, 3, 4)])
def test_a_tensor_that_counts_up_in_plain_pytorch(shape):
    tensor = eval(tensor_code(shape, 10), {"torch": torch})
    assert tensor.shape == shape and tensor.flatten().tolist() == [
        10.0 * index for index in range(tensor.numel())
    ]


@pytest.mark.parametrize("name", COMBINATIONS)
def test_the_code_gives_what_is_shown(name):
    shapes = Shapes(shape_a="2, 1", shape_b="3", shape_c="2, 1, 1", combination=name)
    result, choice = broadcast(shapes), COMBINATIONS[name]
    names = dict(zip("abc", result.tensors, strict=False)) | {"F": torch.nn.functional}
    expected = result.result if result.loss is None else result.loss
    assert torch.equal(eval(code_of(shapes), names), expected)
    assert len(result.tensors) == choice.takes


def test_what_does_not_fit_prints_the_message(capsys):
    script = broadcasting_script(Shapes(shape_a="3", shape_b="4"))
    exec(compile(script.text, "script", "exec"), {})
    assert "RuntimeError: The size of tensor a (3)" in capsys.readouterr().out
