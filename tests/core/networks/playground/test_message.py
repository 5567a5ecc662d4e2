"""What the page sends to the browser."""

import struct

import pytest

from core.networks.playground.message import MOMENTS, curve_of, message, read_header, scene
from core.networks.playground.training import Training, course_of, gone_through
from core.playground.features import FEATURES
from core.playground.frames import SMALL, shape_of
from core.playground.run import Record
from core.playground.settings import Settings

pytestmark = pytest.mark.usefixtures("one_thread")

STATE = Training(count=40, hidden="3 ReLU frozen, 2 norm dropout=0.1", course="2")


def test_a_message_holds_its_parts_one_after_the_other():
    settings, shown = STATE.part(Settings), gone_through(course_of(STATE))
    curve = curve_of(shown.records)
    data = message(settings, {"token": "1"}, curve, [curve[:2]], shown.frames)
    header = read_header(data)
    assert header["token"] == "1" and header["others"] == [2] and header["trained"] == 20
    sizes = {
        "points": 4 * 40,
        "targets": 40,
        "features": len(FEATURES) * SMALL**2,
        "curve": 3 * 20,
        "others": 2 * 20,
        "frames": sum(map(len, shown.frames)),
    }
    assert header["parts"] == sizes and all(size % 4 == 0 for size in sizes.values())
    (length,) = struct.unpack("<I", data[:4])
    assert len(data) == 4 + length + sum(sizes.values()) and length % 4 == 0
    assert header["scene"]["size"] == len(shown.frames[0]) == shape_of(settings, 1).size
    x, y = struct.unpack_from("<2h", data, 4 + length)
    assert (x / 100, y / 100) == pytest.approx(shown.run.points[0].inputs[0].tolist(), abs=0.006)
    start = 4 + length + 160 + 40 + sizes["features"]
    assert struct.unpack_from("<2f", data, start) == (0, pytest.approx(curve[0][1]))


def test_a_scene_tells_the_layers():
    told = scene(STATE.part(Settings))
    first, second = told["layers"]
    assert first["width"] == 3 and first["kink"] and first["frozen"] and not first["norm"]
    assert second["norm"] and second["dropout"] == 0.1 and second["activation"] == "Tanh"
    assert [each["name"] for each in told["features"] if each["on"]] == ["x", "y"]
    assert not scene(Settings(data="Blobs", loss="Cross-entropy"))["numbers"]
    assert scene(Settings(data="Plane"))["numbers"]


def test_a_long_curve_is_thinned_out_and_keeps_its_end():
    records = [Record(epoch, epoch, 1.0, 1.0, 0.5, 0.5, 0.1) for epoch in range(1000)]
    curve = curve_of(records)
    assert len(curve) <= MOMENTS + 1 and curve[0][0] == 0 and curve[-1][0] == 999
    assert curve_of(records[:3]) == tuple((e, 1.0, 1.0, 0.5, 0.5) for e in range(3))
