"""Which cells made a number, against what is known of a few functions, and against autograd."""

import torch

from core.foundations.tensors.provenance import CHANGES, SMALL, depends_on, row_of

X = torch.arange(1.0, 7.0).reshape(2, 3)


def test_a_sum_is_made_of_its_row():
    depends = depends_on(lambda x: x.sum(dim=1), {"x": X}, "x", CHANGES, ())
    assert depends.tolist() == [[True] * 3 + [False] * 3, [False] * 3 + [True] * 3]


def test_a_smooth_function_depends_on_what_its_jacobian_says():
    function = lambda x: torch.softmax(x @ x.T, dim=0).cumsum(dim=1)  # noqa: E731
    x = torch.rand(2, 3, generator=torch.Generator().manual_seed(0)).double()
    jacobian = torch.autograd.functional.jacobian(function, x).reshape(4, 6)
    assert torch.equal(depends_on(function, {"x": x}, "x", CHANGES, ()), jacobian.abs() > 1e-12)


def test_thresholds_comparisons_and_places_are_seen():
    for function in (lambda x: x > 3, lambda x: x.floor(), lambda x: x.relu()):
        assert torch.equal(depends_on(function, {"x": X}, "x", CHANGES, ()), torch.eye(6).bool())
    assert bool(depends_on(lambda x: x.argmax(), {"x": X}, "x", CHANGES, ()).all())


def test_a_number_that_a_cell_is_set_to_shows_what_is_compared():
    far = lambda x: x > 5000  # noqa: E731
    assert not depends_on(far, {"x": X}, "x", CHANGES, ()).any()
    assert torch.equal(depends_on(far, {"x": X}, "x", CHANGES, [[5000.5]] * 6), torch.eye(6).bool())


def test_small_changes_follow_a_cell_that_is_moved():
    depends = depends_on(lambda x: x.flatten().sort(descending=True), {"x": X}, "x", SMALL, ())
    assert torch.equal(depends[:6], torch.eye(6).bool().flip(0))
    assert not depends[6:].any(), "the indices stay"


def test_a_change_that_makes_another_size_says_nothing():
    depends = depends_on(lambda x: x[x > 3], {"x": X}, "x", CHANGES, ())
    assert torch.equal(depends, torch.eye(6).bool()[3:])


def test_nothing_is_changed_for_good():
    before = X.clone()
    depends_on(lambda x: x * 2, {"x": X}, "x", CHANGES, ())
    assert torch.equal(X, before)


def test_numbers_of_several_tensors_stand_in_a_row():
    assert row_of((torch.zeros(2), torch.ones(1, 2).bool())).tolist() == [0, 0, 1, 1]
