"""What is said before a training has its numbers."""

from core.networks.training import before_words as words
from core.training.overfit import Overfit
from core.training.rates import RangeTest


def test_the_rules_are_told_with_the_rate_that_is_set():
    result = RangeTest(steepest=0.1, tenth=0.04, valley=0.007, curvature=8.0)
    assert words.rates_sentence(result, 0.01) == (
        "The rules pick Steepest fall **0.1**, Minimum / 10 **0.04** and Valley **0.007**. Set: "
        "0.01. Above 0.25 plain SGD diverges on the first batch."
    )
    assert [*words.marks_of(result)] == ["Steepest fall", "Minimum / 10", "Valley", "2 / λmax"]
    assert "no rule picks a rate" in words.rates_sentence(RangeTest(), 0.1)


def test_a_batch_is_learned_or_there_is_a_reason():
    learned = Overfit(32, (2.0, 0.0009), (0.1, 1.0), reached=True)
    assert words.overfit_sentence(learned).startswith("**Yes.** After 2 steps the loss of 32 pic")
    assert words.overfit_sentence(Overfit(32, (2.0,))) == "So far: 1 step."
    assert words.overfit_sentence(Overfit(8, (2.0,), reason="Too slow.")).startswith("**No.** Too")
