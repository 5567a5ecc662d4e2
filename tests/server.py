"""A Streamlit app in a process of its own, on a free port of this machine, for the browser tests
and the benchmarks.
"""

import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


@dataclass(frozen=True)
class Server:
    """A running app: where it listens, what it has said, and when its command was given
    (`time.perf_counter`).
    """

    url: str
    port: int
    process: subprocess.Popen
    log: Path
    started: float

    def said(self) -> str:
        return self.log.read_text(errors="replace")

    def memory(self) -> float | None:
        """Resident megabytes of the server; None where the system has no /proc."""
        status = Path(f"/proc/{self.process.pid}/status")
        if not status.exists():
            return None
        line = next(line for line in status.read_text().splitlines() if line.startswith("VmRSS"))
        return int(line.split()[1]) / 1024


@contextmanager
def serve(script: Path = ROOT / "app.py", timeout: float = 300) -> Iterator[Server]:
    """`streamlit run` on this script, with an empty cache folder of its own; ended on the way out.

    Raises:
        RuntimeError: with what it printed, if it does not answer within `timeout` seconds.
    """
    with tempfile.TemporaryDirectory(prefix="torch-playground-") as folder:
        port, log = free_port(), Path(folder) / "server.log"
        command = [
            sys.executable,
            "-m",
            "streamlit",
            "run",
            script.name,
            "--server.headless",
            "true",
            "--server.address",
            "127.0.0.1",
            "--server.port",
            str(port),
            "--browser.gatherUsageStats",
            "false",
        ]
        if script.parent != ROOT:  # it has no settings of its own
            command += ["--server.fileWatcherType", "none"]
        cache = Path(folder) / "cache"
        environment = os.environ | {"TORCH_PLAYGROUND_CACHE": str(cache), "PYTHONUNBUFFERED": "1"}
        started = time.perf_counter()
        with log.open("w") as output:
            process = subprocess.Popen(
                command,
                cwd=script.parent,
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
            )
        server = Server(f"http://127.0.0.1:{port}", port, process, log, started)
        try:
            _wait_for_health(server, timeout)
            yield server
        finally:
            process.terminate()
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _wait_for_health(server: Server, timeout: float) -> None:
    while time.perf_counter() - server.started < timeout and server.process.poll() is None:
        try:
            with urllib.request.urlopen(f"{server.url}/_stcore/health", timeout=5) as answer:
                if answer.status == 200:
                    return
        except OSError:
            time.sleep(0.05)
    raise RuntimeError(f"the app did not start within {timeout} s:\n{server.said()}")
