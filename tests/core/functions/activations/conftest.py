"""Entries that nobody thought of, put into the registries for one test."""

import pytest

from tests.foreign.activations import ENTRIES


@pytest.fixture
def foreign(monkeypatch):
    """The entries of tests/foreign/activations.py are in their registries."""
    for registry, name, choice in ENTRIES:
        monkeypatch.setitem(registry, name, choice)
