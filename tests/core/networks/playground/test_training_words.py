"""What is said of the view "Train" is true of the code."""

from core.networks.playground.message import MOMENTS
from core.networks.playground.training_words import HONESTY, honesty_rows
from core.playground.frames import MAP, SMALL


def test_the_numbers_of_the_honesty_box():
    told = dict(HONESTY)
    assert f"{MAP} × {MAP}" in told["Map"] and f"{SMALL} × {SMALL}" in told["Map"]
    assert f"{MOMENTS} moments" in told["Curves"]
    assert [row["Part"] for row in honesty_rows()] == [*told]
