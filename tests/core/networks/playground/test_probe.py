"""Linear probes and principal components, against NumPy."""

import numpy as np
import pytest
import torch

from core.networks.playground.probe import (
    principal_components,
    probe_accuracy,
    probe_fit,
    standardised,
)

TRAINED = 60


@pytest.fixture
def values():
    generator = torch.Generator().manual_seed(3)
    mixed = torch.randn(100, 4, generator=generator) @ torch.randn(4, 4, generator=generator)
    return mixed + 5


def newton(inputs, labels, classes):
    """The weights (classes, D + 1) of the penalised softmax regression, by Newton's method."""
    x = np.hstack([inputs, np.ones((len(inputs), 1))])
    truth = np.eye(classes)[labels]
    penalty = np.tile([1e-4] * inputs.shape[1] + [1e-9], classes)  # the bias has none
    weights = np.zeros(classes * x.shape[1])
    for _ in range(30):
        scores = x @ weights.reshape(classes, -1).T
        shares = np.exp(scores - scores.max(1, keepdims=True))
        shares /= shares.sum(1, keepdims=True)
        gradient = ((shares - truth).T @ x).ravel() / len(x) + penalty * weights
        spread = np.einsum("na,ab->nab", shares, np.eye(classes))
        spread -= np.einsum("na,nb->nab", shares, shares)
        hessian = np.einsum("nab,ni,nj->aibj", spread, x, x).reshape(len(weights), -1) / len(x)
        weights = weights - np.linalg.solve(hessian + np.diag(penalty), gradient)
    assert np.abs(gradient).max() < 1e-8
    return weights.reshape(classes, -1)


@pytest.mark.parametrize("classes", [2, 5])
def test_a_probe_is_the_softmax_regression_of_newtons_method(values, classes):
    generator = torch.Generator().manual_seed(classes)
    edges = torch.randn(4, classes, generator=generator)
    noise = 2 * torch.randn(100, classes, generator=generator)
    labels = ((values - 5) @ edges + noise).argmax(1)
    inputs = values.double().numpy()
    inputs = (inputs - inputs[:TRAINED].mean(0)) / inputs[:TRAINED].std(0)
    weights = newton(inputs[:TRAINED], labels[:TRAINED].numpy(), classes)
    right = (inputs @ weights[:, :-1].T + weights[:, -1]).argmax(1) == labels.numpy()
    known = right[:TRAINED].mean(), right[TRAINED:].mean()
    assert 0.4 < known[0] < 1
    assert probe_accuracy(values, labels, TRAINED, classes) == pytest.approx(known)


def test_a_probe_separates_what_a_line_separates(values):
    labels = (values[:, 0] > values[:, 1]).long()
    assert probe_accuracy(values, labels, TRAINED, 2)[0] == 1.0


def test_a_neuron_that_never_changes_tells_nothing(values):
    values[:, 2] = 0.7
    assert (standardised(values, TRAINED)[:, 2] == 0).all()
    labels = torch.arange(100) % 3
    train, _ = probe_accuracy(torch.ones(100, 2), labels, TRAINED, 3)
    assert train == pytest.approx(1 / 3)


def test_a_probe_of_numbers_is_least_squares(values):
    generator = torch.Generator().manual_seed(4)
    numbers = values @ torch.tensor([1.0, -2, 0.5, 0]) + torch.randn(100, generator=generator)
    x = np.hstack([values.double().numpy(), np.ones((100, 1))])
    y = numbers.double().numpy()
    solution = np.linalg.lstsq(x[:TRAINED], y[:TRAINED], rcond=None)[0]
    known = []
    for part in (slice(0, TRAINED), slice(TRAINED, None)):
        errors = y[part] - x[part] @ solution
        known.append(1 - (errors**2).sum() / ((y[part] - y[part].mean()) ** 2).sum())
    assert probe_fit(values, numbers, TRAINED) == pytest.approx(known)


def test_principal_components_are_the_eigenvectors_of_the_covariance(values):
    directions, shares = principal_components(values, TRAINED)
    sizes, vectors = np.linalg.eigh(np.cov(values[:TRAINED].double().numpy().T))
    assert shares == pytest.approx((sizes[::-1][:2] / sizes.sum()).tolist())
    for index in range(2):
        cosine = float(directions[:, index] @ torch.tensor(vectors[:, -1 - index].copy()))
        assert abs(cosine) == pytest.approx(1)


def test_points_that_all_lie_in_one_place_have_no_variance():
    _, shares = principal_components(torch.ones(10, 3), 6)
    assert shares == [0, 0]
