"""All about feature maps: what the page shows, as data, and its code."""

from core.vision.feature_maps.script import write_script
from core.vision.feature_maps.state import PRESETS, State, headline

__all__ = ["PRESETS", "State", "headline", "write_script"]
