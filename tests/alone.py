"""The folder in which a script or a notebook runs on its own."""

from pathlib import Path

from core.data import mnist
from core.script import Script

READS_MNIST = 'MNIST("data"'
"""How a script reads MNIST: torchvision looks into a folder, and downloads what is not there."""


def put_files(script: Script, folder: Path) -> None:
    """Puts into an own folder what a script needs: its files, and MNIST if it reads that. Tests
    need no network.
    """
    for name, data in script.files.items():
        (folder / name).write_bytes(data)
    data = folder / "data"
    if READS_MNIST in script.text and not data.exists():
        data.symlink_to(mnist.unpack())
