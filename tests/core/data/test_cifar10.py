"""CIFAR-10 in torchvision's format from a server of this test, and as a folder of pictures."""

import functools
import hashlib
import http.server
import io
import pickle
import tarfile
import threading

import numpy as np
import pytest
import torch
from PIL import Image
from torchvision.datasets import CIFAR10

from core.data import cifar10, datasets
from core.training.config import recipe
from core.training.script import write_script
from core.training.train import train
from tests.server import ROOT

CLASSES = ["aeroplane", "bird"]


def test_readme_says_how_large_the_download_is():
    readme = (ROOT / "README.md").read_text("utf-8")
    assert f"CIFAR-10 downloads it, {cifar10.SIZE / 1e6:.0f} MB," in readme
    assert f": {cifar10.SIZE / 1e6:.0f} MB." in datasets.DATASETS["CIFAR-10"].notice


def archive(generator: np.random.Generator) -> tuple[bytes, dict[str, bytes], np.ndarray]:
    """A tar.gz as that of the real data set, with 4 pictures a file; its files; the training
    pictures.
    """
    files, pictures = {}, []
    for name in [f"data_batch_{number}" for number in range(1, 6)] + ["test_batch"]:
        data = generator.integers(0, 256, (4, 3072), dtype=np.uint8)
        files[name] = pickle.dumps({"data": data, "labels": [0, 1, 1, 0]})
        pictures.append(data.reshape(4, 3, 32, 32))
    files["batches.meta"] = pickle.dumps({"label_names": CLASSES})
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w:gz") as tar:
        for name, data in files.items():
            info = tarfile.TarInfo(f"cifar-10-batches-py/{name}")
            info.size = len(data)
            tar.addfile(info, io.BytesIO(data))
    return buffer.getvalue(), files, np.concatenate(pictures[:5])


@pytest.fixture
def server(tmp_path, monkeypatch):
    """A web server for the small archive, which torchvision is told to take for the real one."""
    data, files, pictures = archive(np.random.default_rng(0))
    (tmp_path / "web").mkdir()
    (tmp_path / "web" / CIFAR10.filename).write_bytes(data)
    sums = {name: hashlib.md5(content).hexdigest() for name, content in files.items()}
    monkeypatch.setattr(CIFAR10, "tgz_md5", hashlib.md5(data).hexdigest())
    monkeypatch.setattr(
        CIFAR10, "train_list", [[name, sums[name]] for name, _ in CIFAR10.train_list]
    )
    monkeypatch.setattr(CIFAR10, "test_list", [[name, sums[name]] for name, _ in CIFAR10.test_list])
    monkeypatch.setattr(CIFAR10, "meta", {**CIFAR10.meta, "md5": sums["batches.meta"]})
    handler = functools.partial(http.server.SimpleHTTPRequestHandler, directory=tmp_path / "web")
    handler.func.log_message = lambda *message: None
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as served:
        threading.Thread(target=served.serve_forever, daemon=True).start()
        monkeypatch.setattr(
            CIFAR10, "url", f"http://127.0.0.1:{served.server_port}/{CIFAR10.filename}"
        )
        yield tmp_path / "web" / CIFAR10.filename, pictures
        served.shutdown()
    datasets._load.cache_clear()


def test_download(server, folder):
    _, pictures = server
    train_images, train_labels, test_images, test_labels, classes = cifar10.read()
    assert torch.equal(train_images, torch.from_numpy(pictures))
    assert train_labels.tolist() == [0, 1, 1, 0] * 5
    assert test_images.shape == (4, 3, 32, 32)
    assert test_labels.tolist() == [0, 1, 1, 0]
    assert list(classes) == CLASSES


def test_the_script_for_photographs_gives_the_weights_of_the_training(
    server, folder, tmp_path, monkeypatch
):
    config = recipe("SimpleCNN", epochs=2, batch_size=8)
    datasets._load.cache_clear()
    *_, last = train(config, "cpu")
    datasets._load.cache_clear()
    monkeypatch.chdir(tmp_path)
    namespace = {}
    state = torch.get_rng_state()
    exec(write_script(config).text, namespace)
    torch.set_rng_state(state)
    ours, theirs = last.model.state_dict(), namespace["model"].state_dict()
    assert all(torch.equal(ours[name], theirs[name]) for name in ours)


def test_a_second_reading_needs_no_server(server, folder, monkeypatch):
    cifar10.read()
    monkeypatch.setattr(CIFAR10, "url", "http://127.0.0.1:9/none")
    assert len(cifar10.read()[0]) == 20


def test_the_test_pictures_alone_are_read_without_a_download(server, folder):
    cifar10._read_test.cache_clear()
    assert not cifar10.ready()
    with pytest.raises(
        ValueError, match="CIFAR-10 is not on this computer: training on it downloads it once"
    ):
        cifar10.read_test()
    *_, images, labels, classes = cifar10.read()
    assert cifar10.ready()
    result = cifar10.read_test()
    assert (
        torch.equal(result[0], images) and torch.equal(result[1], labels) and result[2] == classes
    )


def test_no_way_to_the_server_is_one_line(server, folder, monkeypatch):
    monkeypatch.setattr(CIFAR10, "url", "http://127.0.0.1:9/none")
    with pytest.raises(
        ValueError,
        match=r"could not be fetched from http://127.0.0.1:9/none .*set TORCH_PLAYGROUND",
    ):
        cifar10.read()


def test_a_download_that_is_cut_is_one_line_and_goes_well_the_next_time(server, folder):
    path, _ = server
    whole = path.read_bytes()
    path.write_bytes(whole[:1000])
    with pytest.raises(ValueError, match="CIFAR-10 could not be fetched") as error:
        cifar10.read()
    assert "\n" not in str(error.value)
    path.write_bytes(whole)
    assert len(cifar10.read()[0]) == 20


@pytest.fixture
def pictures(tmp_path, monkeypatch):
    """A folder of pictures: in train/cat three red ones, in train/dog two blue ones, one of each in
    test.
    """
    for part, counts in (("train", (3, 2)), ("test", (1, 1))):
        for name, count, colour in zip(
            ("cat", "dog"), counts, ((200, 10, 20), (20, 10, 200)), strict=True
        ):
            (tmp_path / "own" / part / name).mkdir(parents=True)
            for number in range(count):
                Image.new("RGB", (32, 32), colour).save(
                    tmp_path / "own" / part / name / f"{number}.png"
                )
    monkeypatch.setenv(cifar10.VARIABLE, str(tmp_path / "own"))
    return tmp_path / "own"


def test_folder(pictures):
    train_images, train_labels, test_images, test_labels, classes = cifar10.read()
    assert classes == ("cat", "dog")
    assert train_labels.tolist() == [0, 0, 0, 1, 1]
    assert train_images[:, :, 5, 7].tolist() == [[200, 10, 20]] * 3 + [[20, 10, 200]] * 2
    assert test_images.shape == (2, 3, 32, 32)
    assert test_labels.tolist() == [0, 1]


def test_the_test_pictures_of_a_folder(pictures, monkeypatch):
    cifar10._read_test.cache_clear()
    assert cifar10.ready()
    *_, images, labels, classes = cifar10.read()
    result = cifar10.read_test()
    assert (
        torch.equal(result[0], images) and torch.equal(result[1], labels) and result[2] == classes
    )
    monkeypatch.setenv(cifar10.VARIABLE, str(pictures / "train"))
    assert not cifar10.ready()


def test_folder_with_a_picture_of_another_size(pictures):
    Image.new("RGB", (40, 32)).save(pictures / "train" / "cat" / "large.png")
    with pytest.raises(ValueError, match=r"large.png is 40 x 32 pixels; 32 x 32 is needed"):
        cifar10.read()


def test_folder_with_something_that_is_no_picture(pictures):
    (pictures / "test" / "dog" / "0.png").write_bytes(b"hello")
    with pytest.raises(ValueError, match="0.png is not a picture"):
        cifar10.read()


def test_folder_without_classes(pictures, monkeypatch):
    monkeypatch.setenv(cifar10.VARIABLE, str(pictures / "train" / "cat"))
    with pytest.raises(ValueError, match="has no folders of pictures"):
        cifar10.read()


def test_folder_whose_parts_differ(pictures):
    (pictures / "test" / "dog").rename(pictures / "test" / "fox")
    with pytest.raises(ValueError, match="train has the classes cat, dog, test has cat, fox"):
        cifar10.read()
