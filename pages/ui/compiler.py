"""Keeps torch's compiler out of a server, which compiles nothing: 70 MB, and a second of its start.

Torch imports it all the same. The first step of an optimizer imports `torch._dynamo`, to say that
nothing of it is to be compiled; so does torchvision. Shapes on the device `meta` are compared by
functions that know symbols too, and so bring SymPy. Small modules stand for these. They answer what
is asked of them here; whoever asks for more, or of a symbol, gets the real module in their place,
as if it had been there from the start.

This rests on names that are not public in torch. With a torch that asks for others the real modules
are imported as ever. `TORCH_PLAYGROUND_COMPILER=1` has them imported in any case.
"""

import importlib
import importlib.util
import os
import sys
import threading
from collections.abc import Callable
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from types import FunctionType, ModuleType
from typing import Any

VARIABLE = "TORCH_PLAYGROUND_COMPILER"
COMPILER, HELPERS = "torch._dynamo", "torch._dynamo.utils"
SHAPES, SYMBOLS = "torch.fx.experimental.symbolic_shapes", "sympy"
PACKAGES = (COMPILER, SYMBOLS)

_swap = threading.Lock()
_real_ones: set[str] = set()
"""Modules that nothing stands for any more."""


def leave_out_compiler() -> bool:
    """Whether torch's compiler stays out of this process until it is needed."""
    if COMPILER in sys.modules or os.environ.get(VARIABLE):
        return False
    sys.meta_path.insert(0, _StandIns())
    return True


class _StandIn(ModuleType):
    """A module with a few names; asked for any other it makes way for the real one."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):  # who looks through all modules asks for no compiler
            raise AttributeError(f"module {self.__name__!r} has no attribute {name!r}")
        if name in NAMES[self.__name__] and _root(self.__name__) not in _real_ones:
            return NAMES[self.__name__][name]
        return getattr(_real(self.__name__), name)


class _StandIns(MetaPathFinder, Loader):
    """Imports what stands for a module. A part of a package that nothing stands for comes after the
    whole package, as Python itself would have it.
    """

    def find_spec(self, name: str, path: Any = None, target: Any = None) -> ModuleSpec | None:
        root = _root(name)
        if root in _real_ones or root not in NAMES:
            return None
        if name in NAMES:
            return ModuleSpec(name, self, is_package=name in PACKAGES)
        _real(root)
        return ModuleSpec(name, self) if name in sys.modules else importlib.util.find_spec(name)

    def create_module(self, spec: ModuleSpec) -> ModuleType:
        return sys.modules.get(spec.name) or _StandIn(spec.name)

    def exec_module(self, module: ModuleType) -> None:
        """There is nothing to run."""


def _root(name: str) -> str:
    """The package that a module is a part of, if anything stands for that."""
    return next((root for root in PACKAGES if name.startswith(f"{root}.")), name)


def _real(name: str) -> ModuleType:
    """The real module; it takes the place of what stands for it. Then there may be symbols too."""
    with _swap:
        for root in {_root(name), SYMBOLS} - _real_ones:
            _real_ones.add(root)
            for each in [each for each in NAMES if _root(each) == root]:
                if isinstance(sys.modules.get(each), _StandIn):
                    del sys.modules[each]
                    _forget(each)
    return importlib.import_module(name)


def _forget(name: str) -> None:
    """Takes a module out of the package that it is in."""
    parent, _, child = name.rpartition(".")
    if parent in sys.modules:
        vars(sys.modules[parent]).pop(child, None)


class _Symbols(type):
    """The type of a class of which nothing is as long as there are no symbols."""

    def __instancecheck__(cls, value: Any) -> bool:
        return SYMBOLS in _real_ones and isinstance(value, _real(SYMBOLS).Basic)


class _Basic(metaclass=_Symbols):
    """What SymPy's symbols are."""


def _disable(function: Any = None, *rest: Any, **options: Any) -> Callable:
    """What runs uncompiled anyway stays as it is."""
    if isinstance(function, FunctionType):
        return function
    return _real(COMPILER).disable(function, *rest, **options)


def _is_compile_supported(device: Any) -> bool:
    return _real(HELPERS).is_compile_supported(device)


def _of(kinds: tuple[type, ...], name: str, answer: Callable) -> Callable:
    """A function of shapes that answers for values of these kinds; of others the real one does."""

    def answered(*values: Any, **options: Any) -> Any:
        if all(_is_plain(value, kinds) for value in values):
            return answer(*values)
        return getattr(_real(SHAPES), name)(*values, **options)

    return answered


def _is_plain(value: Any, kinds: tuple[type, ...]) -> bool:
    """Whether a value, or each of a shape, is of one of these kinds."""
    if isinstance(value, (tuple, list)):
        return tuple in kinds and all(type(number) is int for number in value)
    return type(value) in kinds


def _equal(x: Any, y: Any) -> bool:
    """Of numbers or shapes."""
    if isinstance(x, int) != isinstance(y, int):
        return _real(SHAPES).sym_eq(x, y)
    return x == y if isinstance(x, int) else tuple(x) == tuple(y)


def _itself(value: Any, *_: Any) -> Any:
    return value


ANSWERS = {
    "guard_or_false": ((bool,), _itself),
    "guard_or_true": ((bool,), _itself),
    "guard_size_oblivious": ((bool,), _itself),
    "statically_known_true": ((bool,), _itself),
    "expect_true": ((bool,), _itself),
    "guarding_hint_or_throw": ((bool, int), _itself),
    "has_guarding_hint": ((bool, int), lambda _: True),
    "is_nested_int": ((int,), lambda _: False),
    "sym_and": ((bool,), lambda *values: all(values)),
    "sym_or": ((bool,), lambda *values: any(values)),
    "sym_eq": ((int, tuple), _equal),
}
"""Functions of shapes: for which kinds of values, and what they are for these."""

NAMES: dict[str, dict[str, Any]] = {
    COMPILER: {"disable": _disable, "graph_break": lambda *_, **__: None},
    HELPERS: {"is_compile_supported": _is_compile_supported},
    SYMBOLS: {"Basic": _Basic},
    SHAPES: {name: _of(kinds, name, answer) for name, (kinds, answer) in ANSWERS.items()},
}
"""What stands for a module."""
