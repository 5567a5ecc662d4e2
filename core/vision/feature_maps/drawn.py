"""The pictures of the feature maps page's notebooks: each function's body is a cell that draws with
matplotlib what the script has left in these names.
"""

from functools import partial

from core.notebook import draw_pictures
from core.script import Code
from core.vision.feature_maps.shown import (
    show_attributions,
    show_convolution_sum,
    show_network,
    show_visualization,
)


def draw_layers(maps):
    """The first six maps of each layer. The numbers of a layer without maps are a strip."""
    import matplotlib.pyplot as plt

    _, axes = plt.subplots(len(maps), 6, figsize=(11, 2 * len(maps)), squeeze=False)
    for row, (layer, values) in zip(axes, maps.items(), strict=True):
        row[0].set_title(layer)
        for axis in row:
            axis.axis("off")
        pictures = values[0] if values.ndim == 4 else values.reshape(1, -1, values.shape[-1])
        for axis, picture in zip(row, pictures, strict=False):
            axis.imshow(picture, cmap="gray", aspect="auto" if len(picture) == 1 else "equal")
    plt.show()


def draw_attributions(methods, model, x, black, target):
    """What speaks for the class, in red, and what against it, in blue, by each method."""
    import matplotlib.pyplot as plt

    _, axes = plt.subplots(1, len(methods), figsize=(4 * len(methods), 4), squeeze=False)
    for axis, (name, method) in zip(axes[0], methods.items(), strict=True):
        values = method(model, x, black, target)[0].sum(0).detach()
        largest = values.abs().max().item()
        axis.imshow(values, cmap="RdBu_r", vmin=-largest, vmax=largest)
        axis.set_title(name)
        axis.axis("off")
    plt.show()


PLOTS = {
    show_network: draw_layers,
    show_convolution_sum: partial(
        draw_pictures, pictures={"sum": Code("total[None]"), "map": Code("result[None]")}
    ),
    show_visualization: partial(draw_pictures, pictures={"after the steps": Code("picture[0]")}),
    show_attributions: draw_attributions,
}
"""By the function of a view's script what draws its picture; the other views have none."""
