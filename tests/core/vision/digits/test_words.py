"""What is said of what is drawn."""

from dataclasses import replace

from core.vision.digits.state import PRESETS, read
from core.vision.digits.words import readings_words

READING = read(PRESETS[0].state)


def test_what_is_said_of_strangers_and_of_several_digits():
    stranger = replace(READING, looks_like_a_digit=False)
    assert readings_words((READING,)) == ""
    assert readings_words((stranger,)).startswith("**This does not look like a digit.**")
    assert readings_words((READING, READING)).startswith("**2 digits stand apart")
    words = readings_words((READING, stranger, stranger))
    assert words.endswith("Not like a digit: number 2, 3 from the left.")
