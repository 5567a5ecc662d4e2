"""ResNet-18: as torchvision has it; its weights are downloaded whole or not at all, and nothing
in their file is run.
"""

import hashlib
import io
import pickle
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
import torch
from torchvision.models import ResNet18_Weights, resnet18

from core.models import imagenet


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
    """Gives the file of `model` over HTTP, and is where the weights are looked for; `server.data`
    can be changed.
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
    monkeypatch.setattr(
        imagenet, "URL", f"http://127.0.0.1:{server.server_port}/resnet18-f37072fd.pth"
    )
    monkeypatch.setattr(imagenet, "SHA256", hashlib.sha256(server.data).hexdigest())
    yield server
    server.shutdown()
    server.server_close()


def test_the_file_is_torchvisions():
    weights = ResNet18_Weights.IMAGENET1K_V1
    assert weights.url == imagenet.URL
    assert imagenet.URL.endswith(f"-{imagenet.SHA256[:8]}.pth")
    assert imagenet.classes() == tuple(weights.meta["categories"])
    preset = weights.transforms()
    assert (tuple(preset.mean), tuple(preset.std)) == (imagenet.MEAN, imagenet.DEVIATION)
    assert (preset.crop_size, preset.resize_size) == ([imagenet.SIDE], [imagenet.SHORTER])


def test_the_untrained_network_is_drawn_as_torchvision_draws_it():
    one, other = imagenet.untrained(3), resnet18().requires_grad_(False)
    assert {name: value.shape for name, value in one.state_dict().items()} == {
        name: value.shape for name, value in other.state_dict().items()
    }
    for (name, found), expected in zip(one.named_parameters(), other.parameters(), strict=True):
        assert float(found.std()) == pytest.approx(float(expected.std()), rel=0.1, abs=1e-6), name
        assert float(found.mean()) == pytest.approx(float(expected.mean()), abs=0.01)
    assert torch.equal(imagenet.untrained.__wrapped__(3).fc.weight, one.fc.weight)
    assert not torch.equal(imagenet.untrained.__wrapped__(4).fc.weight, one.fc.weight)
    assert not one.training


def kept(data, monkeypatch, tmp_path):
    """The network that a file of these bytes gives, as if it were the published one."""
    monkeypatch.setenv("TORCH_PLAYGROUND_CACHE", str(tmp_path))
    monkeypatch.setattr(imagenet, "SHA256", hashlib.sha256(data).hexdigest())
    imagenet.path().parent.mkdir(parents=True)
    imagenet.path().write_bytes(data)
    return imagenet.trained()


def test_a_file_without_the_counters_of_batches_is_read_too(model, monkeypatch, tmp_path):
    """Files of PyTorch before 0.4.1 lack them."""
    state = {name: value for name, value in model.state_dict().items() if "num_batches" not in name}
    buffer = io.BytesIO()
    torch.save(state, buffer)
    result = kept(buffer.getvalue(), monkeypatch, tmp_path)
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
        kept(buffer.getvalue(), monkeypatch, tmp_path)
    assert not (tmp_path / "trap").exists()


def test_a_download_shows_how_far_it_is_and_gives_the_network(model, server):
    assert not imagenet.ready()
    with pytest.raises(
        ValueError, match="weights='trained': those of ResNet-18 are not on this computer yet"
    ):
        imagenet.trained()
    steps = list(imagenet.download())
    assert [one.done for one in steps] == sorted(one.done for one in steps)
    assert len(steps) > 10 and steps[-1].done == steps[-1].size == len(server.data)
    x = torch.rand(1, 3, 64, 64, generator=torch.Generator().manual_seed(0))
    with torch.inference_mode():
        assert torch.equal(imagenet.trained()(x), model(x))
    assert list(imagenet.download()) == []
    assert imagenet.trained() is imagenet.trained()


def test_a_file_that_is_not_the_published_one_is_thrown_away(server):
    server.data = server.data[:-1] + b"!"
    with pytest.raises(ValueError, match="is not the published file"):
        list(imagenet.download())
    assert not imagenet.ready()


def test_a_download_that_breaks_off_leaves_nothing(server):
    server.data, server.missing = server.data[:1_000_000], 1000
    with pytest.raises(
        ValueError, match=r"the download broke off after 1,000,000 of 1,001,000 bytes"
    ):
        list(imagenet.download())
    assert not imagenet.ready()


def test_no_way_to_the_server_is_told(server, monkeypatch):
    monkeypatch.setattr(imagenet, "URL", "http://127.0.0.1:9/resnet18-f37072fd.pth")
    with pytest.raises(
        ValueError, match=r"could not be fetched \(.*\): connect to the internet once, or choose"
    ):
        list(imagenet.download())


def test_a_file_that_was_damaged_later_is_set_aside(server):
    list(imagenet.download())
    data = bytearray(imagenet.path().read_bytes())
    data[len(data) // 2] ^= 1
    imagenet.path().write_bytes(data)
    with pytest.raises(ValueError, match="is damaged and was set aside"):
        imagenet.trained()
    assert not imagenet.ready()
