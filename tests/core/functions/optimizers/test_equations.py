"""Every optimizer is written as an equation or named with the reason; its terms are the factors'
fractions.
"""

import torch

from core.catalogue.optimizers import OPTIMIZERS
from core.functions.optimizers.equations import EQUATIONS, UNWRITTEN, Factor, Term


def test_every_optimizer_has_its_equation_or_a_reason():
    assert set(EQUATIONS) | set(UNWRITTEN) == {
        choice.build.__name__ for choice in OPTIMIZERS.values()
    }
    assert not set(EQUATIONS) & set(UNWRITTEN)


def test_a_term_is_a_fraction():
    two, six = (
        Factor("a", "a number", torch.tensor(pair).double()) for pair in ([2.0, 3.0], [8.0, 6.0])
    )
    assert torch.equal(Term("all", (two, two), (six,)).value, torch.tensor([0.5, 1.5]).double())
    assert torch.equal(Term("nothing", ()).value, torch.ones(2).double())
