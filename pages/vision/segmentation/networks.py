"""The choice of a trained U-Net, for the views that use one."""

from core.registry import Options
from core.topics import Topic
from core.vision.segmentation.segmenters import SHIPPED, names
from pages.ui import address, widgets


def choose(topic: Topic) -> str:
    """The widget, and the name of the network that is chosen."""
    key = address.key(topic, "segmenter")
    options = Options(names(), SHIPPED)
    return widgets.of_spec(key, options, "Network", bind="query-params")
