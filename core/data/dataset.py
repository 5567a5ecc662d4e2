"""What a data set says of itself, and what it holds. The data sets are in `core.data.datasets`."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

import torch
from torch import Tensor

from core.data.preparation import centre_crop
from core.jobs.progress import Progress
from core.registry import Choice


@dataclass(frozen=True)
class Data:
    """Pictures and what they show. The tensors are shared by all who ask: nobody changes them.

    Args:
        train_images: (N, C, H, W) uint8.
        train_labels: (N,) int64, indices of the data set's `classes`.
        test_images: (M, C, H, W) uint8.
        test_labels: (M,) int64.
        read_train: reads the training pictures of these indices, (*indices, C, H, W) uint8, where
            `train_images` are a file that is not in memory.
    """

    train_images: Tensor
    train_labels: Tensor
    test_images: Tensor
    test_labels: Tensor
    read_train: Callable[[Tensor], Tensor] | None = None

    @property
    def tensors(self) -> tuple[Tensor, Tensor, Tensor, Tensor]:
        """Pictures and labels for the training, then those for the test, as a script reads them."""
        return self.train_images, self.train_labels, self.test_images, self.test_labels

    def train_part(self, rows: Tensor) -> tuple[Tensor, Tensor]:
        """The training pictures of these indices, (*rows, C, H, W) uint8, and their labels,
        (*rows,).
        """
        read = self.read_train or self.train_images.__getitem__
        return read(rows), self.train_labels[rows]

    def to(self, device: torch.device) -> "Data":
        """The same data on a device."""
        return Data(*(tensor.to(device) for tensor in self.tensors))


@dataclass(frozen=True)
class Gallery:
    """Test pictures to look at.

    Args:
        images: (N, C, H, W) uint8.
        labels: (N,), indices of `classes`.
        classes: names.
    """

    images: Tensor
    labels: Tensor
    classes: tuple[str, ...]


def _ready() -> bool:
    return True


def _nothing_to_fetch() -> Iterable[Progress]:
    return ()


@dataclass(frozen=True, eq=False, kw_only=True)
class Dataset(Choice):
    """A data set. `build()` reads it whole, as `Data`; a `ValueError` says why it cannot be read.

    Args:
        classes: what the pictures show, in the order of the labels.
        shape: (C, H, W) of a picture; C is 1 for grey, 3 for colour.
        mean: of each channel of the training pictures, in [0, 1].
        deviation: likewise.
        black_background: whether pictures are light strokes on black, as augmentations of
            handwriting need it: what they move in from outside is black.
        own_source: the source of `core.data.inputs` that shows pictures of this kind.
        prepare: makes any picture, (1 or 3, H, W) uint8, into one as this data set has them, of
            its `shape`; the second argument says whether it is a photo. None cuts out the middle.
        read_gallery: reads the test pictures alone, where that is quicker than reading everything.
            A `ValueError` says that they are not on this computer; nothing is fetched. None takes
            them from `build()`.
        is_ready: whether it can be read at once, with nothing to fetch or to generate.
        fetch: fetches or generates what `build` reads, and tells how far it is.
        downloads: whether that needs the internet.
        notice: Markdown for a reader who is about to train, while it is not ready.
        script: a function without arguments whose source stands in training scripts. Returns
            `train_images, train_labels, test_images, test_labels`, shaped as in `Data`.
        script_files: what `script` reads beside itself, by file name: a function that gives the
            bytes, once the data set is ready.
        script_notice: Markdown on these files.
    """

    classes: tuple[str, ...]
    shape: tuple[int, int, int]
    mean: tuple[float, ...]
    deviation: tuple[float, ...]
    black_background: bool = False
    own_source: str = "picture"
    prepare: Callable[[Tensor, bool], Tensor] | None = None
    read_gallery: Callable[[], Gallery] | None = None
    is_ready: Callable[[], bool] = _ready
    fetch: Callable[[], Iterable[Progress]] = _nothing_to_fetch
    downloads: bool = False
    notice: str = ""
    script: Callable[[], tuple[Tensor, Tensor, Tensor, Tensor]]
    script_files: Mapping[str, Callable[[], bytes]] = field(default_factory=dict)
    script_notice: str = ""

    def normalise(self, images: Tensor) -> Tensor:
        """Pictures in [0, 1], (..., C, H, W), as networks get them: mean 0 and deviation 1."""
        mean, deviation = (
            torch.tensor(values, device=images.device).view(-1, 1, 1)
            for values in (self.mean, self.deviation)
        )
        return (images - mean).div_(deviation)

    def fit(self, picture: Tensor, photo: bool = False) -> Tensor:
        """Any picture, (1 or 3, H, W) uint8, as one of this data set: its `shape`, uint8.

        Args:
            photo: it is a photograph, so that digits are looked for as ink on paper.

        Raises:
            ValueError: a digit is wanted, and there is none.
        """
        if self.prepare is not None:
            return self.prepare(picture, photo)
        return centre_crop(picture, self.shape)

    def gallery(self) -> Gallery:
        """The test pictures.

        Raises:
            ValueError: they are not on this computer, or damaged. Nothing is fetched.
        """
        if self.read_gallery is not None:
            return self.read_gallery()
        data = self.build()
        return Gallery(data.test_images, data.test_labels, self.classes)
