"""Feeds give what torch's modules want."""

import math

import torch

from core.catalogue import feeds

X = torch.tensor([0.2, 0.7], dtype=torch.float64)


def test_a_share_is_a_class_or_a_sign_from_a_half_on():
    assert feeds.with_sign(X, 0.5)[1].tolist() == [1, 1] and feeds.with_sign(X, 0.45)[
        1
    ].tolist() == [
        -1,
        -1,
    ]
    assert feeds.log_probabilities(X, 0.5)[1].tolist() == [1, 1]
    assert feeds.ranking(X, 0.0)[1:][1].tolist() == [-1, -1]


def test_probabilities_are_of_no_and_yes():
    logarithms, shares = feeds.log_distributions(X, 0.3, False)
    assert torch.allclose(
        logarithms.exp(), torch.tensor([[0.8, 0.2], [0.3, 0.7]], dtype=torch.float64)
    )
    assert torch.allclose(shares, torch.tensor([0.7, 0.3], dtype=torch.float64))
    assert torch.allclose(feeds.log_distributions(X, 0.3, True)[1].exp(), shares)


def test_the_first_score_is_the_one_that_moves():
    for feed in (feeds.scores_and_class, feeds.scores_and_labels, feeds.scores_and_label_list):
        assert feed(X, 1, -1.0, 2.0)[0].tolist() == [[0.2, -1, 2], [0.7, -1, 2]]
    assert feeds.scores_and_labels(X, 1, 0.0, 0.0)[1].tolist() == [[0, 1, 0]] * 2
    assert feeds.scores_and_label_list(X, 1, 0.0, 0.0)[1].tolist() == [[1, -1, -1]] * 2


def test_vectors_are_as_far_apart_as_they_should_be():
    anchor, near, far = feeds.triplet(X, 1.0, 3.0)
    assert torch.allclose((near - anchor).norm(dim=-1), X)
    assert torch.allclose((far - anchor).norm(dim=-1), torch.full_like(X, 3.0))
    assert torch.equal(feeds.triplet(X, 0.0, 3.0)[2], near)
    first, second, _ = feeds.two_vectors(X, 1.0)
    cosines = torch.nn.functional.cosine_similarity(first, second)
    assert cosines.tolist() == [math.cos(0.2), math.cos(0.7)]
