"""ResNet-18: as torchvision has it; its weights are downloaded whole or not at all, and nothing
in their file is run. Weights that are shipped are checked before they are read.
"""

import hashlib
import io
import pickle
import threading
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
import torch
from torchvision.models import ResNet18_Weights, resnet18
from torchvision.transforms.functional import to_pil_image

from core.data.datasets import DATASETS, Gallery
from core.models import pretrained
from core.models.imagenet import PRETRAINED

RESNET = PRETRAINED["ResNet-18"]


def saved(model):
    buffer = io.BytesIO()
    torch.save(model.state_dict(), buffer)
    return buffer.getvalue()


@pytest.fixture(scope="module")
def model():
    model = resnet18().eval().requires_grad_(False)
    for value in (
        model.state_dict().values()
    ):  # every buffer its own numbers, so that none can stand for another
        if value.is_floating_point():
            value.copy_(
                torch.rand(value.shape, generator=torch.Generator().manual_seed(value.numel()))
                + 0.5
            )
    return model


@pytest.fixture
def server(model, monkeypatch, tmp_path):
    """Gives the file of `model` over HTTP; `server.network` is the entry that takes it from there.
    `server.data` can be changed.
    """

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(200)
            self.send_header("Content-Length", str(len(server.data) + server.missing))
            self.end_headers()
            self.wfile.write(server.data)

        def log_message(self, *words):
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    server.data, server.missing = saved(model), 0
    threading.Thread(target=server.serve_forever, daemon=True).start()
    monkeypatch.setenv("TORCH_PLAYGROUND_CACHE", str(tmp_path))
    server.network = replace(
        RESNET,
        url=f"http://127.0.0.1:{server.server_port}/resnet18-f37072fd.pth",
        sha256=hashlib.sha256(server.data).hexdigest(),
    )
    yield server
    server.shutdown()
    server.server_close()


def test_the_untrained_network_is_drawn_as_torchvision_draws_it():
    ours, theirs = RESNET.untrained(3), resnet18().requires_grad_(False)
    assert {name: value.shape for name, value in ours.state_dict().items()} == {
        name: value.shape for name, value in theirs.state_dict().items()
    }
    for (name, value), expected in zip(ours.named_parameters(), theirs.parameters(), strict=True):
        assert float(value.std()) == pytest.approx(float(expected.std()), rel=0.1, abs=1e-6), name
        assert float(value.mean()) == pytest.approx(float(expected.mean()), abs=0.01)
    again = pretrained._untrained.__wrapped__
    assert torch.equal(again(RESNET, 3).fc.weight, ours.fc.weight)
    assert not torch.equal(again(RESNET, 4).fc.weight, ours.fc.weight)
    assert not ours.training


def test_what_a_script_draws_has_the_same_weights():
    with torch.random.fork_rng():
        torch.manual_seed(3)
        drawn = RESNET.draw()
    assert not drawn.training
    for value, expected in zip(drawn.parameters(), RESNET.untrained(3).parameters(), strict=True):
        assert torch.equal(value, expected)


def test_the_gallery_is_cut_for_the_network(monkeypatch):
    images = torch.randint(0, 256, (3, 3, 32, 32), dtype=torch.uint8)
    gallery = Gallery(images, torch.arange(3), ("a", "b", "c"))
    entry = replace(DATASETS[RESNET.dataset], read_gallery=lambda: gallery)
    monkeypatch.setitem(DATASETS, RESNET.dataset, entry)
    prepared = RESNET.gallery()
    assert prepared.images.shape == (3, *RESNET.shape)
    assert prepared.labels is gallery.labels and prepared.classes == gallery.classes
    expected = ResNet18_Weights.IMAGENET1K_V1.transforms()(to_pil_image(images[1]))
    mean, deviation = (torch.tensor(x).view(3, 1, 1) for x in (RESNET.mean, RESNET.deviation))
    normalised = (prepared.images[1] / 255 - mean) / deviation
    assert torch.allclose(normalised, expected, atol=1e-5)


def read_back(data, monkeypatch, tmp_path):
    """The network that a file of these bytes gives, as if it were the published one."""
    monkeypatch.setenv("TORCH_PLAYGROUND_CACHE", str(tmp_path))
    network = replace(RESNET, sha256=hashlib.sha256(data).hexdigest())
    network.path.parent.mkdir(parents=True)
    network.path.write_bytes(data)
    return network.trained()


def test_a_file_without_the_counters_of_batches_is_read_too(model, monkeypatch, tmp_path):
    """Files of PyTorch before 0.4.1 lack them."""
    state = {name: value for name, value in model.state_dict().items() if "num_batches" not in name}
    buffer = io.BytesIO()
    torch.save(state, buffer)
    result = read_back(buffer.getvalue(), monkeypatch, tmp_path)
    assert result.bn1.num_batches_tracked == 0
    assert not any(value.is_meta for value in result.state_dict().values())
    assert torch.equal(result.fc.weight, model.fc.weight)


def test_nothing_in_a_pickle_is_run(model, monkeypatch, tmp_path):
    class Trap:
        def __reduce__(self):
            return (open, (str(tmp_path / "trap"), "w"))

    buffer = io.BytesIO()
    torch.save({**model.state_dict(), "trap": Trap()}, buffer)
    with pytest.raises(pickle.UnpicklingError):
        read_back(buffer.getvalue(), monkeypatch, tmp_path)
    assert not (tmp_path / "trap").exists()


def test_a_download_shows_how_far_it_is_and_gives_the_network(model, server):
    assert not server.network.is_ready()
    with pytest.raises(FileNotFoundError):
        server.network.trained()
    steps = list(server.network.download())
    assert [step.done for step in steps] == sorted(step.done for step in steps)
    assert len(steps) > 10 and steps[-1].done == steps[-1].size == len(server.data)
    x = torch.rand(1, 3, 64, 64, generator=torch.Generator().manual_seed(0))
    with torch.inference_mode():
        assert torch.equal(server.network.trained()(x), model(x))
    assert list(server.network.download()) == []
    assert server.network.trained() is server.network.trained()


def test_a_file_that_is_not_the_published_one_is_thrown_away(server):
    server.data = server.data[:-1] + b"!"
    with pytest.raises(ValueError, match="is not the published file"):
        list(server.network.download())
    assert not server.network.is_ready()


def test_a_download_that_breaks_off_leaves_nothing(server):
    server.data, server.missing = server.data[:1_000_000], 1000
    with pytest.raises(
        ValueError, match=r"the download broke off after 1,000,000 of 1,001,000 bytes"
    ):
        list(server.network.download())
    assert not server.network.is_ready()


def test_no_way_to_the_server_is_told(server):
    network = replace(server.network, url="http://127.0.0.1:9/resnet18-f37072fd.pth")
    with pytest.raises(
        ValueError, match=r"could not be fetched \(.*\): connect to the internet once and try"
    ):
        list(network.download())


def test_a_file_that_was_damaged_later_is_set_aside(server):
    list(server.network.download())
    data = bytearray(server.network.path.read_bytes())
    data[len(data) // 2] ^= 1
    server.network.path.write_bytes(data)
    with pytest.raises(ValueError, match="is damaged and was set aside"):
        server.network.trained()
    assert not server.network.is_ready()


def test_a_damaged_file_that_was_shipped_is_told(tmp_path, monkeypatch):
    network = PRETRAINED["SqueezeNet 1.1"]
    card = network.path.with_suffix(".json").read_bytes()
    monkeypatch.setattr(pretrained, "SHIPPED", tmp_path)
    network.path.write_bytes(b"damaged")
    network.path.with_suffix(".json").write_bytes(card)
    with pytest.raises(ValueError, match="is damaged: fetch assets/imagenet again"):
        network.trained()
