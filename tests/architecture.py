"""The rules of the house as functions: each takes the root of a tree and returns what breaks the
rule, a line each.

`tests/test_architecture.py` holds every rule against this tree, and against small trees made to
break it.
"""

import ast
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

LAYERS = (
    "app",
    "pages.*",
    "pages.ui",
    "core.topics",
    "core.*.*",  # a topic's room
    "core.plots",
    "core.training",
    "core.models",
    "core.data",
    "core.catalogue",
    "core.*",
    "core.registry",
)
"""From the top down; a module imports from its own layer or a lower one. `*` is one name."""

WINGS = ("foundations", "functions", "networks", "vision")
"""Folders of core that hold topics."""

UNTESTED: dict[str, str] = {
    "core/plots/grid.py": "a value without behaviour",
    **{
        f"core/catalogue/{name}.py": "tests/core/catalogue/test_losses.py walks all losses"
        for name in ("class_losses", "number_losses", "torch_loss")
    },
}
"""Modules of core that need no test file of their own, with the reason."""

UNSAFE_MODULES = {"pickle", "cPickle", "dill", "cloudpickle", "joblib", "marshal", "shelve"}
UNSAFE_CALLS = {"eval", "exec", "compile", "torch.load", "numpy.load", "np.load", "os.system"}
OURS = re.compile(r"(core|pages)(\.\w+)+")
GLOBAL_SEEDS = re.compile(
    r"torch\.(.*\.)?(manual_seed(_all)?|seed)|random\.seed|(np|numpy)\.random\.seed"
)

Rule = Callable[[Path], list[str]]
RULES: list[Rule] = []


def rule(check: Callable[[Path], Iterator[str]]) -> Rule:
    """Registers a generator of lines as a rule."""

    def lines(root: Path) -> list[str]:
        return list(check(root))

    lines.__name__, lines.__doc__ = check.__name__, check.__doc__
    RULES.append(lines)
    return lines


@cache
def parsed(text: str, path: str) -> ast.Module:
    """A file's tree, which many rules look at and none changes."""
    return ast.parse(text, path)


@dataclass(frozen=True)
class Module:
    """A source file, its path from the root, and what it imports."""

    path: str
    text: str

    @property
    def tree(self) -> ast.Module:
        return parsed(self.text, self.path)

    @property
    def name(self) -> str:
        return self.path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")

    @property
    def layer(self) -> int | None:
        return layer(
            self.path.removesuffix(".py").replace("/", ".")
        )  # a package is at the height of what it holds

    def imports(self, within: ast.AST | None = None) -> set[str]:
        """Dotted names of all that is imported: `from a import b` gives both `a` and `a.b`.

        A string that is a dotted name of ours counts too, since `importlib` takes such.
        """
        names = {
            node.value
            for node in ast.walk(within or self.tree)
            if isinstance(node, ast.Constant)
            and isinstance(node.value, str)
            and OURS.fullmatch(node.value)
        }
        for node in ast.walk(within or self.tree):
            if isinstance(node, ast.Import):
                names |= {alias.name for alias in node.names}
            elif isinstance(node, ast.ImportFrom):
                base = self._base(node)
                names |= {base} | {f"{base}.{alias.name}" for alias in node.names}
        return names

    def _base(self, node: ast.ImportFrom) -> str:
        if not node.level:
            return node.module or ""
        here = self.name.split(".") + ["__init__"] * self.path.endswith("__init__.py")
        return ".".join(here[: -node.level] + [node.module or ""]).strip(".")

    def packages(self) -> set[str]:
        return {name.partition(".")[0] for name in self.imports()}

    def nodes(self, kind: type) -> Iterator:
        return (node for node in ast.walk(self.tree) if isinstance(node, kind))

    def at(self, node: ast.AST, what: str) -> str:
        return f"{self.path}:{node.lineno}: {what}"


def modules(root: Path, *parts: str) -> list[Module]:
    """The source files at these places, app.py and folders; by default all that ships."""
    files = [
        path
        for part in parts or ("app.py", "core", "pages")
        for path in ([root / part] if part.endswith(".py") else sorted((root / part).rglob("*.py")))
    ]
    return [
        Module(path.relative_to(root).as_posix(), path.read_text("utf-8"))
        for path in files
        if path.exists()
    ]


def dotted(node: ast.AST) -> str:
    """`torch.random.seed` for that expression; empty if it is anything but names and dots."""
    if isinstance(node, ast.Name):
        return node.id
    base = dotted(node.value) if isinstance(node, ast.Attribute) else ""
    return f"{base}.{node.attr}" if base else ""


def layer(name: str) -> int | None:
    """The index in LAYERS that fits a dotted name best; None for what is not ours."""
    if name.split(".")[0] not in ("app", "pages", "core"):
        return None
    fits = [
        index
        for index, pattern in enumerate(LAYERS)
        if re.match(pattern.replace(".", r"\.").replace("*", "[^.]+") + r"(\.|$)", name)
    ]
    exact = [index for index in fits if "*" not in LAYERS[index]]
    return min(exact or fits, default=None)


def room(name: str) -> str | None:
    """The topic that a module of core belongs to, `core.vision.digits`; None if it belongs to
    none.
    """
    parts = name.split(".")
    return (
        ".".join(parts[:3]) if len(parts) > 2 and parts[0] == "core" and parts[1] in WINGS else None
    )


@rule
def imports_run_one_way(root: Path) -> Iterator[str]:
    """From the top of LAYERS down, imports within functions and names in strings counted."""
    ours = {module.name: module for module in modules(root)}
    for module in ours.values():
        for name in sorted(module.imports() & ours.keys()):
            if ours[name].layer < module.layer:
                yield f"{module.path}: imports {name}, which stands above it"


@rule
def a_page_imports_no_page(root: Path) -> Iterator[str]:
    """Pages share what is in pages/ui and in core, never each other. The views of a page stand in
    its own folder.
    """
    for module in modules(root, "pages"):
        own = ".".join(module.path.split("/")[:3])
        for name in sorted(module.imports()):
            foreign = name != own and not name.startswith(f"{own}.")
            page = layer(name) == module.layer == LAYERS.index("pages.*")
            if page and foreign and name.count(".") >= 2:
                yield f"{module.path}: imports the page {name}"


@rule
def a_topic_imports_no_topic(root: Path) -> Iterator[str]:
    """What two topics need stands on a lower floor."""
    for module in modules(root, "core"):
        here = room(module.name)
        others = {there for name in module.imports() if (there := room(name)) and there != here}
        yield from (f"{module.path}: imports the topic {there}" for there in sorted(others) if here)


@rule
def a_state_knows_neither_its_script_nor_its_figures(root: Path) -> Iterator[str]:
    """A topic's `state.py` is what both are made from."""
    for module in modules(root, "core"):
        if module.path.endswith("/state.py"):
            for name in sorted(module.imports()):
                if re.fullmatch(
                    rf"{re.escape(room(module.name) or '')}\.(script|figures)(\.\w+)*", name
                ):
                    yield f"{module.path}: imports {name}"


@rule
def no_import_cycles(root: Path) -> Iterator[str]:
    """Modules do not import each other in a circle, imports within functions and names in strings
    counted.
    """
    ours = {module.name: module for module in modules(root)}
    packages = {module.name for module in ours.values() if module.path.endswith("__init__.py")}
    edges = {
        name: module.imports() & ours.keys() - packages - {name} for name, module in ours.items()
    }
    while free := {
        name
        for name, needs in edges.items()
        if not needs & edges.keys() or name.endswith("__main__")
    }:
        edges = {name: needs for name, needs in edges.items() if name not in free}
    if edges:
        yield f"a circle of imports among {', '.join(sorted(edges))}"


@rule
def no_package_cycles(root: Path) -> Iterator[str]:
    """Packages do not import each other in a circle either: each has a height of its own."""
    ours = {module.name: module for module in modules(root, "core")}
    edges: dict[str, set[str]] = {}
    for name, module in ours.items():
        needs = {_package(other) for other in module.imports() & ours.keys()} - {_package(name)}
        edges[_package(name)] = edges.get(_package(name), set()) | needs
    while free := {name for name, needs in edges.items() if not needs & edges.keys()}:
        edges = {name: needs for name, needs in edges.items() if name not in free}
    if edges:
        yield f"a circle of imports among {', '.join(sorted(edges))}"


def _package(name: str) -> str:
    """A topic's room, or the folder of core that a module stands in."""
    return room(name) or ".".join(name.split(".")[:2])


@rule
def streamlit_only_in_pages(root: Path) -> Iterator[str]:
    """Streamlit only in app.py and pages/."""
    yield from (
        f"{module.path}: imports streamlit"
        for module in modules(root, "core")
        if "streamlit" in module.packages()
    )


@rule
def plotly_only_in_figures(root: Path) -> Iterator[str]:
    """Plotly only in core/plots and in a topic's figures."""
    yield from (
        f"{module.path}: imports plotly"
        for module in modules(root)
        if "plotly" in module.packages() and not draws(module.path)
    )


def draws(path: str) -> bool:
    """Whether a module's work is to draw: `core/plots`, a topic's `figures.py` or its folder
    `figures`.
    """
    return path.startswith("core/plots/") or bool(
        re.fullmatch(r"core/\w+/\w+/figures(\.py|/.+)", path)
    )


@rule
def a_page_imports_no_torch(root: Path) -> Iterator[str]:
    """A page script computes nothing: it imports neither torch nor plotly."""
    for module in modules(root, "app.py", "pages"):
        for package in sorted(module.packages() & {"torch", "torchvision", "plotly"}):
            if not module.path.startswith("pages/ui/"):
                yield f"{module.path}: imports {package}"


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


@rule
def every_module_has_a_docstring(root: Path) -> Iterator[str]:
    """Every file that holds anything says at its top what it is."""
    for module in modules(root, "app.py", "core", "pages", "tests"):
        if module.tree.body and not ast.get_docstring(module.tree):
            yield f"{module.path} has no docstring"


@rule
def every_public_name_has_a_docstring(root: Path) -> Iterator[str]:
    """Functions and classes of core and pages/ui, and the methods of those classes, say what they
    do.

    Excused are names that start with `_`, `forward` (its class says it), properties that only
    return something, and methods that a base class explains.
    """
    ours = modules(root, "core", "pages/ui")
    explained = {
        (node.name, method.name)
        for module in ours
        for node in module.nodes(ast.ClassDef)
        for method in node.body
        if isinstance(method, ast.FunctionDef) and ast.get_docstring(method)
    }
    for module in ours:
        yield from (
            module.at(node, f"{name} has no docstring")
            for name, node in public(module.tree, explained)
            if not ast.get_docstring(node)
        )


def public(
    tree: ast.Module, explained: set[tuple[str, str]]
) -> Iterator[tuple[str, ast.FunctionDef | ast.ClassDef]]:
    """The functions and classes of a module that must have docstrings, with their names."""
    for node in tree.body:
        if not isinstance(node, ast.FunctionDef | ast.ClassDef) or node.name.startswith("_"):
            continue
        yield node.name, node
        bases = [dotted(base).rpartition(".")[2] for base in getattr(node, "bases", ())]
        for method in node.body if isinstance(node, ast.ClassDef) else ():
            inherited = any((base, getattr(method, "name", "")) in explained for base in bases)
            if _must_explain_itself(method) and not inherited:
                yield f"{node.name}.{method.name}", method


def _must_explain_itself(node: ast.stmt) -> bool:
    """Whether a statement of a class is a method that needs a docstring."""
    if not isinstance(node, ast.FunctionDef) or node.name.startswith("_") or node.name == "forward":
        return False
    decorators = {dotted(decorator).rpartition(".")[2] for decorator in node.decorator_list}
    returns = len(node.body) == 1 and isinstance(node.body[0], ast.Return)
    return not (returns and decorators & {"property", "cached_property"})


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
    "argmax",
    "backward",
    "build",
    "enable_grad",
    "inference_mode",
    "log_softmax",
    "no_grad",
    "softmax",
    "topk",
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


@rule
def entries_say_it_in_fields(root: Path) -> Iterator[str]:
    """What an entry of a registry says of itself has a type: there are no facts by text keys."""
    for module in modules(root, "core", "pages"):
        for node in module.nodes(ast.Attribute):
            if node.attr == "facts":
                yield module.at(node, "asks for facts")


LONGEST_PAGE = 120
"""Lines of the script of a page."""


@rule
def a_page_is_short(root: Path) -> Iterator[str]:
    """A page with several views has a module for each."""
    for module in modules(root, "pages"):
        lines = len(module.text.splitlines())
        if module.path.endswith("page.py") and lines > LONGEST_PAGE:
            yield f"{module.path} has {lines} lines, {LONGEST_PAGE} are allowed"


VAGUE = {"place", "places", "one", "found", "given", "kept"}
"""Names that would do for anything: an index, a row, a key, a result is called by its name."""


@rule
def names_say_what_they_name(root: Path) -> Iterator[str]:
    """No variable, argument, function, field or attribute of an object has a name that would do for
    anything.
    """
    for module in modules(root):
        for node in module.nodes(ast.Name | ast.Attribute | ast.arg | ast.FunctionDef):
            if (name := _named(node)) in VAGUE:
                yield module.at(node, f"a thing is called {name}")


def _named(node: ast.Name | ast.Attribute | ast.arg | ast.FunctionDef) -> str | None:
    """The name that a node gives or uses; of attributes only what an object gives itself."""
    match node:
        case ast.Name(id=name) | ast.arg(arg=name) | ast.FunctionDef(name=name):
            return name
        case ast.Attribute(value=ast.Name(id="self"), attr=name, ctx=ast.Store()):
            return name
    return None


@rule
def every_dependency_is_explained(root: Path) -> Iterator[str]:
    """README.md has a line of a list or a table for each requirement, with its name as `code`."""
    readme, needs = root / "README.md", (root / "requirements.txt").read_text("utf-8")
    lines = readme.read_text("utf-8").splitlines() if readme.exists() else []
    told = " ".join(line for line in lines if re.match(r"\s*[-*|]", line))
    for name in re.findall(r"^[A-Za-z0-9_.-]+", needs, re.MULTILINE):
        if f"`{name}`" not in told:
            yield f"README.md does not say why {name} is there"
