"""All about drawing a digit: what the page shows, as data, and its code."""

from core.vision.digits.reading import classify
from core.vision.digits.script import write_script
from core.vision.digits.state import PRESETS, State, headline

__all__ = ["PRESETS", "State", "classify", "headline", "write_script"]
