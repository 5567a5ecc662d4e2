"""`python -m tests.benchmarks [names...]`: runs the benchmarks, prints one table, and fails if a
target is missed.

Every module of this folder that has `run() -> list[Row]` is a benchmark; its file's name is its
name.
"""

import ast
import importlib
import sys
import time
from pathlib import Path

from core.registry import unknown
from tests.benchmarks.rows import table


def names() -> list[str]:
    """The benchmarks there are, found without importing them."""
    files = sorted(Path(__file__).parent.glob("*.py"))
    return [
        file.stem
        for file in files
        if any(
            isinstance(node, ast.FunctionDef) and node.name == "run"
            for node in ast.parse(file.read_text("utf-8")).body
        )
    ]


def main(wanted: list[str]) -> int:
    for name in wanted:
        if name not in names():
            print(unknown("benchmark", name, tuple(names())), file=sys.stderr)
            return 2
    rows = []
    for name in wanted or names():
        start = time.perf_counter()
        rows += importlib.import_module(f"tests.benchmarks.{name}").run()
        print(f"{name}: {time.perf_counter() - start:.0f} s", file=sys.stderr, flush=True)
    print(table(rows))
    return 0 if all(row.met for row in rows) else 1


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
