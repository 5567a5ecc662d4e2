"""How a training script reads each data set: functions whose source stands in the script.

They read from and download to the folder `data` beside the script. The app itself reads from its
cache folder, with checks and progress: `core.data.mnist`, `core.data.cifar10`. Torchvision is
imported inside of them, since it takes two seconds and 160 MB, and the app shows them without
calling them; in the script the import stands at the top.
"""

import torch

DRAWINGS = "drawings.bin"
"""The file of generated digits that `read_mnist_and_drawings` reads."""


def read_mnist():
    """Training digits (60000, 1, 28, 28) uint8 and labels (60000,), then 10,000 for the test."""
    from torchvision.datasets import MNIST

    train, test = MNIST("data", train=True, download=True), MNIST("data", train=False)
    return train.data[:, None], train.targets, test.data[:, None], test.targets


def read_mnist_and_drawings():
    """MNIST with more training digits: for each of them a byte of label, then its 784 pixels."""
    from torchvision.datasets import MNIST

    train, test = MNIST("data", train=True, download=True), MNIST("data", train=False)
    with open("drawings.bin", "rb") as file:
        drawings = torch.frombuffer(bytearray(file.read()), dtype=torch.uint8).view(-1, 785)
    images = torch.cat((train.data, drawings[:, 1:].reshape(-1, 28, 28)))
    labels = torch.cat((train.targets, drawings[:, 0].long()))
    return images[:, None], labels, test.data[:, None], test.targets


def read_cifar10():
    """Training photos (50000, 3, 32, 32) uint8 and labels (50000,), then 10,000 for the test."""
    from torchvision.datasets import CIFAR10

    train, test = CIFAR10("data", train=True, download=True), CIFAR10("data", train=False)
    train_images, test_images = (
        torch.from_numpy(part.data).permute(0, 3, 1, 2).contiguous() for part in (train, test)
    )
    return train_images, torch.tensor(train.targets), test_images, torch.tensor(test.targets)
