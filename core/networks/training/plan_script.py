"""The code of the view "Train": the training itself, at first on a part of the pictures."""

from dataclasses import replace

from core.data.datasets import load
from core.networks.training.before import in_order, pictures_at_hand
from core.networks.training.drawn import draw_parameters
from core.networks.training.standing import plan
from core.networks.training.state import State
from core.script import Code, Script, parts, write, write_plot
from core.training.config import TrainConfig
from core.training.script import Part
from core.training.script import write_script as training_script


def plan_script(state: State) -> Script:
    """The script of a training; where its pictures are not on this computer, of its network.

    Raises:
        ValueError: the settings do not fit one another.
    """
    config = state.config
    if plan(config).pictures is None:
        network = config.network
        return write(
            show_parameters,
            *parts(network.build),
            plot=draw_parameters,
            model=Code(f"{network.code}()"),
        )
    script = training_script(config, part=_part(config))
    return replace(script, plot=write_plot(draw_parameters, {}))


def _part(config: TrainConfig) -> Part:
    """The pictures with which the script begins."""
    count, data = pictures_at_hand(config), load(config.dataset)
    images, labels = in_order(config, count)
    tensors = {
        "train_images": images.contiguous(),
        "train_labels": labels,
        "test_images": data.test_images[:count].clone(),
        "test_labels": data.test_labels[:count].clone(),
    }
    return Part(tensors, len(data.train_labels))


def show_parameters(model):
    """The parameters of a network. Once its pictures are on this computer, the page has the script
    of its training here; before that, its section "Training code" has it.
    """
    print(f"parameters = {sum(parameter.numel() for parameter in model.parameters())}")
