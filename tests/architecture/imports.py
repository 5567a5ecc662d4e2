"""What may import what."""

import re
from collections.abc import Iterator
from pathlib import Path

from tests.architecture.tree import LAYERS, draws, layer, modules, room, rule


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
        own = ".".join(module.path.split("/")[:-1][:3])
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


@rule
def a_page_imports_no_torch(root: Path) -> Iterator[str]:
    """A page script computes nothing: it imports neither torch nor plotly."""
    for module in modules(root, "app.py", "pages"):
        for package in sorted(module.packages() & {"torch", "torchvision", "plotly"}):
            if not module.path.startswith("pages/ui/"):
                yield f"{module.path}: imports {package}"
