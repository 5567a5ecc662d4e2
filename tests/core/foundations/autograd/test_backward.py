"""The backward pass, step by step, against autograd itself and against finite differences."""

import random

import pytest
import torch

from core.expressions.programs import parse_program
from core.foundations.autograd.backward import MOST, backward_steps, is_elementwise, jacobians
from core.foundations.autograd.graph import walk
from core.foundations.autograd.presets import PRESETS
from core.foundations.autograd.runs import run_program
from tests.core.foundations.autograd.programs import (
    differences,
    in_double,
    leaves,
    random_program,
)

VALUES = {"x": 0.7, "w": -1.2, "b": 0.4}


def check(run):
    """Every step follows from the one before it: sums, products, and the leaves at the end."""
    assert [step.node for step in run.steps][:1] == [0]
    assert sorted(step.node for step in run.steps) == list(range(run.reached))
    done = set()
    for step in run.steps:
        assert all(part.source in done or part.source < 0 for part in step.parts)
        done.add(step.node)
        for output, incoming in enumerate(step.incoming):
            parts = [part.gradient for part in step.parts if part.output == output]
            assert (incoming is None) == (not parts)
            if parts:
                torch.testing.assert_close(sum(parts), incoming)
        for outgoing, local in zip(step.outgoing, step.local, strict=bool(step.outgoing)):
            if local is not None:
                product = step.incoming[0].flatten() @ local
                torch.testing.assert_close(product.reshape(outgoing.shape), outgoing)
        node = run.graph.nodes[step.node]
        if node.is_leaf:
            torch.testing.assert_close(step.incoming[0], run.grads[node.name])


def test_random_programs_have_autograds_gradients_and_those_of_finite_differences():
    source = random.Random(3)
    for _ in range(40):
        text = random_program(source)
        program = parse_program(text)
        inputs = {name: VALUES[name] for name in program.inputs}
        run = run_program(program, leaves(inputs))
        check(run)
        again = leaves(inputs)
        exec(text, {"torch": torch}, again)
        expected = torch.autograd.grad(
            again["loss"], [again[name] for name in inputs], allow_unused=True
        )
        rough = differences(text, inputs, "loss")
        for name, gradient in zip(inputs, expected, strict=True):
            if gradient is None:
                assert run.grads[name] is None
                continue
            torch.testing.assert_close(run.grads[name], gradient)
            assert float(gradient) == pytest.approx(rough[name], rel=1e-6, abs=1e-8)


@pytest.mark.parametrize(
    "state",
    [pytest.param(each.state, id=each.name) for each in PRESETS if each.state.view == "Graph"],
)
def test_presets_have_the_gradients_of_finite_differences(state):
    program = parse_program(in_double(state.program))
    inputs = dict(zip(program.inputs, state.values, strict=False))
    run = run_program(program, leaves(inputs))
    if run.message is not None:
        assert run.steps == ()
        return
    check(run)
    if run.cuts:
        return  # what is cut off still moves the result: a difference sees it
    rough = differences(state.program, inputs, run.output)
    for name, grad in run.grads.items():
        assert float(grad) == pytest.approx(rough[name], rel=1e-6, abs=1e-8)


@pytest.mark.parametrize(
    "text",
    [
        "y = 2 * torch.stack([x, w, b])\ny[0] = 5\nloss = (y ** 2).sum()",
        "y = 2 * torch.stack([x, w, b])\ny[1:] *= x\nloss = (y ** 2).sum()",
        "y = torch.stack([x, w, b])\ny[0] = w * x\nloss = (y ** 2).sum()",
    ],
)
def test_parts_that_are_set_have_the_gradients_of_finite_differences(text):
    inputs = {name: VALUES[name] for name in ("x", "w", "b")}
    run = run_program(parse_program(text), leaves(inputs))
    check(run)
    rough = differences(text, inputs, "loss")
    for name, grad in run.grads.items():
        assert float(grad) == pytest.approx(rough[name], rel=1e-6, abs=1e-8)


def test_a_vector_to_begin_with():
    x = torch.tensor([1.0, 2.0, 3.0], requires_grad=True)
    y = x**2
    v = torch.tensor([1.0, 10.0, 0.0])
    steps = backward_steps(y, walk([y.grad_fn]), v)
    assert torch.equal(steps[0].incoming[0], v) and x.grad.tolist() == [2.0, 40.0, 0.0]
    assert is_elementwise(steps[0].local[0])


def test_no_hook_is_left():
    x = torch.tensor(1.0, requires_grad=True)
    y = x.exp()
    steps = backward_steps(y, walk([y.grad_fn]))
    y.backward()
    assert len(steps) == 2 and float(steps[0].incoming[0]) == 1.0


def test_a_large_output_has_no_jacobian():
    x = torch.ones(MOST + 1, requires_grad=True)
    y = x.exp()
    assert jacobians(y.grad_fn, (torch.ones(MOST + 1),)) == (None,)
    assert not is_elementwise(torch.ones(2, 2)) and not is_elementwise(torch.ones(1, 2))


def test_what_torch_refuses_goes_its_way():
    x = torch.ones(2, requires_grad=True)
    y = x.exp()
    with pytest.raises(RuntimeError, match="scalar outputs"):
        backward_steps(y, walk([y.grad_fn]))
