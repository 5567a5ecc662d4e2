"""The features of a tuned network are what its head gets."""

import pytest
import torch

from core.jobs.progress import last
from core.training import store
from core.vision.transfer.after import features_after
from core.vision.transfer.pictures import network_input, pictures_of
from core.vision.transfer.tuning import Tuning
from tests.core.vision.transfer.small import DATASET, NETWORK


def test_the_head_on_them_gives_the_scores_of_the_network(small):
    tuning = Tuning(network=NETWORK, dataset=DATASET, stages=1, epochs=1, lr=0.02, per_class=4)
    list(store.train_once(tuning, "cpu"))
    name = store.fetch(tuning).name
    model, images = store.load(name).network, pictures_of(DATASET).test
    features = last(features_after(name))
    assert features.shape == (12, 8)
    with torch.no_grad():
        scores = model(network_input(small, images))
        torch.testing.assert_close(model.answer(features), scores)
    with pytest.raises(ValueError, match="network='LeNet' did not come out of transfer learning"):
        last(features_after("LeNet"))
