"""All about autograd: what the page shows, as data, and its code."""

from core.foundations.autograd.presets import PRESETS
from core.foundations.autograd.script import write_script
from core.foundations.autograd.state import State, headline

__all__ = ["PRESETS", "State", "headline", "write_script"]
