"""What stands for torch's compiler in the server: optimizers and shapes are with it what they are
with the compiler, to the bit, and whoever asks for the compiler gets it.

In processes of their own, since torch imports its compiler once a process.
"""

import json
import os
import subprocess
import sys
from types import ModuleType
from typing import Any

import pytest

from pages.ui import compiler
from tests.server import ROOT

START = """
import json, sys
from concurrent.futures import ThreadPoolExecutor
from importlib import import_module
from pages.ui import compiler

told = {"stands in": compiler.leave_out_compiler()}
import torch, torchvision

def is_there():
    return any(name in sys.modules for name in ("torch._dynamo.eval_frame", "sympy.core"))
"""

TRAIN = """
from core.catalogue.optimizers import OPTIMIZERS

def steps(name):
    torch.manual_seed(0)
    layer, x = torch.nn.Linear(4, 4, bias=False), torch.randn(8, 4)
    optimizer = OPTIMIZERS[name].build(layer.parameters())

    def loss():
        optimizer.zero_grad()
        value = layer(x).square().sum()
        value.backward()
        if OPTIMIZERS[name].sparse_gradients:
            layer.weight.grad = layer.weight.grad.to_sparse()
        return value

    for _ in range(3):
        optimizer.step(loss)
        optimizer.load_state_dict(optimizer.state_dict())
    return layer.weight.tolist()

def shape_of(compute):
    try:
        result = compute()
        return [result.dtype.is_floating_point, *result.shape, *result.stride()]
    except (RuntimeError, ValueError) as error:
        return str(error)

def shapes():
    x, y = torch.empty(2, 3, 8, 8, device="meta"), torch.empty(3, 1, 8, device="meta")
    network = torchvision.models.squeezenet1_1().to("meta")
    value = torch.ones(3, requires_grad=True).exp()
    return [shape_of(compute) for compute in (
        lambda: x + y, lambda: x + y[:2], lambda: x @ y.mT, lambda: x @ y, lambda: x.mT.sum((0, 2)),
        lambda: torch.empty_like(x.mT), lambda: x.to(memory_format=torch.channels_last) * 2,
        lambda: torch.cat((x, x.flip(0)), 1), lambda: torch.cat((x, y)), lambda: x.view(6, -1),
        lambda: x.mT.view(6, -1), lambda: x.view(5, -1), lambda: x[:, :, 1:] > 0,
        lambda: x.unfold(2, 3, 2), lambda: x.permute(1, 0, 2), lambda: x.expand(4, 3, 8, 8),
        lambda: network(torch.empty(2, 3, 64, 64, device="meta")), lambda: network(x),
        lambda: torch.nn.LSTM(8, 4, device="meta")(x[0])[0],
        lambda: torch.nn.functional.interpolate(x, 5, mode="bilinear"),
        lambda: torch.nn.functional.cross_entropy(x[0, 0], torch.empty(8, device="meta").long()),
        lambda: torch.autograd.grad(value, value, torch.ones(3))[0],
        lambda: torch.autograd.grad(value, value, torch.ones(2))[0],
        lambda: torch.func.vmap(torch.dot)(torch.ones(2, 3), torch.ones(2, 3)),
    )]

def everything():
    return {"weights": {name: steps(name) for name in OPTIMIZERS}, "shapes": shapes()}
"""

COMPARE = """
told |= {"before": everything(), "is there": is_there()}
with ThreadPoolExecutor(3) as pool:  # sessions are threads
    told["limits"] = list(pool.map(lambda _: torch._dynamo.config.recompile_limit, range(3)))
told |= {"after": everything(), "is there then": is_there()}
told["parts"] = {
    name: [type(module).__name__, type(module.__spec__.loader).__name__]
    for name, module in sys.modules.items()
    if name.startswith(("torch._dynamo", "torch.fx", "sympy"))
}
"""
"""All optimizers, and many shapes, before and after the compiler was asked for."""

WAYS = {
    "compile": (
        'torch.compile(lambda x: x * len(x), backend="eager", dynamic=True)(torch.eye(2)).tolist()',
        [[2.0, 0.0], [0.0, 2.0]],
    ),
    "a part": ('import_module("torch._dynamo.backends.tvm").has_tvm()', False),
    "shapes": (
        "import_module('torch.fx.experimental.symbolic_shapes').ShapeEnv().replacements",
        {},
    ),
    "SymPy": (
        "(lambda basic: isinstance(import_module('sympy').Symbol('x'), basic))"
        "(import_module('sympy').Basic)",
        True,
    ),
    "torchvision": (
        'torchvision.ops.roi_align.__globals__["is_compile_supported"]("cpu")',
        True,
    ),
}
"""Who asks for the compiler, and what it gets."""


def run(code: str, **variables: str) -> dict[str, Any]:
    """What a process tells."""
    done = subprocess.run(
        [sys.executable, "-c", f"{START}{code}\nprint(json.dumps(told))"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=300,
        env=os.environ | variables,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout.splitlines()[-1])


def test_all_is_as_with_the_compiler_before_and_after_it_is_asked_for():
    usual = run(TRAIN + COMPARE, **{compiler.VARIABLE: "1"})
    assert not usual["stands in"] and usual["is there"]
    told = run(TRAIN + COMPARE)
    assert told["stands in"] and not told["is there"] and told["is there then"]
    assert told["before"] == told["after"] == usual["before"]
    assert told["limits"] == usual["limits"]
    assert told["parts"] == usual["parts"]  # no stand-in is left


@pytest.mark.parametrize("way", WAYS)
def test_who_asks_for_the_compiler_gets_it(way):
    code, answer = WAYS[way]
    told = run(f'told |= {{"is there": is_there(), "answer": {code}, "is there then": is_there()}}')
    assert told == {"stands in": True, "is there": False, "answer": answer, "is there then": True}


def test_a_compiler_that_is_there_stays(monkeypatch):
    there = ModuleType(compiler.COMPILER)
    monkeypatch.setitem(sys.modules, compiler.COMPILER, there)
    monkeypatch.delenv(compiler.VARIABLE, raising=False)
    finders = list(sys.meta_path)
    assert not compiler.leave_out_compiler()
    assert sys.modules[compiler.COMPILER] is there
    assert sys.meta_path == finders
