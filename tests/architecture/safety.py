"""What a server with many readers must not do: grow, seed, or run what a file or a reader says."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from tests.architecture.tree import Module, dotted, modules, rule

UNSAFE_MODULES = {"pickle", "cPickle", "dill", "cloudpickle", "joblib", "marshal", "shelve"}
UNSAFE_CALLS = {"eval", "exec", "compile", "torch.load", "numpy.load", "np.load", "os.system"}
GLOBAL_SEEDS = re.compile(
    r"torch\.(.*\.)?(manual_seed(_all)?|seed)|random\.seed|(np|numpy)\.random\.seed"
)


@rule
def caches_only_in_cached(root: Path) -> Iterator[str]:
    """`st.cache_*` only in pages/ui/cached.py."""
    for module in modules(root):
        if module.path != "pages/ui/cached.py":
            yield from (module.at(node, f"uses {name}") for node, name in _caches(module))


@rule
def caches_are_bounded(root: Path) -> Iterator[str]:
    """Every cache has max_entries; `functools.cache` is only for functions of nothing, or of
    flags.
    """
    for module in modules(root):
        calls = {id(call.func): call for call in module.nodes(ast.Call)}
        for node, name in _caches(module):
            if id(node) not in calls or "max_entries" not in {
                word.arg for word in calls[id(node)].keywords
            }:
                yield module.at(node, f"{name} without max_entries")
        for function in module.nodes(ast.FunctionDef):
            flags = all(
                argument.annotation and ast.unparse(argument.annotation) == "bool"
                for argument in ast.walk(function.args)
                if isinstance(argument, ast.arg)
            )
            if any(map(_unbounded, function.decorator_list)) and not flags:
                yield module.at(
                    function, f"an unbounded cache on {function.name}({ast.unparse(function.args)})"
                )


def _caches(module: Module) -> Iterator[tuple[ast.AST, str]]:
    for node in module.nodes(ast.expr):
        name = dotted(node).rpartition(".")[2]
        if re.fullmatch(r"cache_(data|resource)", name):
            yield node, name


def _unbounded(decorator: ast.expr) -> bool:
    text = ast.unparse(decorator).removeprefix("functools.")
    return text == "cache" or bool(re.fullmatch(r"lru_cache\((maxsize=)?None.*\)", text))


@rule
def no_global_seed(root: Path) -> Iterator[str]:
    """Sessions are threads and share the global generators, so nothing seeds them; text that is
    shown may.
    """
    for module in modules(root):
        for node in module.nodes(ast.Attribute):
            if GLOBAL_SEEDS.fullmatch(dotted(node)):
                yield module.at(node, f"calls {dotted(node)}")
        if any(GLOBAL_SEEDS.fullmatch(name) for name in module.imports()):
            yield f"{module.path}: imports a global seed"


@rule
def nothing_unsafe(root: Path) -> Iterator[str]:
    """No pickle, no torch.load but of weights only, no eval or exec."""
    for module in modules(root):
        yield from (
            f"{module.path}: imports {name}" for name in sorted(module.packages() & UNSAFE_MODULES)
        )
        yield from (
            f"{module.path}: imports {name}" for name in sorted(module.imports() & UNSAFE_CALLS)
        )
        for call in module.nodes(ast.Call):
            if dotted(call.func) in UNSAFE_CALLS and not _loads_only_weights(call):
                yield module.at(call, f"calls {dotted(call.func)}")


def _loads_only_weights(call: ast.Call) -> bool:
    """`torch.load(..., weights_only=True)` builds tensors and plain containers, and runs nothing of
    the file.
    """
    return dotted(call.func) == "torch.load" and any(
        word.arg == "weights_only"
        and isinstance(word.value, ast.Constant)
        and word.value.value is True
        for word in call.keywords
    )


@rule
def python_is_parsed_by_one_thread_at_a_time(root: Path) -> Iterator[str]:
    """`ast.parse` only in core/parsing.py, which says why."""
    for module in modules(root):
        if module.path != "core/parsing.py":
            for call in module.nodes(ast.Call):
                if dotted(call.func) == "ast.parse":
                    yield module.at(call, "calls ast.parse")


@rule
def html_is_constant(root: Path) -> Iterator[str]:
    """HTML that is not cleaned is written only as a constant."""
    for module in modules(root):
        constants = {
            target.id
            for node in module.tree.body
            if isinstance(node, ast.Assign)
            for target in node.targets
            if isinstance(target, ast.Name) and _constant(node.value)
        }
        for call in module.nodes(ast.Call):
            words = {word.arg: word.value for word in call.keywords}
            text = call.args[0] if call.args else words.get("body")
            for flag in words.keys() & {"unsafe_allow_html", "unsafe_allow_javascript"}:
                if not (_constant(text) or (isinstance(text, ast.Name) and text.id in constants)):
                    yield module.at(call, f"{flag} with text that is not a constant")


def _constant(node: ast.AST | None) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)
