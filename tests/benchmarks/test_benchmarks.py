"""The benchmarks' own machinery, on servers small enough to run with the tests."""

import ast
import importlib
import random
from pathlib import Path
from types import ModuleType

import pytest

from tests import sessions
from tests.benchmarks import __main__ as command
from tests.benchmarks import load
from tests.benchmarks.rows import Row, table
from tests.server import serve

ODD = """
import streamlit as st

def home():
    pass

def broken():
    st.write("a")
    if "bad" in st.query_params:
        raise RuntimeError("boom")

def again():
    if st.session_state.setdefault("count", 0) < 2:
        st.session_state.count += 1
        st.rerun()

def moved():
    if st.slider("a", 0, 9, 5) != 5:
        raise RuntimeError("boom")

st.navigation([home, broken, again, moved]).run()
"""
"""Pages that break, or run again by themselves."""


@pytest.fixture(scope="module")
def floor():
    """A server of the baseline."""
    with serve(load.FLOOR) as server:
        yield server


def test_the_floor_bears_two_sessions(floor):
    result = sessions.load(floor, [("", "")] * 2, 3)
    assert len(result.seconds) == 6 and not result.exceptions
    assert 0 < result.percentile(0.5) <= result.percentile(0.95) == max(result.seconds)
    assert 1000 < result.figures < result.size
    assert floor.memory() is None or floor.memory() > 20


@pytest.fixture(scope="module")
def odd(tmp_path_factory):
    """A server of ODD."""
    script = tmp_path_factory.mktemp("odd") / "app.py"
    script.write_text(ODD)
    with serve(script) as server:
        yield server


def test_an_exception_in_one_session_is_counted(odd):
    assert not sessions.load(odd, [("broken", "")], 1).exceptions
    result = sessions.load(odd, [("broken", ""), ("broken", "bad=1")], 1)
    assert len(result.exceptions) == 2 and "boom" in result.exceptions[0]


def test_a_page_that_is_not_there_is_counted(odd):
    assert "page not found" in sessions.load(odd, [("two", "")], 0).exceptions[0]


def test_a_script_that_runs_again_by_itself_is_waited_for(odd):
    assert len(sessions.load(odd, [("again", "")], 3).seconds) == 3


def test_a_slider_is_moved(floor):
    ((key, own),) = sessions.moves(floor, ("", ""), 4, random.Random(0)).items()
    assert key == "weight" and len(own) == 4
    assert all(move.seconds > 0 and move.beside > 100 for move in own)


def test_what_breaks_when_a_slider_is_moved_is_told(odd):
    with pytest.raises(RuntimeError, match="boom"):
        sessions.moves(odd, ("moved", ""), 2, random.Random(0))


def test_every_page_is_visited_in_its_presets():
    pages = load.pages()
    assert set(pages) == {"home", *load.TOPICS}
    assert all(visits[0][1] == "" for visits in pages.values())
    assert load.in_turn(["a", "b"], 5) == ["a", "b", "a", "b", "a"]


def test_figures_of_memory():
    assert load._memory_row("m", 100, 799.9, 800).met
    assert not load._memory_row("m", 100, 800, 800).met
    assert load._memory_row("m", None, None, 800).value.startswith("n/a")


def test_the_table_and_the_exit_code(monkeypatch, capsys):
    rows = [Row("a", "b 1", "2", 2.0, "< 3", True), Row("longer", "", "4", None, "< 3", False)]
    assert table(rows).splitlines()[-1].split() == ["longer", "4", "<", "3", "NO"]
    monkeypatch.setattr(load, "run", lambda: rows)
    assert command.main(["load"]) == 1
    monkeypatch.setattr(load, "run", lambda: rows[:1])
    assert command.main(["load"]) == 0
    assert "2.00" in capsys.readouterr().out


def test_a_wrong_name_gets_a_hint(capsys):
    assert command.main(["laod"]) == 2
    assert "did you mean 'load'?" in capsys.readouterr().err


def test_benchmarks_are_found_by_their_run():
    assert "load" in command.names()
    assert not {"rows", "floor_app", "test_benchmarks", "__main__"} & set(command.names())


@pytest.mark.parametrize("name", command.names())
def test_a_benchmark_names_only_what_its_modules_have(name):
    """They take minutes and are run by hand: what is renamed elsewhere must not break them."""
    benchmark = importlib.import_module(f"tests.benchmarks.{name}")
    for node in ast.walk(ast.parse(Path(benchmark.__file__).read_text("utf-8"))):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            module = getattr(benchmark, node.value.id, None)
            if isinstance(module, ModuleType):
                assert hasattr(module, node.attr), f"{name}: {node.value.id}.{node.attr}"


def test_first_visits_are_counted_where_there_are_no_reruns(floor):
    result = sessions.load(floor, [("", "")] * 2, 0)
    assert len(result.seconds) == 2 and not result.exceptions and result.size > result.figures > 0


def test_a_target_is_missed_by_time_or_by_an_exception():
    def of(*seconds, exceptions=()):
        return sessions.Load(seconds, 1.0, 0.0, exceptions)

    assert load._row("w", of(1.0), of(4.0), 4.0).met
    assert not load._row("w", of(1.0), of(4.1), 4.0).met
    assert not load._row("w", of(1.0), of(1.0, exceptions=("boom",)), 4.0).met
    assert load._row("w", of(1.0), of(9.0), None).met


def test_every_page_is_among_those_that_open_first():
    assert {name for name, _ in load.first_pages()} == {"", *load.TOPICS}
    assert load.first_pages()[-1] == ("", "")
