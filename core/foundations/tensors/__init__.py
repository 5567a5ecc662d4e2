"""All about tensors: what the page shows, as data, and its code."""

from core.foundations.tensors.presets import PRESETS
from core.foundations.tensors.script import write_script
from core.foundations.tensors.state import State, headline

__all__ = ["PRESETS", "State", "headline", "write_script"]
