"""ResNet-18 (He, Zhang, Ren and Sun 2015) from torchvision: untrained, or as it was trained on
ImageNet.

Its weights are downloaded once, from PyTorch's own server, and held in the cache folder as they
came. Before each reading their sha256 is compared with the published one, and `torch.load` reads
tensors alone (`weights_only=True`).
"""

from collections.abc import Iterator
from functools import lru_cache
from io import BytesIO
from pathlib import Path

import torch
from torch import nn

from core.data import cache
from core.data.download import Download, fetch
from core.models.seeding import DrawFrom

NAME = "ResNet-18"
URL = "https://download.pytorch.org/models/resnet18-f37072fd.pth"
# begins as the file's name says
SHA256 = "f37072fd47e89c5e827621c5baffa7500819f7896bbacec160b1a16c560e07ec"
LARGEST = 60_000_000  # bytes; the file has 47 million
MEAN, DEVIATION = (0.485, 0.456, 0.406), (0.229, 0.224, 0.225)
SIDE, SHORTER = 224, 256  # of the picture, cut out of one whose shorter side is as long


def classes() -> tuple[str, ...]:
    """The names of the thousand classes, from torchvision."""
    # takes a second to import, which the other networks save
    from torchvision.models import ResNet18_Weights

    return tuple(ResNet18_Weights.IMAGENET1K_V1.meta["categories"])


@lru_cache(maxsize=2)
def untrained(seed: int) -> nn.Module:
    """As torchvision makes it, with weights drawn from a generator of this seed; in eval mode, not
    to be changed.
    """
    with DrawFrom(torch.Generator().manual_seed(seed)):
        return build().eval().requires_grad_(False)


def build() -> nn.Module:
    """The network as torchvision makes it."""
    from torchvision.models import resnet18

    return resnet18()


def path() -> Path:
    """Where the weights are, or will be."""
    return cache.folder() / "models" / URL.rpartition("/")[2]


def ready() -> bool:
    """Whether the weights are here."""
    return path().is_file()


def trained() -> nn.Module:
    """The network with the downloaded weights, in eval mode; shared, not to be changed.

    Raises:
        ValueError: they are not here, or damaged, and then set aside.
    """
    if not ready():
        raise ValueError(
            f"weights='trained': those of {NAME} are not on this computer yet, download them first"
        )
    state = path().stat()
    return _trained(path(), state.st_mtime_ns, state.st_size)


@lru_cache(maxsize=1)
def _trained(file: Path, changed: int, size: int) -> nn.Module:
    data = file.read_bytes()
    if cache.sha256(data) != SHA256:
        file.replace(file.with_name(f"{file.name}.damaged"))
        raise ValueError(
            f"weights='trained': {file.name} is damaged and was set aside, download it again"
        )
    with torch.device("meta"):  # holds no numbers yet
        model = build()
    model.load_state_dict(torch.load(BytesIO(data), weights_only=True), assign=True)
    return model.eval().requires_grad_(False)


def download() -> Iterator[Download]:
    """Fetches the weights, unless they are here.

    Raises:
        ValueError: there is no way to the server, or what it gave is not the published file.
    """
    with cache.lock(path()):
        if ready():  # another process may have fetched them meanwhile
            return
        try:
            yield from fetch(URL, path(), SHA256, LARGEST)
        except OSError as error:
            raise ValueError(
                f"{URL} could not be fetched ({error}): connect to the internet once, "
                "or choose weights='random'"
            ) from None
