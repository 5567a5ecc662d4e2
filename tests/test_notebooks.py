"""The notebooks run from their first cell to the last, in a folder with their files, and draw."""

import contextlib
import dataclasses
import functools
import io
import json

import pytest

from core.functions.optimizers.state import RACERS
from core.notebook import notebook
from core.topics import TOPICS
from tests.alone import put_files
from tests.printed import numbers

pytestmark = [
    pytest.mark.usefixtures("one_thread", "own_cache"),
    pytest.mark.filterwarnings("ignore:FigureCanvasAgg is non-interactive"),
]

WITHOUT_PICTURES = {
    "losses": {"Two classes"},
    "feature_maps": {"Switch units off"},
    "autograd": {"Questions"},
}
"""Views, and lessons of a view, whose notebooks end without a picture."""

RACES = ("A curved valley", "Too large a rate", "Noise, and a rate that falls")
"""Presets of the optimizers whose loops differ."""


@pytest.fixture
def pyplot():
    """matplotlib, drawing in memory; imported where it is needed, since that takes time."""
    import matplotlib
    from matplotlib import pyplot

    matplotlib.use("Agg")
    yield pyplot
    pyplot.close("all")


def view(state) -> str:
    """What of its page a state shows."""
    name = getattr(state, "view", "")
    return state.lesson if name == "Classification" else name


@functools.cache
def presets(name):
    """Of a topic the first preset of each view."""
    first = {}
    for preset in TOPICS[name].content.PRESETS:
        first.setdefault(view(preset.state), preset.state)
    return first


def run(cells, folder, script, monkeypatch):
    """What the code of a script's notebook prints, and the names that it leaves."""
    put_files(script, folder)
    monkeypatch.chdir(folder)
    names, printed = {"__name__": "__main__"}, io.StringIO()
    with contextlib.redirect_stdout(printed):
        for cell in cells:
            if cell["cell_type"] == "code":
                exec(compile("".join(cell["source"]), cell["id"], "exec"), names)
    return numbers(printed.getvalue()), names


def written(topic, state):
    """The cells of a state's notebook, and the script that it is of."""
    script = topic.script(state)
    return json.loads(notebook(script, topic.title, topic.sentence))["cells"], script


@pytest.mark.parametrize("topic", TOPICS.values(), ids=TOPICS)
def test_a_notebook_prints_the_numbers_and_draws_its_picture(topic, tmp_path, monkeypatch, pyplot):
    for index, (name, state) in enumerate(presets(topic.name).items()):
        cells, script = written(topic, state)
        folder = tmp_path / str(index)
        folder.mkdir()
        printed, _ = run(cells, folder, script, monkeypatch)
        assert printed.keys() == topic.content.headline(state).keys(), name
        drawn = [axes for number in pyplot.get_fignums() for axes in pyplot.figure(number).axes]
        assert bool(script.plot) == (name not in WITHOUT_PICTURES.get(topic.name, ())), name
        assert any(axes.has_data() for axes in drawn) == bool(script.plot), name
        pyplot.close("all")


def test_the_paths_of_a_race_end_where_the_optimizers_do(tmp_path, monkeypatch, pyplot):
    topic = TOPICS["optimizers"]
    states = {preset.name: preset.state for preset in topic.content.PRESETS}
    states = {name: states[name] for name in RACES}
    states["LBFGS"] = dataclasses.replace(
        states["A curved valley"], racers=(RACERS.pick("LBFGS"), RACERS.pick("SparseAdam"))
    )
    for label, state in states.items():
        cells, script = written(topic, state)
        printed, names = run(cells, tmp_path, script, monkeypatch)
        ends = [line.get_xydata()[-1].tolist() for line in pyplot.gca().lines]
        for name, (x, y) in zip(names["optimizers"], ends, strict=True):
            assert x == pytest.approx(printed[f"{name} x"], nan_ok=True), (label, name)
            assert y == pytest.approx(printed[f"{name} y"], nan_ok=True), (label, name)
        pyplot.close("all")


@pytest.mark.parametrize("topic", TOPICS.values(), ids=TOPICS)
def test_a_picture_is_a_few_lines_that_fit_on_a_screen(topic):
    for state in presets(topic.name).values():
        plot = topic.script(state).plot
        assert max(map(len, plot.splitlines()), default=0) <= 100
        assert not plot or "import matplotlib.pyplot as plt\n" in plot
