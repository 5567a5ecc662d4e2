"""All about activation functions: what the page shows, as data, and its code."""

from core.functions.activations.script import write_script
from core.functions.activations.state import PRESETS, State, headline

__all__ = ["PRESETS", "State", "headline", "write_script"]
