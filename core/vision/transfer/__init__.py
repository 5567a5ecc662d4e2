"""Transfer learning: what a network has learned from a million photographs serves a few pictures of
other things.

`pictures` says which pictures of a data set take part, `features` what a pre-trained network makes
of them, `head` trains a linear layer on these, `stages` says what else can be trained, and
`tuning` trains it. `task` and `heads` are what the page's first view shows, `seen` is its second.
"""

from core.vision.transfer.presets import PRESETS
from core.vision.transfer.script import write_script
from core.vision.transfer.state import State, headline

__all__ = ["PRESETS", "State", "headline", "write_script"]
