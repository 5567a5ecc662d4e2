"""A mistake as text: two versions that run, and the lines in which they differ."""

import ast

import pytest
import torch

from core.networks.playground.breakage import (
    Comparison,
    _known,
    accuracy,
    compare,
    comparing,
    difference,
    sample_call,
    squared_error,
    version,
)
from core.networks.playground.breakages import BREAKAGES

pytestmark = pytest.mark.usefixtures("one_thread")


@pytest.mark.parametrize("name", BREAKAGES)
def test_two_versions_that_differ_in_a_line(name):
    mistake = BREAKAGES.pick(name)
    right, broken = (ast.parse(version(mistake, "train", each)) for each in (False, True))
    for tree in (right, broken):
        assert tree.body[0].name == "train"
        names = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
        assert "broken" not in names
    lines = difference(mistake).splitlines()
    changed = {sign: [line for line in lines if line.startswith(sign)] for sign in "+-"}
    assert 1 <= max(map(len, changed.values())) <= 2
    assert not any(line.startswith(("---", "+++")) for line in lines)


def test_what_a_pick_says_stands_in_its_text():
    mistake = BREAKAGES.pick("Softmax twice", classes=4)
    assert "def broken(x: Tensor, y: Tensor, classes: int = 4):" in version(mistake, "broken", True)
    assert sample_call(mistake) == "blobs(300, 0, generator, spread=0.3, classes=4)"
    assert "-    loss = F.cross_entropy(model(x).softmax(dim=1), y)" in difference(mistake)


def test_measures():
    assert accuracy(torch.tensor([[1.0], [-2.0], [0.5]]), torch.tensor([1, 0, 0])) == pytest.approx(
        2 / 3
    )
    assert accuracy(torch.eye(3), torch.tensor([0, 1, 1])) == pytest.approx(2 / 3)
    assert squared_error(torch.tensor([[1.0], [3.0]]), torch.tensor([0.0, 1.0])) == 2.5


def test_the_same_seed_gives_the_same_runs():
    mistake = BREAKAGES.pick("Dropout left on")
    *told, end = comparing(mistake, 7)
    first: Comparison = end.value
    assert [step.share for step in told] == [0.0, 0.5] and len(list(comparing(mistake, 7))) == 1
    _known.cache_clear()
    again = compare(mistake, 7)
    assert torch.equal(first.broken.shades, again.broken.shades)
    assert torch.equal(first.right.losses, again.right.losses)
    assert not torch.equal(first.right.losses, compare(mistake, 8).right.losses)
