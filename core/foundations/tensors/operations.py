"""The operations of the page, by name. To add one, add an entry to its family.

An entry is a call in plain PyTorch, which is computed as it is written (`core.expressions`); what a
reader sets stands in it in braces.
"""

from core.foundations.tensors.indexing import INDEXING
from core.foundations.tensors.moving import MOVING
from core.foundations.tensors.numeric import NUMERIC
from core.foundations.tensors.reducing import REDUCING
from core.registry import Registry

OPERATIONS = Registry("operation", {**NUMERIC, **REDUCING, **MOVING, **INDEXING})
