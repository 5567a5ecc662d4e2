"""Widgets made from the specs of a state, each bound to the address under `<topic>.<setting>`."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from functools import lru_cache
from math import ceil, floor
from typing import Any

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from core.registry import Choose, ChooseSeveral, Config, Pick, Spec
from core.topics import Topic
from pages.ui import address, fields, picks
from pages.ui.fields import field, forget_unreadable, select_slider, side_by_side


def widget(topic: Topic, name: str, label: str, **options: Any) -> Any:
    """The widget for one setting of a topic's state; returns the value.

    Args:
        options: as for `of_spec`.
    """
    spec = spec_of(topic, name)
    return of_spec(address.key(topic, name), spec, label, bind="query-params", **options)


def lines(topic: Topic, name: str, label: str) -> Any:
    """The widget of a setting of several picks, each of which has a line in the picture: its row
    has the colour of the line.
    """
    return widget(topic, name, label, lines=True)


def within(topic: Topic, name: str, label: str, low: float, high: float) -> float:
    """A slider for a number whose limits hang on another setting: about 200 stops, or all whole
    numbers.

    A number out of these limits gives way to the default, or to the limit that the default is
    beyond.
    """
    key, spec = address.key(topic, name), spec_of(topic, name)
    forget_unreadable(key, spec)
    stops = _stops(low, high, spec.whole)
    nearest = replace(spec, low=low, high=high, default=min(max(spec.default, low), high))
    common = {"key": key, "help": spec.note or None, "bind": "query-params"}
    return select_slider(nearest, stops, label, common)


@lru_cache(maxsize=64, typed=True)
def _stops(low: float, high: float, whole: bool) -> frozenset[float]:
    """The ends and the round numbers between them, about 200; all whole ones if these are meant."""
    sizes = (1,) if whole else (0.01, 0.02, 0.05, 0.1)
    step = next((size for size in sizes if size * 200 >= high - low), sizes[-1])
    counts = range(ceil(low / step), floor(high / step) + 1)
    return frozenset({low, high, *(round(step * count, 2) for count in counts)})


def views(topic: Topic, name: str, label: str) -> Any:
    """The widget of the setting that decides what the picture is: its options side by side."""
    key, spec = address.key(topic, name), spec_of(topic, name)
    forget_unreadable(key, spec)
    common = {"key": key, "bind": "query-params", "label_visibility": "collapsed"}
    return side_by_side(spec, label, common)


def listed(topic: Topic, name: str, label: str) -> Any:
    """The widget of a setting whose options are whole sentences: they stand one under the other."""
    key, spec = address.key(topic, name), spec_of(topic, name)
    forget_unreadable(key, spec)
    options = spec.choices()
    index = options.index(spec.default)
    return st.radio(label, options, index, format_func=spec.write, key=key, bind="query-params")


def folded(
    topic: Topic,
    labels: Mapping[str, str],
    title: str = "More",
    lazy: bool = False,
    beside: Callable[[dict[str, Any]], None] | None = None,
) -> dict[str, Any]:
    """The widgets of these settings under a title, and their values by name.

    Args:
        labels: of the widgets, by the settings' names.
        lazy: while it is closed only the widgets of settings that are changed are there, or were
            until the reader went back.
        beside: puts something under the widgets, by the values; of what is lazy once it is open.
    """
    keyed = {name: _keyed(topic, name) for name in labels}
    counts = {name: picks.changes(*each) for name, each in keyed.items()}
    with _box(f"{topic.name}.{title.lower()}", title, sum(counts.values()), lazy) as box:
        whole = not lazy or bool(box.open)
        values = {
            name: widget(topic, name, label)
            if whole or counts[name] or address.takes_over(keyed[name][0])
            else keyed[name][1].default
            for name, label in labels.items()
        }
        if beside and whole:
            beside(values)
        return values


def _box(key: str, title: str, count: int, lazy: bool) -> DeltaGenerator:
    """What has settings folded, of which so many are not at their defaults."""
    return st.expander(
        picks.titled(title, picks.said(key, count) if lazy else count),
        key=key,
        on_change="rerun" if lazy else "ignore",
    )


@contextmanager
def more(
    topic: Topic,
    *names: str,
    name_of: str = "",
    arguments_of: str = "",
    title: str = "More",
    lazy: bool = False,
) -> Iterator[bool]:
    """Where the widgets of these settings stand folded. It says how many of them are not at their
    defaults, and stays open once it is opened.

    Yields whether the widgets are needed. Those of a `lazy` one are not while it is closed and all
    settings are at their defaults: then a slider beside it has less to send. While it is open its
    title stays as it was.

    Args:
        name_of: a pick of which only the name stands there.
        arguments_of: a pick of which only the parameters stand there, if it has some.
    """
    counts = [picks.changes(*_keyed(topic, name)) for name in names]
    if name_of:
        counts.append(picks.name_changes(*_keyed(topic, name_of)))
    if arguments_of:
        counts.append(picks.argument_changes(*_keyed(topic, arguments_of)))
    box = _box(f"{topic.name}.{title.lower()}", title, sum(counts), lazy)
    is_wanted = not lazy or bool(box.open) or sum(counts) > 0
    with box:
        yield is_wanted or any(address.takes_over(address.key(topic, name)) for name in names)


def _keyed(topic: Topic, name: str) -> tuple[str, Spec]:
    return address.key(topic, name), spec_of(topic, name)


def current(topic: Topic, name: str) -> Any:
    """The value of a setting whose widget comes later on the page; of a pick its name."""
    value = fields.current(address.key(topic, name), spec_of(topic, name))
    return value.name if isinstance(value, Pick) else value


def spec_of(topic: Topic, name: str) -> Spec:
    """The spec of a setting."""
    return _specs(topic.content.State)[name]


@lru_cache(maxsize=32)
def _specs(state: type[Config]) -> dict[str, Spec]:
    """The specs of all settings of a state, by their names."""
    return dict(state.specs())


def of_spec(key: str, spec: Spec, label: str, **options: Any) -> Any:
    """The widget that a spec calls for, under this key.

    Args:
        options: go to Streamlit.
    """
    options = {"help": spec.note or None, **options}
    match spec:
        case Choose():
            return picks.pick(key, spec, label, **options)
        case ChooseSeveral():
            return picks.several(key, spec, label, **options)
    return field(key, spec, label, **options)
