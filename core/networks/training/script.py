"""The code of the training page: scripts that print the numbers on the screen."""

from core.networks.training.before_script import before_script
from core.networks.training.compared_script import compared_script
from core.networks.training.evaluated_script import evaluated_script
from core.networks.training.modes_script import modes_script
from core.networks.training.plan_script import plan_script
from core.networks.training.state import AFTERWARDS, BEFORE, MODES, RUNS, STEP, TRAIN, State
from core.networks.training.step_script import step_script
from core.script import Script

VIEW_SCRIPTS = {
    TRAIN: plan_script,
    BEFORE: before_script,
    AFTERWARDS: evaluated_script,
    RUNS: compared_script,
    STEP: step_script,
    MODES: modes_script,
}


def write_script(state: State) -> Script:
    """The code of the view."""
    return VIEW_SCRIPTS[state.view](state)
