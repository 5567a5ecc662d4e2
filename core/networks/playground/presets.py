"""What is worth seeing on the playground: states to start from, in the order of the guide."""

from core.networks.playground.breaking_presets import BREAKING_PRESETS
from core.networks.playground.evaluating_presets import EVALUATING_PRESETS
from core.networks.playground.representing_presets import REPRESENTING_PRESETS
from core.networks.playground.stepping_presets import STEPPING_PRESETS
from core.networks.playground.sweeping_presets import SWEEPING_PRESETS
from core.networks.playground.training_presets import TRAINING_PRESETS

PRESETS = (
    *TRAINING_PRESETS,
    *REPRESENTING_PRESETS,
    *EVALUATING_PRESETS,
    *STEPPING_PRESETS,
    *SWEEPING_PRESETS,
    *BREAKING_PRESETS,
)
