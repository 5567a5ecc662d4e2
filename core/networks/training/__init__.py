"""Training on real data: what the page shows, as data, and its code."""

from core.networks.training.presets import PRESETS
from core.networks.training.script import write_script
from core.networks.training.state import State, headline

__all__ = ["PRESETS", "State", "headline", "write_script"]
