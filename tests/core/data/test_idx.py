"""Fashion-MNIST, KMNIST and EMNIST: fetched from a server of this test, whole and checked, in the
very format of the real ones; their sums and classes are those that torchvision publishes.
"""

import gzip
import hashlib
import io
import threading
import zipfile
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
import torch
from torchvision import datasets as published

from core.data import cache, datasets, idx, reading
from core.data.datasets import DATASETS, DIGITS
from core.training import store
from core.training.config import recipe

COUNTS = {"train": 30, "t10k": 20}


def numbers(name: str) -> bytes:
    """A file in the format of MNIST, with pictures that are not their own mirror image."""
    count = COUNTS[name.partition("-")[0]]
    generator = torch.Generator().manual_seed(count)
    if "labels" in name:
        return b"\0\0\x08\x01" + count.to_bytes(4) + bytes(number % 10 for number in range(count))
    pixels = torch.randint(0, 256, (count * 784,), generator=generator, dtype=torch.uint8)
    sizes = b"".join(size.to_bytes(4) for size in (count, 28, 28))
    return b"\0\0\x08\x03" + sizes + pixels.numpy().tobytes()


FILES = {name: gzip.compress(numbers(name), mtime=0) for name in idx.FILES}


def archive() -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as packed:
        for member, content in zip(idx.EMNIST.members, FILES.values(), strict=True):
            packed.writestr(member, content)
    return data.getvalue()


ARCHIVE = archive()


def md5(data: bytes) -> str:
    return hashlib.md5(data).hexdigest()


@pytest.fixture
def served(folder):
    """The address of a server that has the files, and the list of what it was asked for."""
    asked = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            asked.append(self.path[1:])
            data = {**FILES, "emnist.zip": ARCHIVE}[self.path[1:]]
            self.send_response(200)
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, *words):
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/", asked
        server.shutdown()
    datasets._load.cache_clear()


def fashion(url: str) -> idx.Source:
    size, sums = sum(map(len, FILES.values())), tuple(map(md5, FILES.values()))
    return replace(idx.FASHION, url=url, size=size, sums=sums)


def emnist(url: str) -> idx.Source:
    return replace(idx.EMNIST, url=f"{url}emnist.zip", size=len(ARCHIVE), sums=(md5(ARCHIVE),))


@pytest.mark.parametrize("make", [fashion, emnist])
def test_it_is_fetched_once_with_progress_and_read(make, served):
    url, asked = served
    source = make(url)
    assert not source.is_ready()
    with pytest.raises(ValueError, match=f"{source.name} is not on this computer: training on it"):
        source.read_test()
    steps = list(source.download())
    assert [step.done for step in steps] == sorted(step.done for step in steps)
    assert steps[-1].done == steps[-1].size == source.size
    assert source.is_ready() and list(source.download()) == []
    train, train_labels, test, test_labels = source.read()
    assert len(asked) == (1 if source.members else 4)
    assert (train.shape, test.shape) == ((30, 1, 28, 28), (20, 1, 28, 28))
    assert train.dtype == torch.uint8 and train_labels.dtype == torch.int64
    assert train_labels.tolist() == [number % 10 for number in range(30)]
    rows = torch.frombuffer(bytearray(numbers(idx.FILES[2])), dtype=torch.uint8, offset=16)
    expected = rows.view(20, 28, 28)
    assert torch.equal(test[:, 0], expected.transpose(1, 2) if source.turned else expected)
    assert torch.equal(source.read_test()[0], test)
    assert not list(source.folder.parent.rglob("*.zip"))


@pytest.mark.parametrize("make", [fashion, emnist])
def test_what_is_damaged_is_told(make, served):
    source = make(served[0])
    list(source.download())
    path = source.folder / idx.FILES[1]
    whole = path.read_bytes()
    other = gzip.compress(numbers(idx.FILES[1])[:-1] + b"\x03", mtime=0)
    for data in (whole[:-20], b"", other, gzip.compress(b"nothing")):
        path.write_bytes(data)
        with pytest.raises(ValueError, match=r"ubyte.gz is damaged \(.*: remove it") as told:
            source.read()
        assert "\n" not in str(told.value)
    path.unlink()
    source.read()  # fetched again


def test_a_process_that_is_killed_while_it_unpacks_leaves_no_file_without_its_sum(
    served, monkeypatch
):
    source, write, count = emnist(served[0]), cache.write, 0

    def dying(path, data):
        nonlocal count
        write(path, data)
        count += path.name in idx.FILES
        if count == len(idx.FILES):
            raise KeyboardInterrupt

    monkeypatch.setattr(cache, "write", dying)
    with pytest.raises(KeyboardInterrupt):
        list(source.download())
    monkeypatch.setattr(cache, "write", write)
    assert source.is_ready() and len(source.read()[0]) == 30


def test_another_file_than_the_published_one_is_refused(served):
    source = replace(fashion(served[0]), sums=idx.FASHION.sums)
    with pytest.raises(ValueError, match="could not be fetched .*its md5 differs"):
        source.read()
    assert not source.is_ready() and not list(source.folder.glob("*"))


@pytest.mark.parametrize("source", [idx.FASHION, idx.KMNIST, idx.EMNIST])
def test_without_a_network_one_line_says_what_to_do(source, folder):
    with pytest.raises(ValueError, match="connect to the internet once, or set") as told:
        replace(source, url="http://127.0.0.1:9/").read()
    assert source.variable in str(told.value) and "\n" not in str(told.value)


def test_a_folder_of_ones_own_is_read_in_place_of_a_download(tmp_path, monkeypatch, folder):
    monkeypatch.setenv(idx.KMNIST.variable, str(tmp_path))
    with pytest.raises(ValueError, match="KMNIST: .* has no train-images-idx3-ubyte.gz"):
        idx.KMNIST.read()
    for name, data in FILES.items():
        (tmp_path / name).write_bytes(data)
    assert idx.KMNIST.is_ready() and len(idx.KMNIST.read()[0]) == 30
    assert len(DATASETS["KMNIST"].gallery().images) == 20


def test_where_and_what_are_as_torchvision_has_it():
    for source, theirs in ((idx.FASHION, published.FashionMNIST), (idx.KMNIST, published.KMNIST)):
        assert source.name == theirs.__name__ and source.url in theirs.mirrors
        assert list(zip(idx.FILES, source.sums, strict=True)) == theirs.resources
    assert (idx.EMNIST.url, idx.EMNIST.sums) == (published.EMNIST.url, (published.EMNIST.md5,))
    assert list(idx.CLOTHES) == published.FashionMNIST.classes
    assert list(idx.KANA) == published.KMNIST.classes
    assert list(DIGITS) == published.EMNIST.classes_split_dict["digits"]


@pytest.mark.parametrize(
    ("name", "source", "read"),
    [
        ("Fashion-MNIST", idx.FASHION, reading.read_fashion_mnist),
        ("KMNIST", idx.KMNIST, reading.read_kmnist),
        ("EMNIST digits", idx.EMNIST, reading.read_emnist_digits),
    ],
)
def test_a_script_reads_what_the_app_reads(name, source, read, tmp_path, monkeypatch, folder):
    monkeypatch.setenv(source.variable, str(tmp_path))
    raw = tmp_path / "data" / source.name / "raw"
    raw.mkdir(parents=True)
    for file, data in FILES.items():
        (tmp_path / file).write_bytes(data)
        unpacked = file.removesuffix(".gz")
        if source.members:
            unpacked = f"emnist-digits-{unpacked.replace('t10k', 'test')}"
        (raw / unpacked).write_bytes(gzip.decompress(data))
    monkeypatch.chdir(tmp_path)
    assert DATASETS[name].script is read
    ours = DATASETS[name].build().tensors
    assert all(torch.equal(a, b) for a, b in zip(ours, read(), strict=True))


def test_a_network_learns_from_it_and_is_listed_with_it(served, monkeypatch, capsys):
    url, _ = served
    for name, data in FILES.items():
        path = idx.FASHION.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    monkeypatch.setenv(idx.FASHION.variable, str(idx.FASHION.folder))
    config = recipe("LeNet", dataset="Fashion-MNIST", epochs=1, batch_size=16)
    *_, last = store.train_once(config, "cpu")
    trained = store.fetch(config)
    assert trained.dataset is DATASETS["Fashion-MNIST"] and last.steps == 2
    assert trained.dataset.classes[9] == "Ankle boot"
