"""The drawing of a U-Net on a page: see `core.plots.unet`."""

from core.plots.unet import UPicture
from pages.ui.components import component

UNET = component("unet")


def unet(key: str, picture: UPicture) -> None:
    """Shows a U-Net, as large as the room of the picture. What a reader points at stays in the
    browser.

    Args:
        key: of the element.
        picture: what is shown.
    """
    UNET(key=key, data=picture.as_data(), height="stretch")
