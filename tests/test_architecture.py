"""The rules of the house, held against this tree, and each against a small tree that breaks it."""

import subprocess
import sys

import pytest

from tests.architecture import RULES, explanations, files, imports, safety
from tests.architecture.examples import BAD, GOOD, OTHER
from tests.architecture.tree import Module, draws, layer, modules
from tests.server import ROOT

IMPORT_WITHOUT = """
import importlib, sys

class Blocked:
    packages = set()

    def find_spec(self, name, path=None, target=None):
        if name.partition('.')[0] in self.packages:
            raise ImportError(f'{{name}} is blocked')

sys.meta_path.insert(0, Blocked())
for packages, names in {steps!r}:
    Blocked.packages = packages
    for name in names:
        importlib.import_module(name)
"""


def by_name(check) -> str:
    return check.__name__


@pytest.fixture
def good(tmp_path, monkeypatch):
    monkeypatch.setattr(files, "UNTESTED", {})
    for path, text in GOOD.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text)
    return tmp_path


@pytest.mark.parametrize("check", RULES, ids=by_name)
def test_this_tree_keeps_the_rule(check):
    assert not check(ROOT), "\n".join([check.__doc__, *check(ROOT)])


@pytest.mark.parametrize("check", RULES, ids=by_name)
def test_a_good_tree_keeps_the_rule(check, good):
    assert check(good) == []


@pytest.mark.parametrize(("name", "path", "text"), BAD)
def test_a_broken_rule_is_noticed(name, path, text, good):
    (good / path).parent.mkdir(parents=True, exist_ok=True)
    (good / path).write_text(text)
    (good / OTHER).mkdir(parents=True, exist_ok=True)
    (good / OTHER / "another.py").write_text('"""."""\nimport core.vision.other.one\n')
    (check,) = [check for check in RULES if check.__name__ == name]
    assert check(good)


def test_every_rule_has_a_tree_that_breaks_it():
    assert {name for name, _, _ in BAD} == set(map(by_name, RULES))


def test_a_page_may_import_its_own_views(good):
    (good / "pages/vision/digits/drawing.py").write_text('"""."""\n')
    (good / "pages/vision/digits/page.py").write_text(
        '"""."""\nfrom pages.vision.digits import drawing\n'
    )
    assert imports.a_page_imports_no_page(good) == []


def test_what_explains_itself_needs_no_docstring(good):
    (good / "core/data/other.py").write_text(
        '"""."""\n\n\ndef _helper(): ...\n\n\nclass Curve:\n    """A curve."""\n\n'
        "    def __len__(self): ...\n\n    def forward(self, x): ...\n\n"
        "    @property\n    def empty(self):\n        return not len(self)\n"
    )
    assert explanations.every_public_name_has_a_docstring(good) == []


def test_a_docstring_does_not_make_a_function_long(good):
    lines = "    line\n" * 100
    (good / "app.py").write_text(f'"""."""\n\n\ndef f():\n    """A.\n{lines}    """\n    x = 1\n')
    assert files.files_are_short(good) == []


def test_constant_html_is_allowed(good):
    (good / "pages/ui/other.py").write_text(
        '"""."""\nA = "<b>"\nst.markdown(A, unsafe_allow_html=True)\n'
    )
    assert safety.html_is_constant(good) == []


def test_only_weights_may_be_loaded(good):
    (good / "core/data/mnist.py").write_text('"""."""\ntorch.load(file, weights_only=True)\n')
    assert safety.nothing_unsafe(good) == []


def test_an_excuse_ends_with_its_cause(good, monkeypatch):
    (good / "core/data/other.py").write_text('"""."""\n')
    monkeypatch.setattr(files, "UNTESTED", {"core/data/other.py": "for a test"})
    assert files.every_core_module_has_its_test(good) == []
    (good / "tests/core/data/test_other.py").write_text('"""."""\n')
    assert files.every_core_module_has_its_test(good)
    monkeypatch.setattr(files, "UNTESTED", {"core/gone.py": "for a test"})
    assert files.every_core_module_has_its_test(good)


def test_the_layers():
    order = [
        "app",
        "pages.vision.digits.page",
        "pages.ui.frame",
        "core.topics",
        "core.vision.digits.state",
    ]
    order += ["core.prediction"]
    order += ["core.plots.theme", "core.playground.data", "core.training.store"]
    order += ["core.models.zoo", "core.data.mnist"]
    order += ["core.catalogue.losses", "core.expressions.grammar", "core.jobs.jobs", "core.script"]
    order += ["core.registry.specs"]
    assert list(map(layer, order)) == list(range(len(order)))
    assert layer("core.script") == layer("core.images")
    assert Module("core/data/__init__.py", "").layer == layer("core.data.mnist")
    assert layer("torch.nn") is None


def test_core_imports_without_streamlit_and_but_for_its_figures_without_plotly():
    core = [module for module in modules(ROOT, "core") if not module.name.endswith("__main__")]
    others = [module.name for module in core if not draws(module.path)]
    figures = [module.name for module in core if draws(module.path)]
    without = {"streamlit", "matplotlib"}  # only notebooks draw with the latter
    script = IMPORT_WITHOUT.format(steps=[(without | {"plotly"}, others), (without, figures)])
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, timeout=600
    )
    assert done.returncode == 0, done.stderr
