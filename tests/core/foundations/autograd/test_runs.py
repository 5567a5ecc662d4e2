"""Runs of a reader's program."""

import pytest

from core.foundations.autograd import examples
from core.foundations.autograd.runs import MOST_NODES, run


def test_a_run_has_result_gradients_and_nodes():
    result = run(examples.PROGRAM, (2.0, 0.5, 1.0))
    assert result.output == "loss" and float(result.tensors["loss"]) == 1.0
    assert {name: float(grad) for name, grad in result.grads.items()} == {"w": 1, "x": 4, "b": 2}
    assert result.reached == len(result.graph.nodes) == 7 and result.message is None
    assert result.lines == (0, 1)


@pytest.mark.parametrize(
    "text, kind, words, line",
    [
        ("y = torch.stack([x, x])", "RuntimeError", ("implicitly", "scalar"), -1),
        ("with torch.no_grad():\n    y = x * 2", "RuntimeError", ("does not require grad",), -1),
        ("y = x.detach() * 2", "RuntimeError", ("does not require grad",), -1),
        (examples.OVERWRITTEN, "RuntimeError", ("inplace", "version"), -1),
        ("x += 1", "RuntimeError", ("leaf Variable", "in-place"), 0),
        ("y = torch.ones(3) + torch.ones(4) * x", "RuntimeError", ("size of tensor",), 0),
        (
            "with torch.inference_mode():\n    y = x * 2\nz = y * x",
            "RuntimeError",
            ("inference",),
            2,
        ),
    ],
)
def test_what_torch_refuses_is_its_own_message(text, kind, words, line):
    result = run(text, (2.0, 0.5, 1.0))
    assert result.message.kind == kind and result.line == line
    assert all(word.lower() in result.message.text.lower() for word in words)


def test_cuts_stand_between_the_nodes():
    result = run(examples.DETACHED, (2.0,))
    (cut,) = result.cuts
    power = next(index for index, node in enumerate(result.graph.nodes) if node.name == "y")
    assert cut.call == "detach" and cut.nodes == (power,) and cut.feeds == (0,)
    assert power >= result.reached == 2


def test_a_readers_mistake_is_one_line():
    with pytest.raises(ValueError, match="torch.sin"):
        run("y = sin(x)", (1.0,))
    with pytest.raises(ValueError, match=f"{MOST_NODES} are drawn"):
        run("y = x\nfor i in range(20):\n    y = torch.sin(y * x) + x", (1.0,))
    with pytest.raises(ValueError, match="sets no tensor"):
        run("n = 3", ())
