"""The rules of the house, held against this tree, and each against a small tree that breaks it."""

import subprocess
import sys

import pytest

from tests import architecture
from tests.architecture import RULES, Module, draws, layer, modules
from tests.server import ROOT

IMPORT_WITHOUT = """
import importlib, sys

class Blocked:
    def find_spec(self, name, path=None, target=None):
        if name.partition('.')[0] in {blocked!r}:
            raise ImportError(f'{{name}} is blocked')

sys.meta_path.insert(0, Blocked())
for name in {names!r}:
    importlib.import_module(name)
"""

GOOD = {
    "app.py": '"""App."""\nimport streamlit as st\nfrom pages.ui import cached\n',
    "pages/__init__.py": "",
    "pages/vision/digits/page.py": '"""Page."""\nfrom core.vision.digits import figures\n'
    "from pages.ui import cached\n",
    "pages/ui/cached.py": '"""Caches."""\nimport streamlit as st\n\n'
    '@st.cache_data(max_entries=9)\ndef a():\n    """A."""\n',
    "core/topics.py": '"""Topics."""\nMODULE = "core.vision.digits"\n',
    "core/vision/digits/__init__.py": "",
    "core/vision/digits/figures.py": '"""F."""\nimport plotly.graph_objects as go\n'
    "from core.plots import theme\n\n"
    'def a_figure() -> go.Figure:\n    """A."""\n',
    "core/vision/digits/state.py": '"""State."""\nfrom core.data import mnist\n'
    "from core.registry import Range\n",
    "core/vision/digits/script.py": '"""Script."""\nfrom core.vision.digits.state import State\n',
    "core/plots/theme.py": '"""T."""\nimport plotly.graph_objects as go\n\n'
    'def a_figure() -> go.Figure:\n    """A."""\n',
    "core/data/mnist.py": '"""Numbers."""\nimport torch\nfrom ..registry import Range\n\n'
    'CODE = "torch.manual_seed(0)"\nnoise = torch.Generator().manual_seed(0)\n',
    "core/registry.py": '"""Registry."""\nimport functools\n\n@functools.cache\n'
    'def once(dark: bool):\n    """O."""\n',
    "tests/core/test_registry.py": '"""T."""',
    "tests/core/test_topics.py": '"""T."""',
    "tests/core/vision/digits/test_figures.py": '"""T."""',
    "tests/core/vision/digits/test_state.py": '"""T."""',
    "tests/core/vision/digits/test_script.py": '"""T."""',
    "tests/core/plots/test_theme.py": '"""T."""',
    "tests/core/data/test_mnist.py": '"""T."""',
    "requirements.txt": "torch>=2.11\n",
    "README.md": "- `torch`: computes everything.\n",
}

DIGITS, OTHER = "core/vision/digits/", "core/vision/other/"

BAD = [
    ("imports_run_one_way", "core/registry.py", '"""."""\nimport core.data.mnist\n'),
    ("imports_run_one_way", "core/registry.py", '"""."""\nfrom .data import mnist\n'),
    ("imports_run_one_way", "core/registry.py", '"""."""\nMODULE = "core.data.mnist"\n'),
    (
        "imports_run_one_way",
        "core/data/mnist.py",
        '"""."""\nfrom core.vision.digits import state\n',
    ),
    (
        "imports_run_one_way",
        "core/data/mnist.py",
        '"""."""\ndef late():\n    from ..plots.theme import a_figure\n',
    ),
    (
        "imports_run_one_way",
        "core/plots/theme.py",
        '"""."""\nfrom core.vision.digits import figures\n',
    ),
    ("imports_run_one_way", "core/plots/theme.py", '"""."""\nfrom pages.ui import cached\n'),
    ("imports_run_one_way", "core/vision/digits/state.py", '"""."""\nfrom core import topics\n'),
    (
        "imports_run_one_way",
        "pages/ui/cached.py",
        '"""."""\nfrom pages.vision.digits import page\n',
    ),
    ("imports_run_one_way", "pages/vision/digits/page.py", '"""."""\nimport app\n'),
    (
        "a_page_imports_no_page",
        "pages/vision/other/page.py",
        '"""."""\nfrom pages.vision.digits import page\n',
    ),
    (
        "a_page_imports_no_page",
        "pages/vision/other/page.py",
        '"""."""\nfrom ..digits.page import draw\n',
    ),
    (
        "a_topic_imports_no_topic",
        f"{OTHER}state.py",
        '"""."""\nfrom core.vision.digits import state\n',
    ),
    (
        "a_topic_imports_no_topic",
        f"{OTHER}state.py",
        '"""."""\ndef late():\n    import core.vision.digits.state\n',
    ),
    (
        "a_state_knows_neither_its_script_nor_its_figures",
        f"{DIGITS}state.py",
        '"""."""\nfrom . import figures\n',
    ),
    (
        "a_state_knows_neither_its_script_nor_its_figures",
        f"{DIGITS}state.py",
        '"""."""\ndef late():\n    from core.vision.digits.script import text\n',
    ),
    ("no_import_cycles", f"{OTHER}one.py", '"""."""\nfrom core.vision.other import another\n'),
    (
        "no_import_cycles",
        f"{OTHER}one.py",
        '"""."""\ndef late():\n    from core.vision.other import another\n',
    ),
    ("no_import_cycles", f"{OTHER}one.py", '"""."""\nLATE = "core.vision.other.another"\n'),
    ("no_package_cycles", "core/data/other.py", '"""."""\nfrom core.vision.digits import state\n'),
    ("streamlit_only_in_pages", "core/plots/other.py", '"""."""\nimport streamlit as st\n'),
    (
        "streamlit_only_in_pages",
        f"{OTHER}one.py",
        '"""."""\ndef f():\n    from streamlit import cache_data\n',
    ),
    ("plotly_only_in_figures", f"{OTHER}one.py", '"""."""\nfrom plotly import graph_objects\n'),
    (
        "plotly_only_in_figures",
        "core/data/figures.py",
        '"""."""\nfrom plotly import graph_objects\n',
    ),
    ("plotly_only_in_figures", "pages/ui/other.py", '"""."""\nimport plotly.express\n'),
    ("a_page_imports_no_torch", "pages/vision/other/page.py", '"""."""\nimport torch.nn as nn\n'),
    ("a_page_imports_no_torch", "app.py", '"""."""\nimport torch\n'),
    (
        "caches_only_in_cached",
        "pages/ui/other.py",
        '"""."""\n@st.cache_data(max_entries=1)\ndef f(): ...\n',
    ),
    (
        "caches_only_in_cached",
        "pages/vision/other/page.py",
        '"""."""\ncache_resource(max_entries=1)(f)\n',
    ),
    ("caches_are_bounded", "pages/ui/cached.py", '"""."""\n@st.cache_data\ndef f(): ...\n'),
    (
        "caches_are_bounded",
        "pages/ui/cached.py",
        '"""."""\n@st.cache_resource(ttl=1)\ndef f(): ...\n',
    ),
    ("caches_are_bounded", f"{OTHER}one.py", '"""."""\n@functools.cache\ndef f(a): ...\n'),
    ("caches_are_bounded", f"{OTHER}one.py", '"""."""\n@lru_cache(maxsize=None)\ndef f(a): ...\n'),
    ("no_global_seed", f"{OTHER}one.py", '"""."""\ntorch.manual_seed(0)\n'),
    ("no_global_seed", f"{OTHER}one.py", '"""."""\nseed = torch.cuda.manual_seed_all\n'),
    ("no_global_seed", f"{OTHER}one.py", '"""."""\nfrom torch import manual_seed\n'),
    ("no_global_seed", f"{OTHER}one.py", '"""."""\nnp.random.seed(0)\n'),
    ("nothing_unsafe", f"{OTHER}one.py", '"""."""\nimport pickle\n'),
    ("nothing_unsafe", f"{OTHER}one.py", '"""."""\ntorch.load(file)\n'),
    ("nothing_unsafe", f"{OTHER}one.py", '"""."""\ntorch.load(file, weights_only=False)\n'),
    ("nothing_unsafe", f"{OTHER}one.py", '"""."""\ntorch.load(file, weights_only=safe)\n'),
    ("nothing_unsafe", f"{OTHER}one.py", '"""."""\nfrom torch import load\n'),
    ("nothing_unsafe", "pages/ui/other.py", '"""."""\nvalue = eval(text)\n'),
    ("nothing_unsafe", "app.py", '"""."""\nexec(text)\n'),
    (
        "html_is_constant",
        "pages/ui/other.py",
        '"""."""\nst.markdown(f"<b>{x}</b>", unsafe_allow_html=True)\n',
    ),
    (
        "html_is_constant",
        "pages/ui/other.py",
        '"""."""\nst.markdown(text, unsafe_allow_html=True)\n',
    ),
    ("pages_holds_no_script", "pages/digits.py", '"""."""\n'),
    ("every_core_module_has_its_test", f"{OTHER}one.py", '"""."""\n'),
    ("every_module_has_a_docstring", f"{OTHER}one.py", "x = 1\n"),
    ("every_module_has_a_docstring", "tests/test_other.py", "x = 1\n"),
    ("every_public_name_has_a_docstring", "core/data/other.py", '"""."""\ndef read(): ...\n'),
    ("every_public_name_has_a_docstring", "pages/ui/other.py", '"""."""\nclass Button: ...\n'),
    (
        "every_public_name_has_a_docstring",
        f"{OTHER}one.py",
        '"""."""\nclass Curve:\n    """A curve."""\n    def reverse(self): ...\n',
    ),
    ("figures_stand_with_figures", "core/plots/other.py", '"""."""\ndef a_figure(): ...\n'),
    (
        "figures_stand_with_figures",
        f"{OTHER}figures.py",
        '"""."""\ndef drawn() -> go.Figure: ...\n',
    ),
    ("figures_stand_with_figures", f"{OTHER}one.py", '"""."""\ndef a_figure() -> go.Figure: ...\n'),
    (
        "figures_compute_nothing",
        f"{DIGITS}figures.py",
        '"""."""\ndef a_figure(pick) -> go.Figure:\n    return pick.build()\n',
    ),
    ("figures_compute_nothing", "core/plots/other.py", '"""."""\nloss.sum().backward()\n'),
    ("figures_compute_nothing", "core/plots/other.py", '"""."""\np = run.output[0].softmax(0)\n'),
    ("figures_compute_nothing", "core/plots/other.py", '"""."""\nbest = torch.argmax(p)\n'),
    ("figures_compute_nothing", "core/plots/other.py", '"""."""\ntorch.autograd.grad(y, x)\n'),
    (
        "figures_compute_nothing",
        f"{DIGITS}figures.py",
        '"""."""\nfrom core.training import store\n',
    ),
    ("entries_say_it_in_fields", f"{OTHER}one.py", '"""."""\nkind = pick.choice.facts["kind"]\n'),
    ("a_page_is_short", "pages/vision/other/page.py", '"""."""\n' + "x = 1\n" * 120),
    ("names_say_what_they_name", f"{OTHER}one.py", '"""."""\nfound = []\n'),
    ("names_say_what_they_name", f"{OTHER}one.py", '"""."""\ndef f(place): ...\n'),
    ("names_say_what_they_name", f"{OTHER}one.py", '"""."""\nclass A:\n    kept: int = 0\n'),
    (
        "names_say_what_they_name",
        f"{OTHER}one.py",
        '"""."""\nclass A:\n    def __init__(self, x):\n        self.places = x\n',
    ),
    ("every_dependency_is_explained", "requirements.txt", "torch\ntorchvision\n"),
    ("every_dependency_is_explained", "README.md", "Install `torch`.\n"),
]


def by_name(check) -> str:
    return check.__name__


@pytest.fixture
def good(tmp_path, monkeypatch):
    monkeypatch.setattr(architecture, "UNTESTED", {})
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
    assert getattr(architecture, name)(good)


def test_every_rule_has_a_tree_that_breaks_it():
    assert {name for name, _, _ in BAD} == set(map(by_name, RULES))


def test_a_page_may_import_its_own_views(good):
    (good / "pages/vision/digits/drawing.py").write_text('"""."""\n')
    (good / "pages/vision/digits/page.py").write_text(
        '"""."""\nfrom pages.vision.digits import drawing\n'
    )
    assert architecture.a_page_imports_no_page(good) == []


def test_what_explains_itself_needs_no_docstring(good):
    (good / "core/data/other.py").write_text(
        '"""."""\n\n\ndef _helper(): ...\n\n\nclass Curve:\n    """A curve."""\n\n'
        "    def __len__(self): ...\n\n    def forward(self, x): ...\n\n"
        "    @property\n    def empty(self):\n        return not len(self)\n"
    )
    assert architecture.every_public_name_has_a_docstring(good) == []


def test_constant_html_is_allowed(good):
    (good / "pages/ui/other.py").write_text(
        '"""."""\nA = "<b>"\nst.markdown(A, unsafe_allow_html=True)\n'
    )
    assert architecture.html_is_constant(good) == []


def test_only_weights_may_be_loaded(good):
    (good / "core/data/mnist.py").write_text('"""."""\ntorch.load(file, weights_only=True)\n')
    assert architecture.nothing_unsafe(good) == []


def test_an_excuse_ends_with_its_cause(good, monkeypatch):
    (good / "core/data/other.py").write_text('"""."""\n')
    monkeypatch.setattr(architecture, "UNTESTED", {"core/data/other.py": "for a test"})
    assert architecture.every_core_module_has_its_test(good) == []
    (good / "tests/core/data/test_other.py").write_text('"""."""\n')
    assert architecture.every_core_module_has_its_test(good)
    monkeypatch.setattr(architecture, "UNTESTED", {"core/gone.py": "for a test"})
    assert architecture.every_core_module_has_its_test(good)


def test_the_layers():
    order = [
        "app",
        "pages.vision.digits.page",
        "pages.ui.frame",
        "core.topics",
        "core.vision.digits.state",
    ]
    order += ["core.plots.theme", "core.training.store", "core.models.zoo", "core.data.mnist"]
    order += ["core.catalogue.losses", "core.script", "core.registry.specs"]
    assert list(map(layer, order)) == list(range(len(order)))
    assert layer("core.script") == layer("core.images")
    assert Module("core/data/__init__.py", "").layer == layer("core.data.mnist")
    assert layer("torch.nn") is None


@pytest.mark.parametrize("blocked", ["streamlit", "plotly"])
def test_core_imports_without(blocked):
    names = [
        module.name for module in modules(ROOT, "core") if not module.name.endswith("__main__")
    ]
    if blocked == "plotly":
        names = [module.name for module in modules(ROOT, "core") if not draws(module.path)]
        names = [name for name in names if not name.endswith("__main__")]
    script = IMPORT_WITHOUT.format(blocked={blocked}, names=names)
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, timeout=120
    )
    assert done.returncode == 0, done.stderr
