"""Python's parser, called by several threads."""

import ast
import gc
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from core.parsing import parse_python

TEXT = "x = 1\n" * 300
THREADS, TIMES = 4, 60


@pytest.fixture
def python_code_while_parsing():
    """While a tree is built garbage is collected, and that calls Python code: another thread may
    go on just there.
    """

    def let_others_go_on(phase, info):
        time.sleep(0)

    gc.callbacks.append(let_others_go_on)
    yield
    gc.callbacks.remove(let_others_go_on)


@pytest.mark.usefixtures("python_code_while_parsing")
def test_threads_may_parse_at_once():
    with ThreadPoolExecutor(THREADS) as pool:
        trees = list(pool.map(parse_python, [TEXT] * (THREADS * TIMES)))
    assert {ast.unparse(tree) for tree in trees} == {TEXT.strip()}


def test_an_expression_and_a_mistake_are_as_those_of_ast():
    assert ast.dump(parse_python("a + 1", mode="eval")) == ast.dump(ast.parse("a + 1", mode="eval"))
    with pytest.raises(SyntaxError, match="invalid syntax"):
        parse_python("a +")
