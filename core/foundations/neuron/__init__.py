"""All about one neuron and the layers made of it: what the page shows, as data, and its code."""

from core.foundations.neuron.presets import PRESETS
from core.foundations.neuron.script import write_script
from core.foundations.neuron.state import State, headline

__all__ = ["PRESETS", "State", "headline", "write_script"]
