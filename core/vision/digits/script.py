"""The draw page as plain PyTorch: networks read the prepared picture and print probabilities."""

import torch
from PIL import Image
from safetensors.torch import load_file

from core.data import inputs
from core.data.preparation import DEVIATION, MEAN, steps
from core.script import Code, Script, parts, write
from core.training import store
from core.vision.digits.state import State, pictures


def write_script(state: State) -> Script:
    """The script that reads the prepared picture with the chosen networks, and its files.

    Raises:
        ValueError: nothing is drawn, or a network is not on this computer.
    """
    networks, classes = {}, []
    prepared = [steps(picture).placed[None] for picture in pictures(state)]
    names = [f"digit{number}.png" for number in range(1, len(prepared) + 1)]
    if len(prepared) == 1:
        names = ["digit.png"]
    files = {name: inputs.png(picture) for name, picture in zip(names, prepared, strict=True)}
    for number, name in enumerate(state.models, 1):
        trained, file = store.find(name), f"network{number}.safetensors"
        classes += parts(trained.network.build)
        files[file] = trained.path.read_bytes()
        networks[name] = (Code(f"{trained.network.build.__name__}()"), file)
    values = {"networks": networks, "mean": MEAN, "deviation": DEVIATION}
    if len(prepared) == 1:
        return write(read_digit, *classes, files=files, plot=draw_digit, **values)
    return write(read_digits, *classes, files=files, **values, count=len(prepared))


def read_digit(networks, mean, deviation):
    """Networks read digit.png, which is beside this file, and print ten probabilities each."""
    from torchvision.transforms.functional import pil_to_tensor

    picture = pil_to_tensor(Image.open("digit.png")) / 255  # (1, 28, 28), white on black
    picture = (picture - mean) / deviation  # of all MNIST training pictures
    for name, (network, file) in networks.items():
        network.load_state_dict(load_file(file))
        network.eval()
        with torch.inference_mode():
            scores = network(picture[None])  # (1, 10)
        probabilities = scores[0].softmax(0)
        for digit, probability in enumerate(probabilities.tolist()):
            print(f"{name} p({digit}) = {probability:.9g}")


def read_digits(networks, mean, deviation, count):
    """Networks read digit1.png, digit2.png, ... beside this file: ten probabilities for each."""
    from torchvision.transforms.functional import pil_to_tensor

    for number in range(1, count + 1):
        picture = pil_to_tensor(Image.open(f"digit{number}.png")) / 255  # (1, 28, 28)
        picture = (picture - mean) / deviation  # of all MNIST training pictures
        for name, (network, file) in networks.items():
            network.load_state_dict(load_file(file))
            network.eval()
            with torch.inference_mode():
                scores = network(picture[None])  # (1, 10)
            for digit, probability in enumerate(scores[0].softmax(0).tolist()):
                print(f"digit {number}: {name} p({digit}) = {probability:.9g}")


def draw_digit(picture, networks):
    """The picture that the networks read, and the probabilities that they give."""
    import matplotlib.pyplot as plt

    _, (left, right) = plt.subplots(1, 2, figsize=(11, 4))
    left.imshow(picture[0], cmap="gray")
    for number, (name, (network, _)) in enumerate(networks.items()):
        with torch.inference_mode():
            probabilities = network(picture[None])[0].softmax(0).tolist()
        width = 0.8 / len(networks)
        right.bar([digit + width * number for digit in range(10)], probabilities, width, label=name)
    right.set(xlabel="digit", ylabel="probability", xticks=range(10))
    right.legend()
    plt.show()
