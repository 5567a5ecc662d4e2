"""One entry in a registry is all that a newcomer writes, also for an entry that nobody thought of.

`tests/foreign` holds such entries: own classes and functions, with odd names for their parameters.
Each is put into its registry and taken through all that shows it: the widget, the link, the
numbers, the script, the figures and every section of the page. What is trained on is tested beside
the trainer (tests/core/training/test_foreign.py).
"""

import functools
import importlib
import math
import pkgutil
from collections.abc import Iterator
from itertools import islice

import pytest
from streamlit.testing.v1 import AppTest

import core
import tests.foreign
from core.data.datasets import DATASETS
from core.models.imagenet import PRETRAINED
from core.models.layers import LAYERS
from core.models.zoo import MODELS
from core.registry import Choose, ChooseSeveral, Config, Options, Registry
from core.topics import TOPICS, Topic
from core.training.augmentation import AUGMENTATIONS
from core.vision.segmentation.pictures import SCENES
from tests.pages.test_pages import check_figures
from tests.printed import numbers
from tests.test_scripts import run
from tests.visits import short, visited

pytestmark = pytest.mark.usefixtures("one_thread")

ENTRIES = [
    entry
    for module in pkgutil.iter_modules(tests.foreign.__path__)
    for entry in importlib.import_module(f"tests.foreign.{module.name}").ENTRIES
]
ELSEWHERE = (AUGMENTATIONS, DATASETS, LAYERS, MODELS, PRETRAINED, SCENES)
"""Registries whose entries are tested where they can be: a network shows nothing before it has been
trained, and brings its data and its augmentation. tests/core/training/test_foreign.py trains with
these entries, tests/core/vision/feature_maps/test_foreign.py looks into the networks, and
tests/core/vision/segmentation/test_foreign.py learns pixels.
"""

MOST = 3
"""States of a topic that an entry is taken through."""


def registries() -> Iterator[tuple[str, Registry]]:
    """Every registry of core, but those that are views of another, each once."""
    seen = set()
    for module in pkgutil.walk_packages(core.__path__, "core."):
        if module.name.endswith("__main__"):
            continue
        for name, value in vars(importlib.import_module(module.name)).items():
            if type(value) is Registry and id(value) not in seen:
                seen.add(id(value))
                yield f"{module.name}.{name}", value


def test_every_registry_has_a_foreign_entry():
    known = {id(registry) for registry, _, _ in ENTRIES}
    assert [name for name, registry in registries() if id(registry) not in known] == []


SHOWN = [entry for entry in ENTRIES if entry[0] not in ELSEWHERE]


@pytest.fixture(params=SHOWN, ids=[f"{registry.kind}: {name}" for registry, name, _ in SHOWN])
def entry(request, monkeypatch) -> tuple[Registry, str]:
    registry, name, choice = request.param
    monkeypatch.setitem(registry, name, choice)
    return registry, name


def test_an_entry_is_a_choice_of_a_setting(entry):
    _, name = entry
    assert any(holders(topic, name) for topic in TOPICS.values())


def holders(topic: Topic, name: str) -> list[str]:
    """The settings of a topic whose registry has this entry."""
    return [
        setting
        for setting, spec in topic.content.State.specs()
        if isinstance(spec, Choose | ChooseSeveral) and name in spec.registry
    ]


def states(topic: Topic, name: str) -> list[Config]:
    """States of a topic that have the entry, where that changes numbers: those of presets, or of
    the default with another option.
    """
    presets = [short(topic, preset.state) for preset in topic.content.PRESETS]
    default = topic.content.State()
    options = (
        default.replace(**{setting: value})
        for setting, spec in default.specs()
        if isinstance(spec, Options)
        for value in spec.choices()
    )
    for bases in (presets, options):
        changed = (
            state.replace(**{setting: name})
            for state in bases
            for setting in holders(topic, name)
            if differs(topic, state, state.replace(**{setting: name}))
        )
        if some := list(islice(changed, MOST)):
            return some
    return []


def differs(topic: Topic, state: Config, other: Config) -> bool:
    """Whether the other state shows numbers, and not those of the first. NaN is itself."""
    numbers_shown = shown(topic, other)
    return numbers_shown is not None and repr(numbers_shown) != repr(shown(topic, state))


@functools.cache
def shown(topic: Topic, state: Config) -> dict[str, float] | None:
    """The numbers of a state; None where it asks for what is not here, as trained weights are."""
    try:
        return topic.content.headline(state)
    except ValueError:
        return None


def same(first: float, second: float) -> bool:
    return math.isclose(first, second, rel_tol=1e-6) or math.isnan(first) and math.isnan(second)


def test_an_entry_is_on_its_pages_in_links_scripts_figures_and_sections(
    entry, tmp_path, monkeypatch
):
    _, name = entry
    taken = [(topic, state) for topic in TOPICS.values() for state in states(topic, name)]
    assert taken, "no preset shows it"
    for number, (topic, state) in enumerate(taken):
        query = topic.query(state)
        assert name in str(query.values())
        own = {key.removeprefix(f"{topic.name}."): text for key, text in query.items()}
        assert topic.content.State.from_query(own) == state
        folder = tmp_path / str(number)
        folder.mkdir()
        printed = numbers(run(topic.content.write_script(state), folder, monkeypatch))
        expected = shown(topic, state)
        assert printed.keys() == expected.keys()
        assert all(same(printed[key], value) for key, value in expected.items()), topic.name
        app = visited(topic, query)
        assert not app.exception
        check_figures(app)
        for tab in app.tabs:
            app.query_params[f"{topic.name}.show"] = tab.label
            app.run()
            assert not app.exception, tab.label


def test_a_parameter_of_an_entry_has_its_widget(entry):
    registry, name = entry
    by_topic = [(topic, states(topic, name)[:1]) for topic in TOPICS.values()]
    assert any(first for _, first in by_topic)
    for topic, first in by_topic:
        for state in first:
            app = unfolded(visited(topic, topic.query(state)))
            keys = set(app.session_state) | {widget.key for widget in app.slider if widget.key}
            for parameter in registry[name].parameters:
                assert any(key.endswith(f".{parameter}") for key in keys), parameter


def unfolded(app: AppTest) -> AppTest:
    """The page with every list of further parameters open: they have no widgets before that."""
    for key in {*app.session_state}:
        if key.endswith(".more"):
            app.session_state[key] = True
    return app.run()
