"""A training that is being chosen: any settings, and only those that fit make a training."""

import pytest

from core.networks.training.draft import Draft
from core.training.config import recipe


def test_settings_need_not_fit_before_they_are_a_training():
    draft = Draft(model="SimpleCNN", dataset="MNIST")
    with pytest.raises(ValueError, match="dataset='MNIST' does not fit model='SimpleCNN'"):
        _ = draft.config
    with pytest.raises(ValueError, match="epochs=0"):
        Draft(epochs=0)


def test_settings_that_fit_are_the_training():
    config = recipe("LeNet")
    assert Draft(**vars(config)).config == config
