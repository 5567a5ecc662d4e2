"""Widgets made from the specs of a state, each bound to the address under `<topic>.<setting>`."""

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import replace
from math import ceil, floor
from typing import Any

import streamlit as st
from streamlit.errors import StreamlitAPIException

from core.registry import (
    Choose,
    ChooseSeveral,
    Flag,
    Options,
    Pick,
    Range,
    Several,
    Spec,
    Text,
)
from core.topics import Topic
from pages.ui import address
from pages.ui.mistakes import mistake

SHORT = 30
"""Characters up to which options stand side by side, two between one and the next counted."""

FEW = 3
"""Parameters of a pick that all stand in the open."""

FINE = 1000
"""Steps of a range from which on a number is typed, since no slider could be put on it."""


def widget(topic: Topic, name: str, label: str, **options: Any) -> Any:
    """The widget for one setting of a topic's state; returns the value.

    Args:
        options: as for `of_spec`.
    """
    spec = dict(topic.content.State.specs())[name]
    return of_spec(address.key(topic, name), spec, label, bind="query-params", **options)


def within(topic: Topic, name: str, label: str, low: float, high: float) -> float:
    """A slider for a number whose limits hang on another setting: about 200 stops, or all whole
    numbers.

    A number out of these limits gives way to the default, or to the limit that the default is
    beyond.
    """
    key, spec = address.key(topic, name), dict(topic.content.State.specs())[name]
    _forget_unreadable(key, spec)
    sizes = (1,) if spec.whole else (0.01, 0.02, 0.05, 0.1)
    step = next((size for size in sizes if size * 200 >= high - low), sizes[-1])
    counts = range(ceil(low / step), floor(high / step) + 1)
    stops = {low, high, *(round(step * count, 2) for count in counts)}
    nearest = replace(spec, low=low, high=high, default=min(max(spec.default, low), high))
    common = {"key": key, "help": spec.note or None, "bind": "query-params"}
    return _select_slider(nearest, stops, label, common)


def views(topic: Topic, name: str, label: str) -> Any:
    """The widget of the setting that decides what the picture is: its options side by side."""
    key, spec = address.key(topic, name), dict(topic.content.State.specs())[name]
    _forget_unreadable(key, spec)
    common = {"key": key, "bind": "query-params", "label_visibility": "collapsed"}
    return _side_by_side(spec, label, common)


def of_spec(key: str, spec: Spec, label: str, **options: Any) -> Any:
    """The widget that a spec calls for, under this key.

    Args:
        options: go to Streamlit.
    """
    if options.get("bind"):
        _forget_unreadable(key, spec)
    common = {"key": key, "help": spec.note or None, **options}
    match spec:
        case Range():
            return _number(spec, label, common)
        case Options():
            return _option(spec, label, common)
        case Flag():
            return st.toggle(label, spec.default, **common)
        case Several():
            return _several(spec, label, common)
        case Text():
            return _text(spec, label, common)
        case Choose():
            return _pick(spec, label, common)
        case ChooseSeveral():
            return _picks(spec, label, common)
    raise TypeError(f"no widget for {spec!r}")


def _number(spec: Range, label: str, common: dict[str, Any]) -> float:
    """A slider, by decades for a logarithmic range; a box to type in where the steps are fine."""
    if spec.log:
        return _select_slider(spec, spec.stops(), label, common)
    if (spec.high - spec.low) / spec.step >= FINE:
        return st.number_input(label, spec.low, spec.high, spec.default, spec.step, **common)
    unit = f"%{'d' if spec.whole else '.3g'} {spec.unit}" if spec.unit else None
    return st.slider(label, spec.low, spec.high, spec.default, spec.step, format=unit, **common)


def _select_slider(
    spec: Range, stops: Iterable[float], label: str, common: dict[str, Any]
) -> float:
    """A slider over these stops; a number between them, from a link, a preset or a click, is one
    stop more.
    """
    key = common["key"]
    now = st.session_state.get(key, spec.from_query(key, st.query_params.to_dict()))
    stops = {*stops, spec.default} | ({now} if spec.low <= now <= spec.high else set())
    return st.select_slider(label, sorted(stops), spec.default, format_func=spec.write, **common)


def _option(spec: Options, label: str, common: dict[str, Any]) -> Any:
    choices = spec.choices()
    if len("  ".join(map(spec.write, choices))) <= SHORT:
        return _side_by_side(spec, label, common)
    index = choices.index(spec.default)
    return st.selectbox(label, choices, index, format_func=spec.write, **common)


def _side_by_side(spec: Options, label: str, common: dict[str, Any]) -> Any:
    """All options in the open. An address with an empty text takes Streamlit to none of them, where
    the default is meant.
    """
    chosen = st.segmented_control(
        label,
        spec.choices(),
        default=spec.default,
        required=True,
        format_func=spec.write,
        **common,
    )
    return spec.default if chosen is None else chosen


def _several(spec: Several, label: str, common: dict[str, Any]) -> tuple[str, ...]:
    """A list to choose from; a name that a link gives and the spec lets through is on it too."""
    key = common["key"]
    names = st.session_state.get(key) or spec.from_query(key, {key: st.query_params.get_all(key)})
    choices = tuple(dict.fromkeys([*spec.choices(), *names]))
    chosen = st.multiselect(label, choices, spec.default, max_selections=spec.most, **common)
    return tuple(chosen) or spec.default


def _text(spec: Text, label: str, common: dict[str, Any]) -> str:
    """A text as the reader types it; while it is not allowed, the last one that was counts."""
    key = common["key"]
    text, last = st.text_input(label, spec.default, spec.limit, **common), f"{key}.last"
    try:
        st.session_state[last] = spec.check(key.rpartition(".")[2], text)
    except ValueError as error:
        mistake(str(error))
    return st.session_state.get(last, spec.default)


def _pick(spec: Choose, label: str, common: dict[str, Any]) -> Pick:
    """A name from a registry, and a widget for each of its parameters, under `key.parameter`."""
    names = list(spec.registry)
    name = st.selectbox(label, names, names.index(spec.default.name), **common)
    return spec.registry.pick(name, **_arguments(common["key"], spec.at(name), common))


def _picks(spec: ChooseSeveral, label: str, common: dict[str, Any]) -> tuple[Pick, ...]:
    """Names from a registry, and under them the widgets for the parameters of each."""
    usual = [pick.name for pick in spec.default]
    names = st.multiselect(label, list(spec.registry), usual, max_selections=spec.most, **common)
    picks = []
    for name in names or usual:
        at_first, key = spec.entry(name).default, f"{common['key']}.{name}"
        picks.append(spec.registry.pick(name, **_arguments(key, at_first, common, name)))
    return tuple(picks)


def _arguments(key: str, usual: Pick, common: dict[str, Any], owner: str = "") -> dict[str, Any]:
    """A widget for each parameter of a pick, at first where it is in `usual`; of more than FEW, all
    but one folded.

    Args:
        owner: the name of the pick, where those of others stand beside it.
    """
    own = ("key", "help", "on_change")
    common = {option: value for option, value in common.items() if option not in own}
    specs = {
        name: replace(spec, default=usual[name]) for name, spec in usual.choice.parameters.items()
    }
    open_names = list(specs) if len(specs) <= FEW else list(specs)[:1]
    values = {
        name: of_spec(f"{key}.{name}", specs[name], _label(name, specs[name], owner), **common)
        for name in open_names
    }
    folded = [name for name in specs if name not in open_names]
    if folded:
        with st.expander(f"More of {usual.name}", key=f"{key}.more"):
            for name in folded:
                label = _label(name, specs[name])
                values[name] = of_spec(f"{key}.{name}", specs[name], label, **common)
    return values


def _label(parameter: str, spec: Spec, owner: str = "") -> str:
    """How a parameter stands on the screen: "Sigma", "negative_slope" as torch spells it, and
    behind the name of its owner "SmoothGrad samples" and "Adam lr".
    """
    label = spec.label or parameter
    if not owner:
        return label
    return f"{owner} {label[0].lower()}{label[1:]}" if spec.label else f"{owner} {label}"


def _forget_unreadable(key: str, spec: Spec) -> None:
    """A link may hold anything, and over some of it (an empty text, 5,000 digits) Streamlit's
    widgets stumble: it goes out of the address, and a number is written as they know it.
    """
    if not isinstance(spec, Range | Options) or key not in st.query_params:
        return
    try:
        text = spec.write(spec.check(key, spec.read(st.query_params[key])))  # "1" becomes "1.0"
    except ValueError:
        text = None
    if text == st.query_params[key]:
        return
    with suppress(StreamlitAPIException):  # once the widget is there, the address is the widget's
        if text is not None and key not in st.session_state:
            st.query_params[key] = text
            st.rerun()
        elif text is None:
            del st.query_params[key]
            st.rerun()
