"""Networks that were trained on ImageNet: torchvision makes them, untrained or with these weights.

Weights are downloaded once, from PyTorch's own server, and held in the cache folder as they came.
Before each reading their sha256 is compared with the published one, and `torch.load` reads tensors
alone (`weights_only=True`).

To add a network, write one `Pretrained` in `PRETRAINED`.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from io import BytesIO
from pathlib import Path

import torch
from torch import Tensor, nn

from core.data import cache
from core.data.datasets import DATASETS, Gallery
from core.data.download import Download, fetch
from core.data.preparation import centre_crop
from core.models.seeding import DrawFrom
from core.registry import Choice, Registry

FEW = 200
"""Pictures of a gallery: ResNet-18 needs as long for one as SimpleCNN for a hundred."""


@dataclass(frozen=True, eq=False, kw_only=True)
class Pretrained(Choice):
    """A network for photographs. `build()` makes it untrained, with weights from torch's global
    generator.

    Args:
        url: of the file with its trained weights.
        sha256: of that file.
        size: of that file, in bytes.
        classes: gives the names of its classes, in the order of its scores. Its source, and those
            of the next two, stand in scripts.
        load: gives it as it was trained, ready to look into, where there is an internet.
        draw: gives it with weights from torch's global generator, ready to look into.
        mean: of each channel of the pictures that it learned from, in [0, 1].
        deviation: likewise.
        side: of its input in pixels.
        shorter: the shorter side of the picture from whose middle the input is cut.
        dataset: whose test pictures it looks at.
    """

    url: str
    sha256: str
    size: int
    classes: Callable[[], list[str]]
    load: Callable[[], nn.Module]
    draw: Callable[[], nn.Module]
    mean: tuple[float, ...]
    deviation: tuple[float, ...]
    side: int
    shorter: int
    dataset: str

    @property
    def shape(self) -> tuple[int, int, int]:
        """(C, H, W) of its input."""
        return (len(self.mean), self.side, self.side)

    @property
    def path(self) -> Path:
        """Where the weights are, or will be."""
        return cache.folder() / "models" / self.url.rpartition("/")[2]

    def fit(self, picture: Tensor, photo: bool = False) -> Tensor:
        """The middle of a picture, (1 or 3, H, W) uint8, as torchvision cuts it for ImageNet; of
        `shape`, uint8. A photo is a picture like any other.
        """
        return centre_crop(picture, self.shape, self.shorter)

    def gallery(self) -> Gallery:
        """Test pictures as the network takes them.

        Raises:
            ValueError: they are not on this computer.
        """
        pictures = DATASETS[self.dataset].gallery()
        images = [self.fit(image) for image in pictures.images[:FEW]]
        return replace(pictures, images=torch.stack(images))

    def is_ready(self) -> bool:
        """Whether the weights are here."""
        return self.path.is_file()

    def untrained(self, seed: int) -> nn.Module:
        """As torchvision makes it, with weights drawn from a generator of this seed; in eval mode,
        not to be changed.
        """
        return _untrained(self, seed)

    def trained(self) -> nn.Module:
        """The network with the downloaded weights, in eval mode; shared, not to be changed.

        Raises:
            FileNotFoundError: they are not here.
            ValueError: they are damaged, and set aside.
        """
        state = self.path.stat()
        return _trained(self, self.path, state.st_mtime_ns, state.st_size)

    def download(self) -> Iterator[Download]:
        """Fetches the weights, unless they are here.

        Raises:
            ValueError: there is no way to the server, or what it gave is not the published file.
        """
        with cache.lock(self.path):
            if self.is_ready():  # another process may have fetched them meanwhile
                return
            try:
                yield from fetch(self.url, self.path, self.sha256, self.size)
            except cache.Unwritable:
                raise
            except OSError as error:
                raise ValueError(
                    f"{self.url} could not be fetched ({error}): connect to the internet once, "
                    "or choose weights='random'"
                ) from None


@lru_cache(maxsize=2)
def _untrained(network: Pretrained, seed: int) -> nn.Module:
    with DrawFrom(torch.Generator().manual_seed(seed)):
        return network.build().eval().requires_grad_(False)


@lru_cache(maxsize=1)
def _trained(network: Pretrained, file: Path, changed: int, size: int) -> nn.Module:
    """Once for each state of the file."""
    data = file.read_bytes()
    if cache.sha256(data) != network.sha256:
        file.replace(file.with_name(f"{file.name}.damaged"))
        raise ValueError(
            f"weights='trained': {file.name} is damaged and was set aside, download it again"
        )
    with torch.device("meta"):  # holds no numbers yet
        model = network.build()
    model.load_state_dict(torch.load(BytesIO(data), weights_only=True), assign=True)
    return model.eval().requires_grad_(False)


def build_resnet18() -> nn.Module:
    """ResNet-18 as torchvision makes it."""
    from torchvision.models import resnet18  # takes a second, which the other networks save

    return resnet18()


def trained_resnet18():
    """ResNet-18 as it was trained on ImageNet, ready to look into."""
    from torchvision.models import ResNet18_Weights, resnet18

    return resnet18(weights=ResNet18_Weights.IMAGENET1K_V1).eval().requires_grad_(False)


def untrained_resnet18():
    """ResNet-18 with random weights, ready to look into."""
    from torchvision.models import resnet18

    return resnet18().eval().requires_grad_(False)


def imagenet_classes():
    """The names of the thousand classes of ImageNet."""
    from torchvision.models import ResNet18_Weights

    return ResNet18_Weights.IMAGENET1K_V1.meta["categories"]


PRETRAINED = Registry(
    "pre-trained network",
    {
        "ResNet-18": Pretrained(
            build_resnet18,
            note="For photographs of a thousand kinds of things (He, Zhang, Ren and Sun 2015).",
            url="https://download.pytorch.org/models/resnet18-f37072fd.pth",
            # begins as the file's name says
            sha256="f37072fd47e89c5e827621c5baffa7500819f7896bbacec160b1a16c560e07ec",
            size=46_830_571,
            classes=imagenet_classes,
            load=trained_resnet18,
            draw=untrained_resnet18,
            mean=(0.485, 0.456, 0.406),
            deviation=(0.229, 0.224, 0.225),
            side=224,
            shorter=256,
            dataset="CIFAR-10",  # those of ImageNet are not free
        )
    },
)
"""Networks with published weights, by name."""
