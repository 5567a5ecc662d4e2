"""Ten thousand texts that want something else than an expression: they are refused or computed
within bounds, and run nothing.
"""

import builtins
import random
import sys
from contextlib import contextmanager

import pytest
import torch

from core.expressions import Budget, Evaluation, parse
from core.expressions.work import ALL, MOST, tensors
from tests.core.expressions.hostile import EVIL, VALID, hostile

HOSTILE = 10_000
NAMES = ("x", "v")
TORCHS_OWN = (RuntimeError, IndexError, TypeError, ValueError, NotImplementedError, OverflowError)
HARMLESS = {"compile", "object.__getattr__", "sys._getframe", "import"}
"""What the interpreter reports: that text is made a tree, and torch's own late imports."""


def inputs():
    return {"x": torch.arange(12.0).reshape(3, 4), "v": torch.tensor([2, 0, 1])}


@contextmanager
def listening():
    """What the interpreter reports meanwhile: files, processes, code compiled or run."""
    heard, on = set(), [True]
    sys.addaudithook(lambda event, arguments: heard.add(event) if on else None)
    try:
        yield heard
    finally:
        on.clear()


def answer(text):
    """What a text is, and what it took; None where it is refused."""
    budget, values = Budget(), inputs()
    try:
        expression = parse.__wrapped__(text, NAMES)
        result = Evaluation(values, budget).value(expression.node)
    except TORCHS_OWN as error:
        if type(error) is ValueError and str(error).startswith("expression="):
            assert len(str(error).splitlines()) == 1 and len(str(error)) < 400, repr(text)
            str(error).encode()  # it can be sent to a browser
        return None, budget, values
    return result, budget, values


@pytest.mark.filterwarnings("ignore")
def test_hostile_texts_are_refused_or_computed_within_bounds():
    source, computed = random.Random(0), 0
    for text in VALID:
        assert answer(text)[0] is not None
    known, untouched = vars(builtins).copy(), inputs()
    seed, threads, kind = torch.initial_seed(), torch.get_num_threads(), torch.get_default_dtype()
    with listening() as heard:
        for text in [*EVIL, *(hostile(source) for _ in range(HOSTILE))]:
            result, budget, values = answer(text)
            computed += result is not None
            assert budget.spent <= ALL + MOST, text
            assert all(tensor.numel() <= MOST for tensor in tensors(result)), text
            assert all(torch.equal(values[name], untouched[name]) for name in NAMES), text
    assert heard <= HARMLESS
    assert vars(builtins) == known
    assert seed == torch.initial_seed() and threads == torch.get_num_threads()
    assert kind == torch.get_default_dtype()
    assert 500 < computed < HOSTILE / 2


@pytest.mark.parametrize("text", EVIL)
@pytest.mark.filterwarnings("ignore")
def test_an_evil_text_is_refused_or_small(text):
    result, _, _ = answer(text)
    assert all(tensor.numel() <= 200 for tensor in tensors(result))
