"""The parts of a step: the moving average, and what the test pictures say. Checkpoints are tested
in test_checkpoint.py.
"""

import pytest
import torch
from torch.nn import functional as F

from core.data.datasets import DATASETS, load
from core.models.zoo import create
from core.training.config import recipe
from core.training.steps import averaged, loss_function, measure


def test_average_is_the_weighted_sum_of_all_weights():
    model = torch.nn.Linear(1, 1, bias=False)
    values = [
        float(number) for number in torch.rand(30, generator=torch.Generator().manual_seed(0))
    ]
    model.weight.data.fill_(values[0])
    average, expected = averaged(model, 0.9), values[0]
    for step, value in enumerate(values[1:], 1):
        model.weight.data.fill_(value)
        average.update_parameters(model)
        keep = min(0.9, (1 + step) / (10 + step))
        expected = keep * expected + (1 - keep) * value
    assert average.module.weight.item() == pytest.approx(expected, rel=1e-5)


def test_test_loss_and_accuracy_are_those_of_all_pictures_at_once(small):
    data, model = load("MNIST"), create("LeNet", torch.Generator().manual_seed(0)).eval()
    config = recipe("LeNet", label_smoothing=0.1)
    loss, accuracy = measure(model, data, DATASETS["MNIST"], loss_function(config), 33)
    with torch.no_grad():
        scores = model.double()((data.test_images.double() / 255 - 0.1307) / 0.3081)
    expected = F.cross_entropy(scores, data.test_labels, label_smoothing=0.1)
    assert loss == pytest.approx(expected.item(), rel=1e-5)
    assert accuracy == (scores.argmax(1) == data.test_labels).double().mean().item()
