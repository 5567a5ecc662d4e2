"""The code of runs that are compared."""

import json

from core.networks.training.compared_script import compared_script
from core.networks.training.state import RUNS, State


def test_the_script_reads_a_card_for_each_run():
    script = compared_script(State(view=RUNS))
    assert [*script.files] == ["run1.json", "run2.json"]
    assert json.loads(script.files["run1.json"])["test_accuracy"] == 0.9834
    assert '"MLP 784-128-10": "run1.json"' in script.text
