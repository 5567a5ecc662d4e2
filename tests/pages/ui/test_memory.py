"""The allocator gives back what is free where it can, and Triton stays out."""

import ctypes
import importlib
import platform
import sys
from types import ModuleType, SimpleNamespace

import pytest

from pages.ui import memory


def test_the_allocator_takes_every_setting_where_it_is_glibc():
    assert memory.return_what_is_free() == (platform.libc_ver()[0] == "glibc")


def test_another_c_library_is_left_as_it_is(monkeypatch):
    monkeypatch.setattr(ctypes, "CDLL", lambda name: SimpleNamespace())
    assert not memory.return_what_is_free()


def test_triton_stays_out_unless_it_is_there_already(monkeypatch):
    there = ModuleType("triton")
    monkeypatch.setitem(sys.modules, "triton", there)
    memory.leave_out_triton()
    assert sys.modules["triton"] is there
    del sys.modules["triton"]
    memory.leave_out_triton()
    with pytest.raises(ModuleNotFoundError):
        importlib.import_module("triton")
