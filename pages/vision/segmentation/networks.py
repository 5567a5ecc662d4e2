"""The choice of a trained U-Net, for the views that use one."""

from core.registry import Options
from core.topics import Topic
from core.vision.segmentation.segmenters import SHIPPED, names
from pages.ui import address, widgets


def choose(topic: Topic, classes: int = 0) -> str:
    """The widget, and the name of the network that is chosen.

    Args:
        classes: that it tells apart, if only such can be used.
    """
    key = address.key(topic, "segmenter")
    options = Options(names(classes), SHIPPED)
    return widgets.of_spec(key, options, "Network", bind="query-params")
