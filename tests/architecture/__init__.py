"""The rules of the house as functions: each takes the root of a tree and returns what breaks the
rule, a line each.

`tests/test_architecture.py` holds every rule against this tree, and against small trees made to
break it.
"""

from tests.architecture import explanations, figures, files, imports, names, safety
from tests.architecture.tree import RULES

__all__ = ["RULES", "explanations", "figures", "files", "imports", "names", "safety"]
