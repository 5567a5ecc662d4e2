"""Values as bytes, for a pipe between two processes: JSON and safetensors, nothing pickled.

Plain values, lists, tuples, dictionaries, tensors, configs and dataclasses of such.
"""

import importlib
import json
import struct
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from typing import Any

import torch
from safetensors.torch import load, save
from torch import Tensor

from core.registry import Config

LENGTH = struct.Struct("<Q")


def pack(value: Any) -> bytes:
    """The value as bytes, which `unpack` reads.

    Raises:
        TypeError: it holds something that is none of the above.
    """
    tensors: dict[str, Tensor] = {}
    text = json.dumps(_plain(value, tensors)).encode()
    return LENGTH.pack(len(text)) + text + (save(tensors) if tensors else b"")


def unpack(data: bytes) -> Any:
    """The value that `pack` packed."""
    (length,) = LENGTH.unpack_from(data)
    text, rest = data[LENGTH.size : LENGTH.size + length], data[LENGTH.size + length :]
    return _value(json.loads(text), load(rest) if rest else {})


def path_of(thing: Any) -> str:
    """Where a class or a function of a module stands: "core.jobs.progress:Progress"."""
    if "<" in thing.__qualname__ or thing.__module__ == "__main__":
        raise TypeError(f"{thing.__qualname__} must stand in a module, under its own name")
    return f"{thing.__module__}:{thing.__qualname__}"


def at_path(path: str) -> Any:
    """The class or function that `path_of` named."""
    module, _, name = path.partition(":")
    return getattr(importlib.import_module(module), name)


def _plain(value: Any, tensors: dict[str, Tensor]) -> Any:
    """The value in what JSON knows; its tensors go into `tensors`."""
    if value is None or isinstance(value, bool | int | float | str):
        return value
    if isinstance(value, Tensor):
        name = str(len(tensors))
        tensors[name] = torch.clone(value.detach(), memory_format=torch.contiguous_format)
        return {"tensor": name}
    if isinstance(value, list):
        return [_plain(item, tensors) for item in value]
    if isinstance(value, tuple):
        return {"tuple": [_plain(item, tensors) for item in value]}
    if isinstance(value, Mapping):
        pairs = [[_plain(key, tensors), _plain(item, tensors)] for key, item in value.items()]
        return {"mapping": pairs}
    if isinstance(value, Config):
        return {"config": path_of(type(value)), "settings": value.as_json()}
    if is_dataclass(value):
        parts = {part.name: getattr(value, part.name) for part in fields(value)}
        plain = {name: _plain(part, tensors) for name, part in parts.items()}
        return {"dataclass": path_of(type(value)), "fields": plain}
    raise TypeError(f"{type(value).__name__} cannot go to another process")


def _value(plain: Any, tensors: Mapping[str, Tensor]) -> Any:
    """The value that `_plain` wrote."""
    match plain:
        case {"tensor": name}:
            return tensors[name]
        case {"tuple": items}:
            return tuple(_value(item, tensors) for item in items)
        case {"mapping": pairs}:
            return {_value(key, tensors): _value(item, tensors) for key, item in pairs}
        case {"config": path, "settings": settings}:
            return at_path(path).from_json(settings)
        case {"dataclass": path, "fields": parts}:
            return at_path(path)(**{name: _value(part, tensors) for name, part in parts.items()})
        case list():
            return [_value(item, tensors) for item in plain]
    return plain
