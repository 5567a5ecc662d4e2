"""What changes of settings mean for a run."""

import torch

from core.catalogue.optimizers import TRAINING_OPTIMIZERS
from core.playground.changes import begins_afresh, copied, only_rate_changes, same_start
from core.playground.settings import LIVE, Settings

SGD, ADAM = Settings(), Settings(optimizer="AdamW")
FASTER = Settings(optimizer=TRAINING_OPTIMIZERS.pick("SGD", lr=0.1, momentum=0.0))


def test_only_what_is_live_lets_a_run_go_on():
    assert same_start(SGD, ADAM) and same_start(SGD, SGD.replace(hidden="4 frozen, 2 dropout=0.1"))
    for name, value in {
        "hidden": "4, 2 norm",
        "noise": 1,
        "features": "x",
        "train_share": 60,
    }.items():
        assert name not in LIVE and not same_start(SGD, SGD.replace(**{name: value}))


def test_an_optimizer_begins_afresh_where_more_than_its_rate_changes():
    assert only_rate_changes(SGD, FASTER) and not only_rate_changes(SGD, ADAM)
    assert not only_rate_changes(SGD, SGD.replace(l1=0.1))
    assert not only_rate_changes(SGD.replace(schedule="StepLR"), FASTER.replace(schedule="StepLR"))
    assert begins_afresh(SGD, ADAM) and begins_afresh(SGD, SGD.replace(schedule="StepLR"))
    assert not begins_afresh(SGD, SGD.replace(horizon=20, l2=0.1))
    staged = SGD.replace(schedule="StepLR")
    assert begins_afresh(staged, staged.replace(horizon=20))


def test_a_copy_shares_no_tensor():
    state = {"a": [torch.zeros(2)], "b": (1, torch.ones(1))}
    copy = copied(state)
    copy["a"][0] += 1
    assert state["a"][0].tolist() == [0, 0] and copy["b"] == (1, torch.ones(1))
