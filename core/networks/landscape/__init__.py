"""What the loss of a network looks like from where it has been trained to."""

from core.networks.landscape.presets import PRESETS
from core.networks.landscape.script import write_script
from core.networks.landscape.state import State, headline

__all__ = ["PRESETS", "State", "headline", "write_script"]
