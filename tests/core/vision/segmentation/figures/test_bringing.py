"""What a reader brings as a picture."""

import numpy as np

from core.vision.segmentation.bringing import Draft, with_files
from core.vision.segmentation.figures.bringing import ACROSS, pairs_figure
from tests.core.vision.segmentation.test_bringing import pairs
from tests.core.vision.segmentation.test_masks import square


def test_each_mask_stands_below_its_picture():
    for count in (2, ACROSS + 1):
        pictures, masks = pairs_figure(with_files(Draft(), pairs(count)).reading).data
        across = min(count, ACROSS)
        assert np.shape(pictures.z) == np.shape(masks.z) == (64, 64 * across)
        assert np.array_equal(np.asarray(masks.z)[:, :64], square().numpy())
