"""What a reader can set on the playground, and the numbers on the screen.

A view has a module with its settings, a `Config` of which `State` is made, and its headline. To add
one, add its name to VIEWS, its settings to the bases of `State`, its headline to HEADLINES, its
script to WRITERS in `script.py`, its guide's steps to `presets.py`, and what shows it to SHOWN in
the page. The names of settings are shared by all views.
"""

from dataclasses import dataclass

from core.jobs.progress import last
from core.networks.playground.breaking import Breaking, breaking_headline
from core.networks.playground.evaluating import Evaluating, evaluating_headline
from core.networks.playground.representation import represent
from core.networks.playground.representing import Representing, representing_headline
from core.networks.playground.stepping import Stepping, stepping_headline, trace
from core.networks.playground.sweep import sweep, sweep_headline
from core.networks.playground.sweeping import Sweeping
from core.networks.playground.training import (
    Training,
    course_of,
    gone_through,
    training_headline,
)
from core.playground.settings import Settings
from core.registry import Options, setting

TRAIN, REPRESENTATION, EVALUATION, STEP, SWEEP, BREAK_IT = VIEWS = (
    "Train",
    "Representation",
    "Evaluation",
    "One step",
    "Sweep",
    "Break it",
)


@dataclass(frozen=True)
class State(Training, Representing, Evaluating, Stepping, Sweeping, Breaking):
    """Everything a reader can set on the playground."""

    view: str = setting(Options(VIEWS, TRAIN))


HEADLINES = {
    TRAIN: lambda state: training_headline(state.part(Training)),
    REPRESENTATION: lambda state: representing_headline(
        represent(gone_through(course_of(state.part(Training))).run)
    ),
    EVALUATION: lambda state: evaluating_headline(
        gone_through(course_of(state.part(Training))).run, state.part(Evaluating)
    ),
    STEP: lambda state: stepping_headline(
        trace(gone_through(course_of(state.part(Training))).run, state.part(Stepping))
    ),
    SWEEP: lambda state: sweep_headline(last(sweep(state.part(Settings), state.part(Sweeping)))),
    BREAK_IT: lambda state: breaking_headline(state.part(Breaking)),
}
"""The numbers of each view, by the names under which the script prints them."""


def headline(state: State) -> dict[str, float]:
    """The numbers of the view."""
    return HEADLINES[state.view](state)
