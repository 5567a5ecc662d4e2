"""All about networks of the plane: what the page shows, as data, and its code."""

from core.networks.playground.presets import PRESETS
from core.networks.playground.script import write_script
from core.networks.playground.state import State, headline

__all__ = ["PRESETS", "State", "headline", "write_script"]
