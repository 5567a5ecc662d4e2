"""Which files there are, what tests they have, and how long they may be."""

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.architecture.tree import Module, modules, rule

UNTESTED: dict[str, str] = {
    **{
        f"core/{room}/drawn.py": "tests/test_notebooks.py runs every picture"
        for room in (
            "foundations/autograd",
            "foundations/tensors",
            "foundations/neuron",
            "functions/activations",
            "functions/losses",
            "functions/optimizers",
            "networks/playground",
            "networks/training",
            "vision/convolution",
            "vision/feature_maps",
            "vision/transfer",
            "networks/landscape",
        )
    },
    "core/foundations/tensors/making_presets.py": "test_claims.py proves every preset",
    "core/foundations/tensors/operating_presets.py": "test_claims.py proves every preset",
    "core/foundations/tensors/parameters.py": "test_operations.py walks every parameter",
    **{
        f"core/foundations/tensors/{family}.py": "test_operations.py walks every operation"
        for family in ("numeric", "reducing", "moving", "indexing")
    },
    "core/foundations/tensors/presets.py": "test_claims.py proves every preset",
    **{
        f"core/foundations/tensors/{view}_presets.py": "test_claims.py proves every preset"
        for view in ("broadcasting", "conversions", "dtypes", "memory", "puzzles")
    },
    "core/foundations/tensors/shown.py": "tests/test_scripts.py runs every script",
    "core/networks/playground/presets.py": "test_claims.py proves every preset",
    "core/networks/playground/breaking_presets.py": "test_claims.py proves every preset",
    "core/networks/playground/stepping_presets.py": "test_claims.py proves every preset",
    "core/networks/playground/stepping_script.py": "tests/test_scripts.py runs every script",
    "core/networks/playground/stepping_words.py": "test_stepping.py reads its words",
    "core/networks/playground/figures/stepping.py": "test_stepping.py looks at the picture",
    **{
        f"core/networks/playground/{name}.py": "test_sweep.py tests it"
        for name in ("figures/sweeping", "sweeping", "sweeping_words")
    },
    **{
        f"core/networks/playground/{name}.py": "test_representation.py tests it"
        for name in ("representing", "representing_words", "figures/representing")
    },
    **{
        f"core/networks/playground/{name}.py": "test_evaluation.py tests it"
        for name in ("evaluating", "evaluating_words", "figures/attacking", "figures/evaluating")
    },
    "core/networks/playground/evaluating_presets.py": "test_claims.py proves every preset",
    "core/networks/playground/evaluating_script.py": "tests/test_scripts.py runs every script",
    "core/networks/playground/representing_presets.py": "test_claims.py proves every preset",
    "core/networks/playground/representing_script.py": "tests/test_scripts.py runs every script",
    "core/networks/playground/sweeping_presets.py": "test_claims.py proves every preset",
    "core/networks/playground/sweeping_script.py": "tests/test_scripts.py runs every script",
    "core/networks/playground/breaking_script.py": "tests/test_scripts.py runs every script",
    "core/networks/playground/script.py": "tests/test_scripts.py runs every script",
    **{
        f"core/networks/playground/mistakes/{kind}.py": "test_breakages.py proves every symptom"
        for kind in ("data", "losses", "networks", "training")
    },
    "core/data/handwriting/canvas.py": "values without behaviour",
    "core/expressions/statements.py": "values without behaviour",
    "core/foundations/autograd/examples.py": "values without behaviour",
    "core/foundations/autograd/line_examples.py": "values without behaviour",
    "core/foundations/autograd/line_presets.py": "test_claims.py walks all presets",
    "core/foundations/autograd/network_presets.py": "test_claims.py walks all presets",
    "core/foundations/autograd/presets.py": "test_claims.py walks all presets",
    "core/models/layers.py": "tests/core/models/test_stack.py walks all layers",
    "core/networks/landscape/presets.py": "test_claims.py walks all presets",
    **{
        f"core/networks/landscape/{view}_presets.py": "test_claims.py walks all presets"
        for view in ("plane", "path", "edge", "curvature", "between")
    },
    "core/vision/transfer/presets.py": "test_claims.py proves every preset",
    "core/vision/transfer/shown.py": "tests/test_scripts.py runs every script",
    "core/vision/segmentation/presets.py": "test_claims.py walks all presets",
    **{
        f"core/vision/segmentation/{view}_presets.py": "test_claims.py walks all presets"
        for view in ("shapes", "result", "sketch", "learning", "zeroing", "weighing", "doubling")
    },
    "core/models/networks.py": "tests/core/models/test_zoo.py walks all networks",
    "core/training/snapshot.py": "a value without behaviour",
    "core/networks/playground/network_code.py": "test_training_script.py runs its lines",
    "core/networks/playground/training_code.py": "test_training_script.py runs its lines",
    "core/networks/playground/training_presets.py": "test_claims.py proves every preset",
    "core/playground/__main__.py": "tests/core/playground/test_worker.py starts it",
    "core/playground/process.py": "tests/core/playground/test_live.py gives it orders",
    "core/playground/settings.py": "values without behaviour",
    "core/plots/grid.py": "a value without behaviour",
    "core/plots/surfaces/parts.py": "values without behaviour",
    **{
        f"core/catalogue/{name}.py": "tests/core/catalogue/test_losses.py walks all losses"
        for name in ("class_losses", "number_losses", "torch_loss")
    },
    **{
        f"core/catalogue/{name}.py": "tests/core/catalogue/test_optimizers.py walks all optimizers"
        for name in (
            "adaptive_optimizers",
            "descent_optimizers",
            "special_optimizers",
            "torch_optimizer",
        )
    },
}
"""Modules of core that need no test file of their own, with the reason."""


@rule
def pages_holds_no_script(root: Path) -> Iterator[str]:
    """Streamlit runs a script directly in pages/ without app.py, so there is none."""
    yield from (
        f"pages/{path.name} stands directly in pages/"
        for path in sorted((root / "pages").glob("*"))
        if path.is_file() and path.name != "__init__.py"
    )


@rule
def every_core_module_has_its_test(root: Path) -> Iterator[str]:
    """tests/ mirrors core/, but for a few modules with a reason."""
    for module in modules(root, "core"):
        mirror = Path("tests") / module.path
        test = mirror.with_name(f"test_{mirror.stem.strip('_')}.py")
        if not module.tree.body or (mirror.name == "__init__.py" and not _defines(module)):
            continue
        if (root / test).exists() and module.path in UNTESTED:
            yield f"{module.path} is excused from having the test that it has"
        if not (root / test).exists() and module.path not in UNTESTED:
            yield f"{module.path} has no {test.as_posix()}"
    yield from (
        f"{path} is excused, but is not there" for path in UNTESTED if not (root / path).exists()
    )


def _defines(module: Module) -> bool:
    return any(True for _ in module.nodes(ast.FunctionDef | ast.ClassDef))


LONGEST_PAGE = 120
"""Lines of the script of a page."""


@rule
def a_page_is_short(root: Path) -> Iterator[str]:
    """A page with several views has a module for each."""
    for module in modules(root, "pages"):
        lines = len(module.text.splitlines())
        if module.path.endswith("page.py") and lines > LONGEST_PAGE:
            yield f"{module.path} has {lines} lines, {LONGEST_PAGE} are allowed"


LONGEST_FILE = 300
"""Lines of a file."""

LONGEST_FUNCTION = 40
"""Lines of a function, its docstring and blank lines not counted."""


@rule
def files_are_short(root: Path) -> Iterator[str]:
    """A file holds one idea, and a function does one thing."""
    for module in modules(root):
        lines = len(module.text.splitlines())
        if lines > LONGEST_FILE:
            yield f"{module.path} has {lines} lines, {LONGEST_FILE} are allowed"
        for function in module.nodes(ast.FunctionDef | ast.AsyncFunctionDef):
            lines = _length(function, module.text)
            if lines > LONGEST_FUNCTION:
                text = f"{function.name} has {lines} lines, {LONGEST_FUNCTION} are allowed"
                yield module.at(function, text)


def _length(function: ast.FunctionDef | ast.AsyncFunctionDef, text: str) -> int:
    """Lines that are neither blank nor of the docstring."""
    lines = set(range(function.lineno, function.end_lineno + 1))
    if ast.get_docstring(function) is not None:
        docstring = function.body[0]
        lines -= set(range(docstring.lineno, docstring.end_lineno + 1))
    texts = text.splitlines()
    return sum(bool(texts[line - 1].strip()) for line in lines)
