"""What is said of a neuron has its numbers."""

from core.foundations.neuron.neuron import Neuron, activity
from core.foundations.neuron.words import (
    sum_rows,
    sum_sentence,
    sum_without_output,
    written_sum,
)

NEGATIVE = Neuron(w1=-1.5, w2=-0.5, b=0.25, x1=-2.0, x2=1.0)


def test_a_sum_is_written_with_its_signs():
    assert written_sum(Neuron()) == "1 · 1 + 2 · 0.5 − 1"
    assert written_sum(NEGATIVE) == "−1.5 · (−2) − 0.5 · 1 + 0.25"


def test_the_sentence_says_sum_and_output():
    assert sum_sentence(Neuron(), activity(Neuron())) == (
        "w1·x1 + w2·x2 + b = 1 · 1 + 2 · 0.5 − 1 = **1**. Sigmoid turns that into **0.7311**."
    )
    empty = Neuron(x1=0.0, x2=0.0)
    assert "Both inputs are 0, but the bias still gives an output" in sum_sentence(
        empty, activity(empty)
    )
    assert sum_without_output(Neuron(), activity(Neuron())).endswith("= **1**.")


def test_the_table_adds_up():
    rows = sum_rows(NEGATIVE, activity(NEGATIVE))
    assert [row["Value"] for row in rows] == ["3", "−0.5", "0.25", "2.75", "0.9399"]
    assert [row["Computed"] for row in rows][:2] == ["−1.5 · (−2)", "−0.5 · 1"]
    assert rows[3]["Computed"] == "3 − 0.5 + 0.25"
    assert rows[4] == {
        "Part": "Output: Sigmoid of the sum",
        "Computed": "1 / (1 + exp(−2.75))",
        "Value": "0.9399",
    }


def test_what_is_to_be_guessed_is_not_told():
    rows = sum_rows(NEGATIVE, activity(NEGATIVE), hides_sum=True, hides_output=True)
    assert [row["Value"] for row in rows] == ["?", "?", "0.25", "?", "?"]
    assert [row["Computed"] for row in rows][3:] == ["?", "?"]
    rows = sum_rows(NEGATIVE, activity(NEGATIVE), hides_output=True)
    assert [row["Value"] for row in rows][3:] == ["2.75", "?"]
