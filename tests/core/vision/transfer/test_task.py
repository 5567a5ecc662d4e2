"""A task is a part of a training's settings: the same names with the same limits."""

import pytest

from core.vision.transfer.task import Task, check_ready
from core.vision.transfer.tuning import Tuning


def test_a_task_has_the_limits_of_a_training():
    ours, theirs = dict(Task.specs()), dict(Tuning.specs())
    for name, spec in ours.items():
        assert spec.default == theirs[name].default
        for value in (1, 50) if name == "per_class" else (spec.default,):
            assert spec.check(name, value) == theirs[name].check(name, value)
    with pytest.raises(ValueError, match="per_class=51 must be a whole number from 1 to 50"):
        Task(per_class=51)


def test_what_comes_with_the_project_is_ready():
    check_ready(Task())
    check_ready(Task(network="SqueezeNet 1.1", dataset="MNIST"))
