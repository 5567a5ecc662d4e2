"""Which units and classes are shown."""

import torch

from core.vision.feature_maps.ranking import (
    likeliest,
    most_important,
    shown_classes,
    strongest,
)


def test_the_strongest_come_in_their_own_order():
    values = torch.tensor([[1.0, -9.0], [0.0, 0.5], [4.0, 4.0]])
    assert strongest(values, 2) == [0, 2]
    assert strongest(values, 9) == [0, 1, 2]


def test_of_many_classes_the_likeliest_are_shown_and_of_few_all():
    probabilities = torch.tensor([0.01, 0.3, 0.02, 0.03, 0.2, 0.04, 0.05, 0.06, 0.07, 0.1, 0.12])
    assert shown_classes(probabilities, 3) == [1, 4, 10]
    assert shown_classes(probabilities[:10], 3) == list(range(10))


def test_the_answer_is_the_likeliest_class():
    assert likeliest(torch.tensor([0.2, 0.5, 0.3])) == 1


def test_the_most_important_unit_is_the_one_that_is_missed_most():
    assert most_important(torch.tensor([0.9, 0.1, 0.99])) == 1
