"""Words as they stand on the screen."""

from core.plots.words import capitalised, counted, plain


def test_only_the_first_letter_changes():
    assert capitalised("nothing of RMSprop") == "Nothing of RMSprop"
    assert capitalised("1 − momentum") == "1 − momentum"
    assert capitalised("") == ""


def test_names_of_a_reader_are_no_markdown():
    assert plain("a*b* [c](d) :red[e]") == r"a\*b\* \[c\]\(d\) \:red\[e\]"


def test_one_of_a_thing_is_not_several():
    assert [counted(count, "step") for count in (0, 1, 20)] == ["0 steps", "1 step", "20 steps"]
