"""The result of work that is done here and now."""

import torch

from core.jobs.progress import last
from tests.core.jobs.work import squares


def test_the_last_value_is_the_result():
    assert torch.equal(last(squares(4))["squares"], torch.tensor([0.0, 1, 4, 9]).double())
