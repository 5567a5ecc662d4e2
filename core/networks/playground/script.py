"""The playground as plain PyTorch."""

from core.networks.playground.breaking import Breaking
from core.networks.playground.breaking_script import breaking_script
from core.networks.playground.evaluating import Evaluating
from core.networks.playground.evaluating_script import evaluating_script
from core.networks.playground.representing_script import representing_script
from core.networks.playground.state import (
    BREAK_IT,
    EVALUATION,
    REPRESENTATION,
    STEP,
    SWEEP,
    TRAIN,
    State,
)
from core.networks.playground.stepping import Stepping
from core.networks.playground.stepping_script import stepping_script
from core.networks.playground.sweeping import Sweeping
from core.networks.playground.sweeping_script import sweeping_script
from core.networks.playground.training import Training
from core.networks.playground.training_script import training_script
from core.script import Script


def write_script(state: State) -> Script:
    """The code that prints the numbers of the view."""
    return WRITERS[state.view](state)


WRITERS = {
    TRAIN: lambda state: training_script(state.part(Training)),
    REPRESENTATION: lambda state: representing_script(state.part(Training)),
    EVALUATION: lambda state: evaluating_script(state.part(Training), state.part(Evaluating)),
    STEP: lambda state: stepping_script(state.part(Training), state.part(Stepping)),
    SWEEP: lambda state: sweeping_script(state.part(Training), state.part(Sweeping)),
    BREAK_IT: lambda state: breaking_script(state.part(Breaking)),
}
"""What writes the script of each view."""
