"""What is worth seeing on the tensors page: states to start from, in the order of the guide."""

from core.foundations.tensors.making_presets import MAKING_PRESETS
from core.foundations.tensors.operating_presets import OPERATING_PRESETS

PRESETS = (*MAKING_PRESETS, *OPERATING_PRESETS)
