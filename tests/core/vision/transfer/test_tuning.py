"""The settings of a training, and what it begins with."""

import pytest
import torch

from core.training import store
from core.vision.transfer.tuning import MOST_STAGES, Tuning, begin, groups
from tests.core.vision.transfer.small import DATASET, NETWORK


@pytest.fixture
def tuning(small) -> Tuning:
    """Of the small network."""
    return Tuning(network=NETWORK, dataset=DATASET)


def test_what_a_fit_does_not_ask_for_is_at_its_default(tuning):
    fit = tuning.replace(epochs=9, batch_size=8, lr=0.01, decay=0.5)
    assert fit == tuning and fit.is_fit and fit.epochs == 1
    for change in ({"stages": 1}, {"weights": "random"}, {"frozen_norms": "train"}):
        other = tuning.replace(epochs=9, lr=0.01, **change)
        assert not other.is_fit and (other.epochs, other.lr) == (9, 0.01)


def test_its_name_says_what_learns(tuning):
    names = [
        tuning.replace(stages=stages, weights=weights).what
        for weights in ("trained", "random")
        for stages in (0, 1, 2, MOST_STAGES)
    ]
    assert names == [
        "head only",
        "head and 1 of 2 stages",
        "all of it",
        "all of it",
        "head only, random weights",
        "head and 1 of 2 stages, random weights",
        "from scratch",
        "from scratch",
    ]
    assert tuning.model == "Small on Colours, head only"
    longest = Tuning(stages=5, weights="random", epochs=50, seed=99).model
    own = longest.replace("Clip art", "Own pictures a00f3d78")
    assert len(f"{own} (50 epochs, seed 99, ab12)") <= store.LONGEST_NAME
    assert store.check_name(f"{own} (50 epochs, seed 99, ab12)")


def test_from_scratch_it_begins_with_other_weights(small, tuning):
    scratch = begin(tuning.replace(weights="random", seed=5), 3)
    assert torch.equal(scratch.first.weight, small.untrained(5).first.weight)
    assert not any(value.requires_grad for value in scratch.second.parameters())
    assert all(value.requires_grad for value in scratch.answer.parameters())
    with pytest.raises(ValueError, match="stages=10 must be a whole number from 0 to 9"):
        Tuning(stages=10)


def test_rates_fall_towards_the_front(tuning):
    tuning = tuning.replace(stages=2, lr=0.01, decay=0.5)
    rates = groups(tuning, begin(tuning, 3))
    assert [group["lr"] for group in rates] == [0.01, 0.005, 0.0025]
    assert [len(group["params"]) for group in rates] == [2, 3, 3]
