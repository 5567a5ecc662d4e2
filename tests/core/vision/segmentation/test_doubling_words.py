"""What is said of ways to double."""

import torch

from core.vision.segmentation.checkerboard import Pattern
from core.vision.segmentation.doubling import DRAWN, TRAINED, Doubling
from core.vision.segmentation.doubling_words import network_rows, rows, sentence
from core.vision.segmentation.patterns import pattern
from core.vision.segmentation.segmenters import SHIPPED


def test_the_sentence_tells_who_is_even():
    assert sentence(Doubling()) == (
        "**Up-conv 2 × 2, Up-conv 4 × 4 and Resize + conv: the same everywhere.** "
        "Up-conv 3 × 3: 1 to 4."
    )
    assert sentence(Doubling(weights=DRAWN)).startswith("**Resize + conv: the same everywhere.**")


def test_the_rows():
    (row,) = (row for row in rows(Doubling()) if row["Upsampling"] == "Up-conv 3 × 3")
    assert row["Values"] == "1 to 4" and row["Different values"] == "3"


def test_each_level_of_a_network_is_told():
    setting = Doubling(doubled=TRAINED, doubling_to="2")
    strength = pattern(SHIPPED, 2).strength
    assert f"patterns of {100 * float(strength.mean()):.0f}\N{NO-BREAK SPACE}%" in sentence(setting)
    assert sentence(setting).endswith("The network doubles by Up-conv 2 × 2.")
    levels = network_rows(setting)
    assert [row["To level"] for row in levels] == ["1", "2", "3"] and levels[1]["Maps"] == "16"


def test_an_even_network_is_told(monkeypatch):
    even = Pattern(torch.ones(2, 8, 8), torch.zeros(2))
    monkeypatch.setattr("core.vision.segmentation.doubling_words.pattern", lambda *_: even)
    assert sentence(Doubling(doubled=TRAINED)).startswith("**Even: no map of level 1 has a pattern")
