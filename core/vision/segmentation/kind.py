"""The trainings of U-Nets as a kind of the queue of trainings."""

from core.training.kinds import Kind, register
from core.vision.segmentation.settings import Segmentation
from core.vision.segmentation.training import train
from core.vision.segmentation.training_script import write_script


def describe(config: Segmentation) -> dict[str, str]:
    """The settings in words, by the columns of a table of trainings."""
    cut = config.cut_levels
    return {
        "Data": f"{config.scenes}, {config.pictures}",
        "Network": f"depth {config.depth}, width {config.width}"
        + (f", no skip {', '.join(map(str, cut))}" if cut else ""),
        "Epochs": str(config.epochs),
        "Batch size": str(config.batch_size),
        "Learning rate": f"{config.lr:g}",
        "Loss": str(config.loss.name),
        "Seed": str(config.seed),
    }


register(Kind(Segmentation.kind, Segmentation, train, describe, write_script, classifies=False))
