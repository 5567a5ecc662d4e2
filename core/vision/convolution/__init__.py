"""All about convolution: what the page shows, as data, and its code."""

from core.vision.convolution.presets import PRESETS
from core.vision.convolution.script import write_script
from core.vision.convolution.state import State, headline

__all__ = ["PRESETS", "State", "headline", "write_script"]
