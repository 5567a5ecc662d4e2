"""Feature maps: milliseconds from a new drawing to the columns of the largest shipped network, and
what a page sends.

The page sends its thumbnails as bytes and one chart; the largest of its views counts.
"""

import json
import statistics
import time

import torch

from core.data import mnist
from core.models.zoo import MODELS
from core.training import store
from core.vision.feature_maps import ablation, capture
from core.vision.feature_maps.figures.network import network_columns
from core.vision.feature_maps.gallery import top_activating
from core.vision.feature_maps.state import ABLATION, SHOWN, WEIGHTS, State
from core.vision.feature_maps.subjects import subject
from tests.benchmarks.rows import Row

ROUNDS = 40
MOST_MILLISECONDS, MOST_BYTES, MOST_SECONDS, MOST_OFF = 50.0, 1_500_000, 2.0, 300.0


def run() -> list[Row]:
    threads = torch.get_num_threads()
    torch.set_num_threads(1)  # as in the server
    try:
        return [_maps(), _bytes(), _top_activating(), _ablation()]
    finally:
        torch.set_num_threads(threads)


def _maps() -> Row:
    """Prepared digit -> network -> columns, as the page draws them; each round another digit, so
    that none is kept.
    """
    name = max((name for name in MODELS if store.find(name).shipped), key=_work)
    network = subject(name)
    maps, plain = [], []
    for index in range(ROUNDS):
        state = State(network=name, source="test digit", index=index, maps_per_layer=64)
        start = time.perf_counter()
        columns(state)
        maps.append(time.perf_counter() - start)
        x = capture.network_input(state)
        start = time.perf_counter()
        with torch.inference_mode():
            network.model(x)
        plain.append(time.perf_counter() - start)
    took, alone = (1000 * statistics.median(times) for times in (maps, plain))
    return Row(
        f"feature maps of {name} for a new digit",
        f"the network alone {alone:.1f} ms",
        f"{took:.1f} ms",
        took / alone,
        f"<= {MOST_MILLISECONDS:.0f} ms",
        took <= MOST_MILLISECONDS,
    )


def _work(name: str) -> int:
    return capture.anatomy(name, "trained").multiply_adds


def columns(state: State) -> list[dict]:
    """The network view as it is sent."""
    network = subject(state.network, state.weights)
    result = network_columns(
        capture.captured(state),
        capture.prepared(state),
        network.classes,
        state.scale,
        state.maps_per_layer,
        state.shown == WEIGHTS,
    )
    return [column.as_data() for column in result]


def _bytes() -> Row:
    sizes = {}
    for name, weights in (
        ("DigitNet", "trained"),
        ("SimpleCNN", "trained"),
        ("ResNet-18", "random"),
    ):
        source = "test digit" if name == "DigitNet" else "picture"
        for shown in SHOWN:
            state = State(
                network=name, weights=weights, source=source, shown=shown, maps_per_layer=64
            )
            sizes[f"{name}, {shown}"] = len(json.dumps(columns(state)))
    what, most = max(sizes.items(), key=lambda item: item[1])
    return Row(
        "all charts of the page together",
        what,
        f"{most / 1e6:.2f} MB",
        None,
        f"<= {MOST_BYTES / 1e6:.1f} MB",
        most <= MOST_BYTES,
    )


def _top_activating() -> Row:
    """All 10,000 test digits, for every unit of a layer, beside the same pictures through the bare
    network.
    """
    network, pictures = subject("DigitNet"), mnist.test_digits()[0][:, None]
    times = []
    for _ in range(3):
        start = time.perf_counter()
        *_, _ = top_activating(network.model, pictures, network.normalise, "conv5")
        times.append(time.perf_counter() - start)
    took = statistics.median(times)
    start = time.perf_counter()
    with torch.inference_mode():
        for batch in pictures.split(100):
            network.model(network.normalise(batch))
    alone = time.perf_counter() - start
    return Row(
        "top-activating images of DigitNet's last 128 channels",
        f"the network alone {alone:.1f} s",
        f"{took:.1f} s",
        took / alone,
        f"<= {MOST_SECONDS:.0f} s",
        took <= MOST_SECONDS,
    )


def _ablation() -> Row:
    state = State(view=ABLATION, network="DigitNet", off="conv3.7 conv5.100", source="test digit")
    capture.captured(state)
    times = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        _ = ablation.ablated(state).probabilities
        times.append(time.perf_counter() - start)
    took = 1000 * statistics.median(times)
    return Row(
        "probabilities with two channels ablated",
        "",
        f"{took:.1f} ms",
        None,
        f"<= {MOST_OFF:.0f} ms",
        took <= MOST_OFF,
    )
