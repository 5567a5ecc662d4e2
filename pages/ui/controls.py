"""Widgets made from the specs of a state, each bound to the address under `<topic>.<setting>`."""

import operator
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import replace
from functools import reduce
from math import ceil, floor
from typing import Any

import streamlit as st
from streamlit.errors import StreamlitAPIException
from streamlit.runtime.scriptrunner import get_script_run_ctx

from core.registry import (
    Choose,
    ChooseSeveral,
    Config,
    Flag,
    Options,
    Pick,
    Range,
    Several,
    Spec,
    Text,
)
from core.topics import TOPICS, Topic
from pages.ui.mistakes import mistake

SHORT = 30
"""Characters that all options together may have to stand side by side, with two between one and the
next.
"""

FEW = 3
"""Parameters of a pick that all stand in the open."""

FINE = 1000
"""Steps of a range from which on a number is typed, since no slider could be put on it."""


PAGE, LINKED = "playground.page", "playground.linked"
"""In the session: the page of the last run, and whether a link from another page led there."""


def key(topic: Topic, name: str) -> str:
    """The key of a widget and its name in the address. Public: links that people keep are made of
    it.
    """
    return f"{topic.name}.{name}"


def widget(topic: Topic, name: str, label: str, **more: Any) -> Any:
    """The widget for one setting of a topic's state, kept in the address; returns the value. `more`
    as `of_spec`'s.
    """
    return of_spec(
        key(topic, name),
        dict(topic.content.State.specs())[name],
        label,
        bind="query-params",
        **more,
    )


def within(topic: Topic, name: str, label: str, low: float, high: float) -> float:
    """A slider for a number whose limits hang on another setting: about 200 stops, or all whole
    numbers.

    A number out of these limits gives way to the default, or to the limit that the default is
    beyond.
    """
    place, spec = key(topic, name), dict(topic.content.State.specs())[name]
    _forget_unreadable(place, spec)
    step = (
        1
        if spec.whole
        else next(size for size in (0.01, 0.02, 0.05, 0.1) if size * 200 >= high - low)
    )
    stops = {
        low,
        high,
        *(round(step * count, 2) for count in range(ceil(low / step), floor(high / step) + 1)),
    }
    return _stops(
        place, replace(spec, default=min(max(spec.default, low), high)), stops, label, low, high
    )


def views(topic: Topic, name: str, label: str) -> Any:
    """The widget of a setting that decides what the large picture is: its options side by side,
    however long.
    """
    place, spec = key(topic, name), dict(topic.content.State.specs())[name]
    _forget_unreadable(place, spec)
    return st.segmented_control(
        label,
        spec.values,
        default=spec.default,
        required=True,
        key=place,
        bind="query-params",
        label_visibility="collapsed",
    )


def of_spec(place: str, spec: Spec, label: str, **more: Any) -> Any:
    """The widget that a spec calls for, under the key `place`; `more` goes to Streamlit."""
    if more.get("bind"):
        _forget_unreadable(place, spec)
    common = {"key": place, "help": spec.note or None, **more}
    match spec:
        case Range() if spec.log:
            return _stops(place, spec, spec.stops(), label, spec.low, spec.high, **common)
        case Range() if (spec.high - spec.low) / spec.step >= FINE:
            return st.number_input(label, spec.low, spec.high, spec.default, spec.step, **common)
        case Range():
            unit = f"%{'d' if spec.whole else '.3g'} {spec.unit}" if spec.unit else None
            return st.slider(
                label, spec.low, spec.high, spec.default, spec.step, format=unit, **common
            )
        case Flag():
            return st.toggle(label, spec.default, **common)
        case Several():
            chosen = st.multiselect(
                label, spec.choices(), spec.default, max_selections=spec.most, **common
            )
            return tuple(chosen) or spec.default
        case Options() if len("  ".join(map(str, spec.values))) <= SHORT:
            return st.segmented_control(
                label, spec.values, default=spec.default, required=True, **common
            )
        case Options():
            return st.selectbox(label, spec.values, spec.values.index(spec.default), **common)
        case Text():
            return _text(place, spec, label, **common)
        case Choose():
            return _pick(place, spec, label, **common)
        case ChooseSeveral():
            names, usual = list(spec.registry), [pick.name for pick in spec.default]
            chosen = (
                st.multiselect(label, names, usual, max_selections=spec.most, **common) or usual
            )
            return tuple(
                spec.registry.pick(
                    name,
                    **_arguments(f"{place}.{name}", spec.one(name).default, f"{name} ", **common),
                )
                for name in chosen
            )
    raise TypeError(f"no widget for {spec!r}")


def _stops(
    place: str,
    spec: Range,
    stops: Iterable[float],
    label: str,
    low: float,
    high: float,
    **common: Any,
) -> float:
    """A slider over these stops; a number between them, from a link or a preset or a click, is one
    more stop.
    """
    now = st.session_state.get(place, spec.from_query(place, st.query_params.to_dict()))
    stops = {*stops, spec.default} | ({now} if low <= now <= high else set())
    common = {"key": place, "help": spec.note or None, "bind": "query-params", **common}
    return st.select_slider(label, sorted(stops), spec.default, format_func=spec.write, **common)


def _forget_unreadable(place: str, spec: Spec) -> None:
    """A link may hold anything, and over some of it (an empty text, 5,000 digits) Streamlit's
    widgets stumble.
    """
    if not isinstance(spec, Range | Options) or place not in st.query_params:
        return
    try:
        text = spec.write(
            spec.check(place, spec.read(st.query_params[place]))
        )  # "1.0" for "1", the only one it knows
    except ValueError:
        text = None
    if text == st.query_params[place]:
        return
    with suppress(StreamlitAPIException):  # once the widget is there, the address is the widget's
        if text is not None and place not in st.session_state:
            st.query_params[place] = text
            st.rerun()
        elif text is None:
            del st.query_params[place]
            st.rerun()


def _text(place: str, spec: Text, label: str, **common: Any) -> str:
    """A text as the reader types it; while it is not allowed, what is wrong with it, and the last
    that was allowed.
    """
    text, last = st.text_input(label, spec.default, spec.limit, **common), f"{place}.last"
    try:
        st.session_state[last] = spec.check(place.rpartition(".")[2], text)
    except ValueError as error:
        mistake(str(error))
    return st.session_state.get(last, spec.default)


def _pick(place: str, spec: Choose, label: str, **common: Any) -> Pick:
    """A name from a registry, and a widget for each of its parameters, under `place.parameter`."""
    names = list(spec.registry)
    name = st.selectbox(label, names, names.index(spec.default.name), **common)
    usual = spec.default if name == spec.default.name else spec.registry.pick(name)
    return spec.registry.pick(name, **_arguments(place, usual, "", **common))


def _arguments(place: str, usual: Pick, label: str, **common: Any) -> dict[str, Any]:
    """A widget for each parameter of a pick, at first where it is in `usual`; of more than FEW, all
    but one folded.
    """
    common = {
        option: value
        for option, value in common.items()
        if option not in ("key", "help", "on_change")
    }
    specs = {
        name: replace(spec, default=usual[name]) for name, spec in usual.choice.parameters.items()
    }
    names, folded = list(specs), []
    if len(names) > FEW:
        names, folded = names[:1], names[1:]
    found = {
        name: of_spec(f"{place}.{name}", specs[name], f"{label}{name}", **common) for name in names
    }
    if folded:
        with st.expander(f"More of {usual.name}", key=f"{place}.more"):
            found |= {
                name: of_spec(f"{place}.{name}", specs[name], name, **common) for name in folded
            }
    return found


def kept(topic: Topic, name: str) -> Any:
    """A setting that no widget holds: kept in the session, read from the address at first and after
    going back.
    """
    place = key(topic, name)
    if place not in st.session_state or went_back():
        address = {name: st.query_params.get_all(place)} if place in st.query_params else {}
        st.session_state[place] = getattr(topic.content.State.from_query(address), name)
    return st.session_state[place]


def opened(page: str) -> None:
    """Notes which page this run is of. Who comes to it by a link from another page gets the link's
    state, whole.

    On the way to another page Streamlit leaves this one in the browser's history without its query,
    or with that of the other. Who goes back to that gets the state in which the page was left.
    """
    came = st.session_state.get(PAGE, page) != page
    own = any(place.startswith(f"{page}.") for place in st.query_params)
    if came and _history() and not own and (left := st.session_state.get(f"{page}.left")):
        st.query_params.from_dict(left)
        st.rerun()
    st.session_state[PAGE], st.session_state[LINKED] = page, came and bool(st.query_params)
    if st.session_state[LINKED] and page in TOPICS:
        settings = tuple(key(TOPICS[page], name) for name, _ in TOPICS[page].content.State.specs())
        for place in [place for place in st.session_state if place not in st.query_params]:
            if place in settings or place.startswith(tuple(f"{setting}." for setting in settings)):
                del st.session_state[place]


def leaves(topic: Topic, state: Config) -> None:
    """Notes the state of a page, for who comes back."""
    st.session_state[f"{topic.name}.left"] = topic.query(state)


def went_back() -> bool:
    """Whether the address counts in this run, and not the session: after the browser's back or
    forward button, and after a link from another page.
    """
    return _history() or st.session_state.get(LINKED, False)


def _history() -> bool:
    """Whether the browser's back or forward button asked for this run."""
    context = get_script_run_ctx()
    return context is not None and context.is_history_navigation


def keep(topic: Topic, name: str, value: Any) -> None:
    """Sets such a setting, in the session and in the address."""
    place = key(topic, name)
    st.session_state[place] = value
    text = topic.query(topic.content.State(**{name: value})).get(place)
    if text is None:
        st.query_params.pop(place, None)
    elif st.query_params.get_all(place) != [text]:
        st.query_params[place] = text


def apply(topic: Topic, state: Config, kept_names: tuple[str, ...] = ()) -> None:
    """Puts every control of a page at a state. Call it from a callback: before the widgets of the
    next run.
    """
    for name, _ in state.specs():
        value = getattr(state, name)
        if name in kept_names:
            keep(topic, name, value)
        else:
            st.session_state.update(held(key(topic, name), value))


def held(place: str, value: Any) -> dict[str, Any]:
    """What the session holds, by key, where the widgets of a setting are at this value."""
    if isinstance(value, Pick):
        parts = [held(f"{place}.{name}", argument) for name, argument in value.arguments]
        return reduce(operator.or_, parts, {place: value.name})
    if isinstance(value, tuple) and all(isinstance(one, Pick) for one in value):
        parts = [held(f"{place}.{one.name}", one) for one in value]
        return reduce(operator.or_, parts) | {place: [one.name for one in value]}
    return {place: list(value) if isinstance(value, tuple) else value}
