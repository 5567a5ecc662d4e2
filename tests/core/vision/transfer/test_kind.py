"""Trainings of this room are known to the queue, by name alone."""

import json
import subprocess
import sys

from core.training import kinds
from core.vision.transfer.built import network_for
from core.vision.transfer.kind import describe
from core.vision.transfer.tuning import Tuning
from tests.core.vision.transfer.small import DATASET, NETWORK
from tests.server import ROOT

READ = """
import json, sys
from core.training import kinds
config = kinds.from_json(json.loads(sys.stdin.read()))
assert kinds.kind_of(config).classifies
print(type(config).__module__, config.stages, kinds.network_of(config).shape)
"""


def test_another_process_finds_it_by_its_name():
    values = kinds.as_json(Tuning(stages=3, lr=0.01))
    assert values["kind"] == "vision.transfer"
    out = subprocess.check_output(
        [sys.executable, "-c", READ], input=json.dumps(values), text=True, cwd=ROOT
    )
    assert out.split(maxsplit=2) == ["core.vision.transfer.tuning", "3", "(3, 128, 128)\n"]


def test_what_a_table_says_of_it():
    tuning = Tuning(network=NETWORK, dataset=DATASET, stages=1, lr=0.01)
    assert kinds.network_of(tuning) is network_for(NETWORK, DATASET)
    told = describe(tuning)
    assert told["Learns"] == "head and 1 of 2 stages" and told["Frozen batch norm"] == "eval"
    assert told["Learning rate"] == "0.01" and told["Data"] == DATASET
    assert "Epochs" not in describe(Tuning())
