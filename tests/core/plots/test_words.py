"""Words as they stand on the screen."""

from core.plots.words import capitalised


def test_only_the_first_letter_changes():
    assert capitalised("nothing of RMSprop") == "Nothing of RMSprop"
    assert capitalised("1 − momentum") == "1 − momentum"
    assert capitalised("") == ""
