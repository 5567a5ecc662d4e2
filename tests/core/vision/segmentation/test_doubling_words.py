"""What is said of ways to double."""

from core.vision.segmentation.doubling import DRAWN, Doubling
from core.vision.segmentation.doubling_words import rows, sentence


def test_the_sentence_tells_who_is_even():
    assert sentence(Doubling()) == (
        "**Up-conv 2 × 2, Up-conv 4 × 4 and Resize + conv: the same everywhere.** "
        "Up-conv 3 × 3: 1 to 4."
    )
    assert sentence(Doubling(weights=DRAWN)).startswith("**Resize + conv: the same everywhere.**")


def test_the_rows():
    (row,) = (row for row in rows(Doubling()) if row["Upsampling"] == "Up-conv 3 × 3")
    assert row["Values"] == "1 to 4" and row["Different values"] == "3"
