"""The tensors page as plain PyTorch: functions of `shown` with a state's constants on top."""

from core.catalogue.calls import own_code
from core.foundations.tensors.making import Making, call_of, made
from core.foundations.tensors.shown import show_message, show_tensor
from core.foundations.tensors.state import MAKE, State
from core.script import Code, Script, write
from core.torch_message import TorchMessage


def write_script(state: State) -> Script:
    """The code that prints the numbers of the view, or what torch says."""
    return WRITERS[state.view](state)


def _make(state: State) -> Script:
    making = state.part(Making)
    call, own = call_of(making), own_code(making.source)
    if isinstance(made(making), TorchMessage):
        return write(show_message, *own, make=Code(f"lambda: {call}"))
    return write(show_tensor, *own, x=Code(call))


WRITERS = {MAKE: _make}
"""What writes the script of each view."""
