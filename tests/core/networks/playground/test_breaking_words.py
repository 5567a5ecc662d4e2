"""What is to be seen in the view "Break it", in words."""

from core.networks.playground.breakage import compare
from core.networks.playground.breakages import BREAKAGES
from core.networks.playground.breaking_words import breaking_rows, breaking_sentence


def words(name: str):
    mistake = BREAKAGES.pick(name)
    both = compare(mistake, 0)
    return breaking_sentence(mistake, both), breaking_rows(mistake, both)


def test_a_silent_mistake():
    sentence, rows = words("Softmax twice")
    assert sentence.startswith("**Softmax twice**: the training ends with a loss of **1.569**")
    assert rows[0]["Number"] == "Loss at the end" and rows[0]["With the mistake"] == "1.569"
    assert rows[-1] == {
        "Number": "Floor of the loss",
        "With the mistake": "1.461",
        "Without it": "1.461",
    }


def test_what_is_no_number_is_called_so():
    sentence, rows = words("Learning rate too large")
    assert "a loss of **NaN**. Without the mistake" in sentence
    assert rows[0]["With the mistake"] == "NaN"


def test_an_error():
    sentence, rows = words("A batch of one")
    assert sentence.endswith("With it, it stops.")
    assert {row["With the mistake"] for row in rows} == {"none"}
