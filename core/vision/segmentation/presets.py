"""States of the segmentation page that are worth seeing: the steps of its guide."""

from core.vision.segmentation.doubling_presets import OF_DOUBLINGS
from core.vision.segmentation.learning_presets import OF_TRAININGS
from core.vision.segmentation.result_presets import OF_RESULTS
from core.vision.segmentation.shapes_presets import OF_SHAPES
from core.vision.segmentation.sketch_presets import OF_SKETCHES
from core.vision.segmentation.weighing_presets import OF_LOSSES
from core.vision.segmentation.zeroing_presets import OF_SKIPS

PRESETS = OF_SHAPES + OF_RESULTS + OF_SKETCHES + OF_TRAININGS + OF_SKIPS + OF_LOSSES + OF_DOUBLINGS
