"""The decision picture names losses that there are."""

from torch import nn

from core.functions.loss_choice import TASKS
from core.functions.losses import LEFT_OUT, LOSSES


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
