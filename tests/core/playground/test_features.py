"""Features of points, and how a script computes them."""

import torch

from core.playground.features import FEATURES, features_code, features_of


def test_features_are_their_expressions():
    points = torch.randn(50, 2, generator=torch.Generator().manual_seed(0))
    picks = [FEATURES.pick(name) for name in FEATURES]
    columns, functions = features_code(picks)
    x, y = points.unbind(1)
    assert functions == ()
    values = torch.stack([eval(column, {"x": x, "y": y}) for column in columns], dim=1)
    assert torch.equal(values, features_of(points, picks))
