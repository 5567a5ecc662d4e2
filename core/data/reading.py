"""How a training script reads each data set: functions whose source stands in the script.

They read from and download to the folder `data` beside the script. The app itself reads from its
cache folder, with checks and progress: `core.data.mnist`, `core.data.idx`, `core.data.cifar10`.
Torchvision is imported inside of them, since it takes two seconds and 160 MB, and the app shows
them without calling them; in the script the import stands at the top.
"""

import torch

DRAWINGS = "drawings.bin"
"""The file of generated digits that `read_mnist_and_drawings` reads."""

OWN_PICTURES = "own_pictures.safetensors"
"""The file that `read_own_pictures` reads."""


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


def read_fashion_mnist():
    """Training pictures (60000, 1, 28, 28) uint8 and labels (60000,), then 10,000 for the test."""
    from torchvision.datasets import FashionMNIST

    train = FashionMNIST("data", train=True, download=True)
    test = FashionMNIST("data", train=False)
    return train.data[:, None], train.targets, test.data[:, None], test.targets


def read_kmnist():
    """Training characters (60000, 1, 28, 28) uint8 and labels (60000,), then 10,000 for the
    test.
    """
    from torchvision.datasets import KMNIST

    train, test = KMNIST("data", train=True, download=True), KMNIST("data", train=False)
    return train.data[:, None], train.targets, test.data[:, None], test.targets


def read_emnist_digits():
    """Training digits (240000, 1, 28, 28) uint8 and labels (240000,), then 40,000 for the test."""
    from torchvision.datasets import EMNIST

    train = EMNIST("data", split="digits", train=True, download=True)
    test = EMNIST("data", split="digits", train=False)
    # in its files rows and columns are exchanged
    train_images, test_images = (part.data.transpose(1, 2).contiguous() for part in (train, test))
    return train_images[:, None], train.targets, test_images[:, None], test.targets


def read_own_pictures():
    """One's own pictures for the training, (N, C, H, W) uint8, and labels (N,), then those for the
    test.
    """
    from safetensors.torch import load_file

    data = load_file("own_pictures.safetensors")
    return tuple(
        data[name] for name in ("train_images", "train_labels", "test_images", "test_labels")
    )


def read_cifar10():
    """Training photos (50000, 3, 32, 32) uint8 and labels (50000,), then 10,000 for the test."""
    from torchvision.datasets import CIFAR10

    train, test = CIFAR10("data", train=True, download=True), CIFAR10("data", train=False)
    train_images, test_images = (
        torch.from_numpy(part.data).permute(0, 3, 1, 2).contiguous() for part in (train, test)
    )
    return train_images, torch.tensor(train.targets), test_images, torch.tensor(test.targets)


def read_clip_art():
    """Drawings for the training, (323, 3, 128, 128) uint8, and labels (323,), then 163 for the
    test.
    """
    from zipfile import ZipFile

    from PIL import Image
    from torchvision.transforms.functional import pil_to_tensor

    pictures, labels = {"train": [], "test": []}, {"train": [], "test": []}
    with ZipFile("clip_art.zip") as drawings:
        names = drawings.namelist()  # such as train/birds/owl.png
        classes = sorted({name.split("/")[1] for name in names})
        for name in names:
            part, label, _ = name.split("/")
            with drawings.open(name) as file:
                pictures[part].append(pil_to_tensor(Image.open(file).convert("RGB")))
            labels[part].append(classes.index(label))
    train, test = torch.stack(pictures["train"]), torch.stack(pictures["test"])
    return train, torch.tensor(labels["train"]), test, torch.tensor(labels["test"])
