"""The settings of the view "Break it", and its numbers."""

from core.networks.playground.breakages import BREAKAGES
from core.networks.playground.breaking import Breaking, breaking_headline, comparison


def test_numbers_of_both_trainings():
    state = Breaking(mistake=BREAKAGES.pick("One logit with cross-entropy"))
    numbers, both = breaking_headline(state), comparison(state)
    assert numbers["broken, loss"] == 0 and numbers["right, loss"] == float(both.right.losses[-1])
    assert numbers["right, accuracy in the test"] == both.right.test
    assert numbers["broken, largest gradient"] == 0


def test_where_torch_refuses_there_are_only_the_right_numbers():
    numbers = breaking_headline(Breaking(mistake=BREAKAGES.pick("A batch of one")))
    assert {name.partition(",")[0] for name in numbers} == {"right"}
