"""Networks with trained weights: where these are, how they are read and checked, and what a picture
must be like.

Some come with the project, see `core.models.convert`; the others are downloaded once and held in
the cache folder as they came. Before each reading the sha256 is compared with the one that is
known; `torch.load` reads tensors alone (`weights_only=True`).
"""

import json
import threading
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from io import BytesIO
from pathlib import Path

import torch
from safetensors.torch import load
from torch import Tensor, nn

from core.data import cache
from core.data.datasets import DATASETS, Gallery
from core.data.download import Download, fetch
from core.data.preparation import centre_crop
from core.models.seeding import DrawFrom
from core.registry import Choice

SHIPPED = Path(__file__).parents[2] / "assets" / "imagenet"

FEW = 200
"""Pictures of a gallery: ResNet-18 needs as long for one as SimpleCNN for a hundred."""


@dataclass(frozen=True, eq=False, kw_only=True)
class Pretrained(Choice):
    """A network for photographs. `build()` makes it untrained, with weights from torch's global
    generator.

    Args:
        classes: gives the names of its classes, in the order of its scores. Its source, and those
            of the next two, stand in scripts.
        load: gives it as it was trained, ready to look into, where its weights are at hand.
        draw: gives it with weights from torch's global generator, ready to look into.
        mean: of each channel of the pictures that it learned from, in [0, 1].
        deviation: likewise.
        side: of its input in pixels.
        shorter: the shorter side of the picture from whose middle the input is cut.
        dataset: whose test pictures it looks at.
        stages: the modules of each of its stages by their names, from front to back, without the
            head.
        features: how many numbers its head gets.
        with_head: puts another head onto a network of this kind, in place, and returns the network:
            a module that takes (N, features).
    """

    classes: Callable[[], list[str]]
    load: Callable[[], nn.Module]
    draw: Callable[[], nn.Module]
    mean: tuple[float, ...]
    deviation: tuple[float, ...]
    side: int
    shorter: int
    dataset: str
    stages: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    features: int = 0
    with_head: Callable[[nn.Module, nn.Module], nn.Module] | None = None

    @property
    def shape(self) -> tuple[int, int, int]:
        """(C, H, W) of its input."""
        return (len(self.mean), self.side, self.side)

    @property
    def path(self) -> Path:
        """Where the weights are, or will be."""
        raise NotImplementedError

    @property
    def script_files(self) -> Mapping[str, Callable[[], bytes]]:
        """What `load` reads in a script, by file name: a function that gives the bytes."""
        return {}

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
        """As its constructor makes it, with weights drawn from a generator of this seed; in eval
        mode, not to be changed.
        """
        return _untrained(self, seed)

    def trained(self) -> nn.Module:
        """The network with its trained weights, in eval mode; shared, not to be changed.

        Raises:
            FileNotFoundError: they are not here.
            ValueError: they are damaged, and set aside.
        """
        state = self.path.stat()
        with _loading:  # two sessions that ask at the same time share one
            return _trained(self, self.path, state.st_mtime_ns, state.st_size)

    @property
    def digest(self) -> str:
        """The sha256 of its file of weights."""
        raise NotImplementedError

    def state(self, data: bytes) -> Mapping[str, Tensor]:
        """The tensors in its file of weights.

        Raises:
            ValueError: it is not the file that it should be, and what to do.
        """
        raise NotImplementedError


@dataclass(frozen=True, eq=False, kw_only=True)
class Shipped(Pretrained):
    """A network whose weights come with the project.

    Args:
        file: with its trained weights, in `assets/imagenet` as beside a script; a card is with it.
    """

    file: str

    @property
    def path(self) -> Path:
        """Where the weights are."""
        return SHIPPED / self.file

    @property
    def script_files(self) -> Mapping[str, Callable[[], bytes]]:
        """The weights."""
        return {self.file: self.path.read_bytes}

    @property
    def card(self) -> Mapping[str, str]:
        """Where the weights come from, and their sha256."""
        return json.loads(self.path.with_suffix(".json").read_bytes())

    @property
    def digest(self) -> str:
        """The sha256 of its file of weights, as its card has it."""
        return self.card["sha256"]

    def state(self, data: bytes) -> Mapping[str, Tensor]:
        """The tensors in its file of weights, in float32."""
        if cache.sha256(data) != self.digest:
            raise ValueError(f"{self.path} is damaged: fetch assets/imagenet again")
        tensors = load(data)
        return {
            name: value.float() if value.is_floating_point() else value
            for name, value in tensors.items()
        }


@dataclass(frozen=True, eq=False, kw_only=True)
class Published(Pretrained):
    """A network whose weights are downloaded once.

    Args:
        url: of the file with its trained weights.
        sha256: of that file.
        size: of that file, in bytes.
    """

    url: str
    sha256: str
    size: int

    @property
    def path(self) -> Path:
        """Where the weights are, or will be."""
        return cache.folder() / "models" / self.url.rpartition("/")[2]

    @property
    def digest(self) -> str:
        """The sha256 of its file of weights, as it was published."""
        return self.sha256

    def state(self, data: bytes) -> Mapping[str, Tensor]:
        """The tensors in its file of weights, which is set aside if it is another."""
        if cache.sha256(data) != self.sha256:
            self.path.replace(self.path.with_name(f"{self.path.name}.damaged"))
            raise ValueError(
                f"weights='trained': {self.path.name} is damaged and was set aside, download it "
                "again"
            )
        return torch.load(BytesIO(data), weights_only=True)

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
                    f"{self.url} could not be fetched ({error}): connect to the internet once "
                    "and try again"
                ) from None


_loading = threading.RLock()


@lru_cache(maxsize=2)
def _untrained(network: Pretrained, seed: int) -> nn.Module:
    with DrawFrom(torch.Generator().manual_seed(seed)):
        return network.build().eval().requires_grad_(False)


@lru_cache(maxsize=3)
def _trained(network: Pretrained, file: Path, changed: int, size: int) -> nn.Module:
    """Once for each state of the file."""
    state = network.state(file.read_bytes())
    with torch.device("meta"):  # holds no numbers yet
        model = network.build()
    model.load_state_dict(state, assign=True)
    return model.eval().requires_grad_(False)
