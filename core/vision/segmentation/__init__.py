"""What U-Net makes of a picture: an answer for every pixel."""

from core.vision.segmentation.presets import PRESETS
from core.vision.segmentation.script import write_script
from core.vision.segmentation.state import State, headline

__all__ = ["PRESETS", "State", "headline", "write_script"]
