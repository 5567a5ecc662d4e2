"""Probabilities are those of the network's scores."""

import math

import pytest
import torch
from torch import nn

from core.data.handwriting.strokes import draw
from core.data.handwriting.styles import STYLES, write
from core.data.preparation import prepare
from core.vision.digits.reading import classify, probabilities


def drawing(name, seed=0, variation=1.0):
    return write(STYLES[name].template, 1, torch.Generator().manual_seed(seed), variation)[0]


def test_classify_gives_the_probabilities_of_the_networks_scores():
    torch_model = nn.Sequential(nn.Flatten(), nn.Linear(784, 10)).eval()
    picture = draw(drawing("5 like an s"))
    scores = torch_model(((prepare(picture) - 0.1307) / 0.3081)[None])[0].tolist()
    expected = [math.exp(score) / sum(map(math.exp, scores)) for score in scores]
    answer = classify(picture, torch_model)
    assert answer.shape == (10,) and answer.tolist() == pytest.approx(expected, rel=1e-5)
    assert torch.equal(answer, probabilities(prepare(picture), torch_model))
    assert torch.allclose(
        classify(picture, nn.Sequential(torch_model, nn.LogSoftmax(1)).eval()), answer, atol=1e-6
    )
