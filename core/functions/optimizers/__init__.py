"""All about optimizers: what the page shows, as data, and its code."""

from core.functions.optimizers.script import write_script
from core.functions.optimizers.state import PRESETS, State, headline

__all__ = ["PRESETS", "State", "headline", "write_script"]
