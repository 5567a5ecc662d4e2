"""Fields: a widget for one value, bound to the address."""

from collections.abc import Iterable
from contextlib import suppress
from functools import lru_cache
from math import floor, log10
from typing import Any

import streamlit as st
from streamlit.errors import StreamlitAPIException

from core.plots.words import plain
from core.registry import Flag, Options, Range, Several, Spec, Text
from pages.ui import address
from pages.ui.mistakes import mistake

SHORT = 30
"""Characters up to which options stand side by side, two between one and the next counted."""

FINE = 1000
"""Steps of a range from which on a number is typed, since no slider could be put on it."""

LINE, MARGIN = 24, 24
"""Pixels of a line of a text of several, and of what is above and below them."""

MISSING = object()
"""What the session has under a key where it has nothing."""


def field(key: str, spec: Spec, label: str, **options: Any) -> Any:
    """The widget that the spec of one value calls for, under this key; returns the value.

    Args:
        options: go to Streamlit.
    """
    if options.get("bind"):
        forget_unreadable(key, spec)
        _forget_another(key, spec)
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
    raise TypeError(f"no widget for {spec!r}")


def number_box(key: str, spec: Range, label: str, **options: Any) -> float:
    """A box to type a number into, for a row: `assets/controls.css` puts it behind its label. The
    arrow keys move it, over decades by the first digit of the default.
    """
    if options.get("bind"):
        forget_unreadable(key, spec)
    kind = int if spec.whole else float
    step = 10.0 ** floor(log10(spec.default)) if spec.log else spec.step
    return st.number_input(
        label,
        *map(kind, (spec.low, spec.high, spec.default, max(step, kind(1)) if spec.whole else step)),
        format=_form(spec),
        key=key,
        **options,
    )


def current(key: str, spec: Spec) -> Any:
    """The value that the widget under this key has now, or will have once it is there."""
    value = st.session_state.get(key, MISSING)
    if value is not MISSING and not address.went_back():
        return value
    texts = st.query_params.get_all(key)
    return spec.from_query(key, {key: texts}) if texts else spec.default


def _number(spec: Range, label: str, common: dict[str, Any]) -> float:
    """A slider, by decades for a logarithmic range; a box to type in where the steps are fine."""
    if spec.log:
        return select_slider(spec, spec.stops(), label, common)
    if (spec.high - spec.low) / spec.step >= FINE:
        return st.number_input(
            label, spec.low, spec.high, spec.default, spec.step, _form(spec), **common
        )
    written = spec.unit.replace("%", "%%")
    unit = f"%{'d' if spec.whole else '.3g'} {written}" if spec.unit else None
    return st.slider(label, spec.low, spec.high, spec.default, spec.step, format=unit, **common)


def _form(spec: Range) -> str:
    """How a number is written in a box: with all digits that a reader typed, 0.999 not as 1.00."""
    return "%d" if spec.whole else "%.6g"


def select_slider(spec: Range, stops: Iterable[float], label: str, common: dict[str, Any]) -> float:
    """A slider over these stops; a number between them, from a link, a preset or a click, is one
    stop more.
    """
    key = common["key"]
    now = current(key, spec)
    texts = _texts(spec, frozenset(stops), now if spec.low <= now <= spec.high else spec.default)
    return st.select_slider(label, list(texts), spec.default, format_func=texts.get, **common)


@lru_cache(maxsize=64, typed=True)
def _texts(spec: Range, stops: frozenset[float], now: float) -> dict[float, str]:
    """The stops of a slider, its default and where it is now, in order, and how each is written:
    Streamlit asks for each twice.
    """
    return {stop: spec.write(stop) for stop in sorted({*stops, spec.default, now})}


def _option(spec: Options, label: str, common: dict[str, Any]) -> Any:
    choices = spec.choices()
    if len("  ".join(map(spec.write, choices))) <= SHORT:
        return side_by_side(spec, label, common)
    index = choices.index(spec.default)
    return st.selectbox(label, choices, index, format_func=spec.write, **common)


def side_by_side(spec: Options, label: str, common: dict[str, Any]) -> Any:
    """All options in the open. An address with an empty text takes Streamlit to none of them, where
    the default is meant. Its labels are Markdown, and what is bound to the address stands there as
    its label does.
    """
    chosen = st.segmented_control(
        label,
        spec.choices(),
        default=spec.default,
        required=True,
        format_func=spec.write if common.get("bind") else lambda value: plain(spec.write(value)),
        **common,
    )
    return spec.default if chosen is None else chosen


def _several(spec: Several, label: str, common: dict[str, Any]) -> tuple[str, ...]:
    """A list to choose from; a name that a link gives and the spec lets through is on it too."""
    key = common["key"]
    remember_none(key)
    names = st.session_state.get(key) or current(key, spec)
    choices = tuple(dict.fromkeys([*spec.choices(), *names]))
    chosen = st.multiselect(label, choices, spec.default, max_selections=spec.most, **common)
    return tuple(chosen) if len(chosen) >= spec.least else spec.default


def remember_none(key: str) -> None:
    """Where a list that was cleared comes back, as after another view, the address says so again:
    Streamlit itself writes an empty list as nothing, which stands for the default.
    """
    if st.session_state.get(key) == [] and key not in st.query_params:
        with suppress(StreamlitAPIException):  # it was there before: its empty text is there too
            st.query_params[key] = ""


def _text(spec: Text, label: str, common: dict[str, Any]) -> str:
    """A text as the reader types it; while it is not allowed, the last one that was counts."""
    key = common["key"]
    last = f"{key}.last"
    if last in st.session_state and not _is_allowed(spec, st.session_state[last]):
        # it is that of another entry of a registry, whose text has the same name
        del st.session_state[last]
        st.session_state[key] = spec.default
    if not spec.lines:
        with st.container(key=f"hidden.{key}"):  # not in sight; the address has it
            text = st.text_input(label, spec.default, spec.limit, **common)
    elif spec.lines > 1:
        height = LINE * spec.lines + MARGIN
        text = st.text_area(label, spec.default, height, spec.limit, **common)
    else:
        text = st.text_input(label, spec.default, spec.limit, **common)
    try:
        st.session_state[last] = spec.check(key.rpartition(".")[2], text)
    except ValueError as error:
        mistake(str(error))
    return st.session_state.get(last, spec.default)


def _is_allowed(spec: Spec, value: Any) -> bool:
    try:
        spec.check("value", value)
    except ValueError:
        return False
    return True


def _forget_another(key: str, spec: Spec) -> None:
    """What was set of another entry of a registry, under a parameter of the same name, gives way
    where this entry does not allow it: Streamlit would raise an error.
    """
    if not isinstance(spec, Range | Options):
        return
    value = st.session_state.get(key, MISSING)
    if value is not MISSING and not _is_allowed(spec, value):
        st.session_state[key] = spec.default


def forget_unreadable(key: str, spec: Spec) -> None:
    """A link may hold anything, and over some of it (an empty text, 5,000 digits) Streamlit's
    widgets stumble: it goes out of the address, and a number is written as they know it.
    """
    said = st.query_params.get(key) if isinstance(spec, Range | Options) else None
    if said is None:
        return
    setting = key.partition(".")[2]
    try:
        text = spec.write(spec.check(key, spec.read(said)))  # "1" becomes "1.0"
    except ValueError:
        text = None
    if text == said:
        return
    with suppress(StreamlitAPIException):  # once the widget is there, the address is the widget's
        if text is not None and key not in st.session_state:
            st.query_params[key] = text
            st.rerun()
        elif text is None:
            del st.query_params[key]
            used = spec.write(spec.default)
            address.leave_out(key, f"{setting}={said!r} is not available here: {used} is used")
            st.rerun()
