"""All about losses: what the page shows, as data, and its code."""

from core.functions.losses.presets import PRESETS
from core.functions.losses.script import write_script
from core.functions.losses.state import State, headline

__all__ = ["PRESETS", "State", "headline", "write_script"]
