"""The draw page as plain PyTorch text that reads the prepared picture and prints the "
"probabilities.
"""

import io

from PIL import Image
from torch import Tensor

from core.data import preparation
from core.script import Script, join, source
from core.training import store
from core.vision.digits.state import State, image


def write_script(state: State) -> Script:
    """The code that classifies the prepared picture with the chosen models, and the files that it
    reads.
    """
    files = {"digit.png": png(preparation.steps(image(state)).placed)}
    classes, calls = {}, []
    for place, name in enumerate(state.models):
        kind = type(store.load(name))
        classes[kind.__name__] = source(kind)
        file = "model.safetensors" if place == 0 else f"model{place + 1}.safetensors"
        files[file] = store.path(name).read_bytes()
        calls.append(f'show({name!r}, {kind.__name__}(), "{file}")')
    return Script(join(OPENING, *classes.values(), CLASSIFY, "\n".join(calls)), files)


def png(picture: Tensor) -> bytes:
    """A picture, (H, W) uint8, as a PNG file, which keeps every value."""
    buffer = io.BytesIO()
    Image.fromarray(picture.numpy()).save(buffer, "PNG")
    return buffer.getvalue()


OPENING = '''
"""Reads digit.png and a network's weights, both beside this file, and prints the ten probabilities."""

import torch
from safetensors.torch import load_file
from torch import nn
from torch.nn import functional as F
from torchvision.datasets.folder import default_loader
from torchvision.transforms.functional import pil_to_tensor
'''

CLASSIFY = f"""
picture = pil_to_tensor(default_loader("digit.png"))[:1] / 255  # (1, 28, 28), white on black
picture = (picture - {preparation.MEAN}) / {preparation.DEVIATION}  # mean and deviation of the MNIST training set


def show(name, model, path):
    model.load_state_dict(load_file(path))
    model.eval()
    with torch.inference_mode():
        probabilities = model(picture[None])[0].softmax(0)
    for digit, probability in enumerate(probabilities):
        print(f"{{name}} p({{digit}}) = {{probability.item()!r}}")
"""
