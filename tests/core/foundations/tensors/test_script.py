"""The scripts of the tensors page; tests/test_scripts.py runs those of all presets."""

from core.foundations.tensors.script import write_script
from core.foundations.tensors.sources import SOURCES
from core.foundations.tensors.state import State


def test_the_script_is_what_one_would_write():
    text = write_script(State()).text
    assert "x = torch.tensor([[1, 2, 3], [4, 5, 6]])" in text
    assert "import torch\n" in text and "numpy" not in text
    assert "import numpy as np" in write_script(State(source=SOURCES.pick("NumPy"))).text


def test_a_long_list_has_lines_of_its_own():
    text = f"[{', '.join(map(str, range(50)))}]"
    script = write_script(State(source=SOURCES.pick("A list", values=text))).text
    assert max(map(len, script.splitlines())) <= 100 and "x = torch.tensor(values)" in script


def test_where_torch_refuses_the_script_prints_its_message(capsys):
    state = State(source=SOURCES.pick("A list", values="[[1, 2], [3]]"))
    exec(compile(write_script(state).text, "script", "exec"), {})
    assert capsys.readouterr().out.startswith("ValueError: expected sequence of length 2")
