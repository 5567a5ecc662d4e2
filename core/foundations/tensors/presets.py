"""What is worth seeing on the tensors page: states to start from, in the order of the guide."""

from core.foundations.tensors.broadcasting_presets import BROADCASTING_PRESETS
from core.foundations.tensors.conversions_presets import CONVERSIONS_PRESETS
from core.foundations.tensors.dtypes_presets import DTYPES_PRESETS
from core.foundations.tensors.making_presets import MAKING_PRESETS
from core.foundations.tensors.memory_presets import MEMORY_PRESETS
from core.foundations.tensors.operating_presets import OPERATING_PRESETS
from core.foundations.tensors.puzzles_presets import PUZZLES_PRESETS

PRESETS = (
    *MAKING_PRESETS,
    *OPERATING_PRESETS,
    *BROADCASTING_PRESETS,
    *MEMORY_PRESETS,
    *DTYPES_PRESETS,
    *PUZZLES_PRESETS,
    *CONVERSIONS_PRESETS,
)
