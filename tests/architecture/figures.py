"""Figures stand together and compute nothing."""

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.architecture.tree import LAYERS, dotted, draws, layer, modules, rule


@rule
def figures_stand_with_figures(root: Path) -> Iterator[str]:
    """`*_figure` returns a go.Figure and stands where figures do; no other public function returns
    one.
    """
    for module in modules(root):
        for function in module.nodes(ast.FunctionDef | ast.AsyncFunctionDef):
            named = function.name.endswith("_figure")
            returned = ast.unparse(function.returns) if function.returns else "nothing said"
            if named and not draws(module.path):
                yield module.at(
                    function, f"{function.name} is outside a topic's figures and core/plots"
                )
            helper = function.name.startswith("_") or module.path in (
                "core/plots/theme.py",
                "core/plots/palette.py",
            )
            if (
                named
                and returned != "go.Figure"
                or returned == "go.Figure"
                and not (named or helper)
            ):
                yield module.at(function, f"{function.name} returns {returned}")


COMPUTES = {
    *("argmax", "backward", "build", "log_softmax", "softmax", "topk"),
    *("enable_grad", "inference_mode", "no_grad"),
}
"""Calls by which a figure would compute what it is to draw."""


@rule
def figures_compute_nothing(root: Path) -> Iterator[str]:
    """Results in, pictures out: a figure builds no pick, and runs no network and no autograd."""
    for module in modules(root, "core"):
        if not draws(module.path):
            continue
        for call in module.nodes(ast.Call):
            name = dotted(call.func) or getattr(call.func, "attr", "")
            if name.rpartition(".")[2] in COMPUTES or "autograd" in name:
                yield module.at(call, f"calls {name}")
        for name in sorted(module.imports()):
            if layer(name) == LAYERS.index("core.training"):
                yield f"{module.path}: imports {name}"
