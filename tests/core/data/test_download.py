"""A file comes whole, with progress, or not at all; from a server of this test."""

import hashlib
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from core.data.download import PART, fetch

DATA = bytes(range(256)) * 3000
SUM = hashlib.sha256(DATA).hexdigest()


@pytest.fixture
def url():
    """Gives DATA; under /short it breaks off, under /silent it does not say how long it is, under
    /none it is gone.
    """

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            if self.path == "/none":
                self.send_error(404)
                return
            self.send_response(200)
            if self.path != "/silent":
                self.send_header("Content-Length", str(len(DATA)))
            self.end_headers()
            self.wfile.write(DATA[:1000] if self.path == "/short" else DATA)

        def log_message(self, *words):
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@pytest.mark.parametrize("kind", ["sha256", "md5"])
def test_a_file_comes_whole_and_part_by_part(url, tmp_path, kind):
    target = tmp_path / "new" / "file.bin"
    steps = list(fetch(f"{url}/file", target, hashlib.new(kind, DATA).hexdigest(), 1_000_000, kind))
    assert target.read_bytes() == DATA
    assert [step.done for step in steps] == [
        min(PART * part, len(DATA)) for part in range(1, len(steps) + 1)
    ]
    assert {step.size for step in steps} == {len(DATA)}


def test_without_a_length_it_is_measured_against_the_most(url, tmp_path):
    *_, last = fetch(f"{url}/silent", tmp_path / "file.bin", SUM, 1_000_000)
    assert (last.done, last.size) == (len(DATA), 1_000_000)
    assert (tmp_path / "file.bin").read_bytes() == DATA


@pytest.mark.parametrize(
    ("path", "checksum", "largest", "line"),
    [
        ("/short", SUM, 1_000_000, "the download broke off after 1,000 of 768,000 bytes"),
        ("/file", "0" * 64, 1_000_000, "not the published file: its sha256 differs"),
        ("/silent", SUM, 300_000, "not the published file"),
        ("/none", SUM, 1_000_000, "404|Not Found"),
    ],
)
def test_anything_else_is_one_line_and_leaves_nothing(url, tmp_path, path, checksum, largest, line):
    with pytest.raises(OSError, match=line) as error:
        list(fetch(url + path, tmp_path / "file.bin", checksum, largest))
    assert "\n" not in str(error.value)
    assert not list(tmp_path.iterdir())


def test_no_way_to_the_server_is_one_line(tmp_path):
    with pytest.raises(OSError, match="refused"):
        list(fetch("http://127.0.0.1:9/none", tmp_path / "file.bin", SUM, 1_000_000))


def test_one_that_is_given_up_leaves_nothing(url, tmp_path):
    going = fetch(f"{url}/file", tmp_path / "file.bin", SUM, 1_000_000)
    next(going)
    assert list(tmp_path.iterdir())
    going.close()
    assert not list(tmp_path.iterdir())
