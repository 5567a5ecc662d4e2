"""Each part of a nerve cell is matched with the numbers of the neuron."""

import re
from pathlib import Path

from core.foundations.neuron.likeness import likeness_rows
from core.foundations.neuron.neuron import Neuron

DRAWING = Path(__file__).parents[4] / "assets" / "components" / "nerve" / "nerve.html"


def test_the_parts_have_the_numbers_of_the_neuron():
    numbers, _, formula = zip(*likeness_rows(Neuron(w1=-0.5, b=0.25, x2=2.0)), strict=True)
    assert numbers == ("1", "2", "3", "4", "5")
    assert formula[0] == "Weight: w1 = −0.5, w2 = 2"
    assert formula[1] == "Input: x1 = 1, x2 = 2"
    assert formula[3] == "Bias: b = 0.25, so w1·x1 + w2·x2 must exceed −0.25"


def test_the_drawing_has_each_number_twice():
    """In the nerve cell and in the sketch of the formula."""
    texts = re.findall(r"<text[^>]*>(\d)</text>", DRAWING.read_text("utf-8"))
    assert sorted(texts) == [str(number) for number in range(1, 6) for _ in range(2)]
