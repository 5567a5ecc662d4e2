"""What is said of conversions, of devices and of speed."""

import math

from core.foundations.tensors.conversions import TENSOR, Converting, converted
from core.foundations.tensors.conversions_words import (
    CHANGES,
    FAILS,
    STAYS,
    WORKS,
    conversion_code,
    conversion_question,
    conversion_sentence,
    device_question,
    device_sentence,
    kinship_rows,
    speed_rows,
    speed_sentence,
)
from core.foundations.tensors.devices import COPY, CPU, META, READ, Moving, Timing, Timings, moved
from core.prediction import check


def said(**settings) -> str:
    state = Converting(**settings)
    return conversion_sentence(state, converted(state))


def test_the_sentence_tells_whether_the_memory_is_shared():
    assert "**shares the memory**" in said() and "**the tensor changed too**" in said()
    assert "**copies**" in said(conversion="From NumPy (tensor)")
    assert "**the array changed too**" in said(conversion="To NumPy (numpy)", write_into=TENSOR)
    assert said(conversion="Backwards (a[::-1])") == "`torch.from_numpy(a[::-1])` fails."


def test_the_code_and_what_is_asked_first():
    state = Converting(conversion="To NumPy (numpy)", write_into=TENSOR, number=5)
    assert conversion_code(state) == ("a = t.numpy()", "t[0] = 5")
    for name, answer in {
        "From NumPy (from_numpy)": CHANGES,
        "From NumPy (tensor)": STAYS,
        "Backwards (a[::-1])": FAILS,
    }.items():
        state = Converting(conversion=name)
        assert check(conversion_question(state, converted(state)), answer).right


def test_devices_are_told_by_what_comes_out():
    def told(**settings) -> str:
        state = Moving(**settings)
        return device_sentence(state, moved(state))

    assert told() == "`x` is on the CPU, `y` on `meta`: `x + y` **fails**."
    assert "no numbers" in told(action=COPY)
    assert "It is `x` itself" in told(device_y=CPU, action=COPY)
    assert "gives the numbers" in told(action=READ)
    for state, answer in ((Moving(), FAILS), (Moving(device_y=CPU), WORKS)):
        assert check(device_question(state, moved(state)), answer).right


def test_every_dtype_of_numpy_has_its_kin_or_a_reason():
    rows = {row["NumPy"]: row["torch"] for row in kinship_rows()}
    assert rows["float64"] == "float64" and rows["str"].startswith("TypeError")
    assert rows["str"].endswith("np.ndarray of type numpy.str_")  # a sentence of torch, and whole


ROWS = (
    Timing(CPU, "float32", 128, 0.2),
    Timing(CPU, "float32", 256, 0.8),
    Timing(CPU, "bfloat16", 128, 0.1),
    Timing(CPU, "bfloat16", 256, 0.2),
    Timing(CPU, "int64", 128, math.nan),
)


def test_the_fastest_is_told_at_the_largest_size():
    words = speed_sentence(Timings(ROWS, 1.0), ())
    assert "256 × 256" in words and "`bfloat16`" in words and "**4 times**" in words
    assert "no accelerator" in words
    assert "no accelerator" not in speed_sentence(Timings(ROWS, 1.0), ("cuda",))


def test_a_row_for_each_type_with_its_ratios():
    rows = speed_rows(Timings(ROWS, 1.0))
    assert rows[1] == {"Device": CPU, "Type": "bfloat16", "128 · 128": "2 ×", "256 · 256": "4 ×"}
    assert rows[2]["128 · 128"] == "not there" and rows[2]["256 · 256"] == "–"
    assert META not in [row["Device"] for row in rows]
