"""The decision picture names losses that there are."""

import pytest
import torch
from torch import nn

from core.catalogue.losses import LEFT_OUT, LOSSES
from core.functions.losses.choice import TASKS


def test_every_loss_of_a_task_is_torchs():
    for task in TASKS:
        assert task.losses
        for name in task.losses:
            assert hasattr(nn, name)
            assert name in LOSSES or name in LEFT_OUT


def test_tasks_of_a_group_stand_together_and_differ():
    groups = [task.group for task in TASKS]
    assert groups == sorted(groups, key=groups.index)
    assert len({(task.group, task.name) for task in TASKS}) == len(TASKS)


def test_the_rules_are_true():
    n, c = 4, 3
    nn.CrossEntropyLoss()(torch.zeros(n, c), torch.zeros(n, dtype=torch.long))
    with pytest.raises(RuntimeError):
        nn.CrossEntropyLoss()(torch.zeros(n, c), torch.zeros(n))
    with pytest.raises(ValueError):
        nn.BCEWithLogitsLoss()(torch.zeros(n, 1), torch.zeros(n))
    with pytest.raises(RuntimeError):
        nn.BCEWithLogitsLoss()(torch.zeros(n), torch.zeros(n, dtype=torch.long))
    with pytest.warns(UserWarning, match="broadcasting"):
        assert nn.MSELoss(reduction="none")(torch.zeros(n, 1), torch.zeros(n)).shape == (n, n)
