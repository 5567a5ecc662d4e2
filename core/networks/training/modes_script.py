"""The code of the view "Train/eval mode": one network, called twice in each of four ways."""

import torch
from safetensors.torch import load_file
from safetensors.torch import save as tensors_to_bytes

from core.networks.training.drawn import draw_ways
from core.networks.training.modes import HIDDEN, Hidden, ModeChoice, batch
from core.networks.training.state import State
from core.script import Code, Script, write

FILE = "pictures.safetensors"


def modes_script(state: State) -> Script:
    """The script that calls the network in all four ways."""
    choice = state.part(ModeChoice)
    return write(
        call_twice,
        Hidden,
        files={FILE: tensors_to_bytes({"pictures": batch(choice.mode_batch)})},
        decided={"norm": choice.norm},
        plot=draw_ways,
        generator=Code(f"torch.manual_seed({choice.draw})"),
        units=HIDDEN,
        dropout=choice.dropout,
        norm=choice.norm,
    )


def call_twice(generator, units, dropout, norm):
    """A network with dropout and batch norm, called twice in each of four ways."""
    x = load_file("pictures.safetensors")["pictures"].double()  # (N, 1, 28, 28)
    start = generator.get_state()
    results = {}  # by way, the scores of the first picture: (2, 10)

    for mode in ("train", "eval"):
        for gradients in (True, False):
            generator.set_state(start)  # each way draws the same numbers
            model = Hidden(units, dropout, norm).double()
            model.train(mode == "train")
            with torch.set_grad_enabled(gradients):  # False: as torch.no_grad()
                first, second = model(x), model(x)
            way = f"{mode}, {'grad' if gradients else 'no_grad'}"
            results[way] = torch.stack((first[0], second[0])).detach()
            print(f"{way}: first score = {first[0, 0].item()}")
            print(f"{way}: difference = {(first[0] - second[0]).abs().max().item()}")
            print(f"{way}: graph = {int(first.grad_fn is not None)}")
            if norm:
                print(f"{way}: running mean = {model.norm.running_mean.abs().max().item()}")
