"""Terms are the fractions of their factors."""

import torch

from core.catalogue.terms import Factor, Step, Term


def test_a_term_is_a_fraction():
    two, six = (
        Factor("a", "a number", torch.tensor(pair).double()) for pair in ([2.0, 3.0], [8.0, 6.0])
    )
    assert torch.equal(Term("all", (two, two), (six,)).value, torch.tensor([0.5, 1.5]).double())
    assert torch.equal(Term("nothing", ()).value, torch.ones(2).double())


def test_a_number_is_the_same_for_both_coordinates():
    assert Factor.of("a", "a number", 0.5).value.tolist() == [0.5, 0.5]


def test_a_state_that_is_not_there_yet_is_zero():
    zero = torch.zeros(2)
    step = Step({"lr": 0.1}, 1, zero, zero, {"sum": torch.ones(1, 2)}, {})
    assert step["lr"] == 0.1
    assert step.old("sum").tolist() == [1, 1] and step.old("mean").tolist() == [0, 0]
