"""Widgets of picks from a registry: of one with its parameters, and of several, a row each."""

from contextlib import nullcontext
from typing import Any

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from core.registry import Choose, ChooseSeveral, Pick, Range, Spec, specs_of
from pages.ui import address
from pages.ui.fields import current, field, number_box, remember_none

FEW = 3
"""Parameters of a pick that all stand in the open."""

LONG = 12
"""Characters of a name beside which there is room for a number."""


def pick(
    key: str,
    spec: Choose,
    label: str,
    parameters: DeltaGenerator | None = None,
    **options: Any,
) -> Pick:
    """A name from a registry, and a widget for each of its parameters, under `key.parameter`; of
    more than FEW, all but the first folded.

    Args:
        parameters: where these stand; by default under the name.
        options: go to Streamlit.
    """
    names = list(spec.registry)
    name = st.selectbox(label, names, names.index(spec.default.name), key=key, **options)
    with parameters or nullcontext():
        return spec.registry.pick(name, **arguments(key, spec.at(name), **options))


def arguments(key: str, usual: Pick, **options: Any) -> dict[str, Any]:
    """A widget for each parameter of a pick, at first where it is in `usual`."""
    specs, options = specs_of(usual), _shared(options)
    shown = list(specs) if len(specs) <= FEW else list(specs)[:1]
    values = {
        name: field(f"{key}.{name}", specs[name], label_of(name, specs[name]), **options)
        for name in shown
    }
    folded = {name: spec for name, spec in specs.items() if name not in shown}
    if folded:
        values |= _folded(key, usual.name, folded, options, "stretch")
    return values


def several(
    key: str, spec: ChooseSeveral, label: str, lines: bool = False, **options: Any
) -> tuple[Pick, ...]:
    """Names from a registry: a list to add to, and under it a row for each that is chosen, with its
    first number, its other parameters and a button that removes it.

    Args:
        lines: the picture has a line for each, and its row has the colour of it.
        options: go to Streamlit.
    """
    usual = [pick.name for pick in spec.default]
    remember_none(key)
    with st.container(key=f"{'lines' if lines else 'list'}.{key}", gap="xxsmall"):
        chosen = st.multiselect(
            label,
            list(spec.registry),
            usual,
            max_selections=spec.most,
            placeholder="Choose",
            key=key,
            **options,
        )
        names = chosen if len(chosen) >= spec.least else usual
        known = {*st.session_state, *st.query_params}
        return tuple(
            _row(key, spec, index, names, known, _shared(options)) for index in range(len(names))
        )


def _row(
    key: str,
    spec: ChooseSeveral,
    index: int,
    names: list[str],
    known: set[str],
    options: dict[str, Any],
) -> Pick:
    """One of the chosen ones.

    Args:
        known: the keys that the session or the address has something under.
    """
    name = names[index]
    own, usual = f"{key}.{name}", spec.entry(name).default
    folded, values = specs_of(usual), {}
    first = next(iter(folded), None)
    boxed = len(name) <= LONG and isinstance(folded.get(first), Range)
    with st.container(
        key=f"row-{index}.{key}", horizontal=True, vertical_alignment="center", gap="xxsmall"
    ):
        if boxed:
            box = folded.pop(first)
            values[first] = number_box(f"{own}.{first}", box, label_of(first, box, name), **options)
        else:
            st.markdown(name)
        if folded:
            values |= _folded(own, name, folded, options, "content", name, known)
        st.button(
            f"Remove {name}",
            key=f"remove.{own}",
            icon=":material/close:",
            type="tertiary",
            on_click=_choose,
            args=(key, [other for other in names if other != name]),
            disabled=len(names) <= max(spec.least, 1),
        )
    return spec.registry.pick(name, **values)


def _choose(key: str, names: list[str]) -> None:
    """Sets what is chosen, never nothing: the button of the last one cannot be pressed. An address
    would not know of it, since only the list itself, when it is cleared in the browser, leaves its
    empty text there.
    """
    st.session_state[key] = names


def _folded(
    key: str,
    name: str,
    specs: dict[str, Spec],
    options: dict[str, Any],
    width: str,
    owner: str = "",
    known: set[str] | None = None,
) -> dict[str, Any]:
    """The other parameters of a pick behind a button, which says how many are changed. While none
    is, and nobody looks, there are no widgets of them: a page may have fifty.

    Args:
        known: the keys that may have a changed value; all if there is none.
    """
    count = sum(
        changes(f"{key}.{parameter}", spec)
        for parameter, spec in specs.items()
        if known is None or f"{key}.{parameter}" in known
    )
    shown = said(f"{key}.more", count)
    popover = st.popover(
        titled(f"More of {name}", shown),
        key=f"{key}.more",
        icon=":material/tune:",
        type="secondary" if shown or width == "stretch" else "tertiary",
        width=width,
        on_change="rerun",
    )
    keys = (f"{key}.{parameter}" for parameter in specs)
    if not (popover.open or count or any(map(address.takes_over, keys))):
        return {parameter: spec.default for parameter, spec in specs.items()}
    with popover:
        return {
            parameter: field(
                f"{key}.{parameter}", spec, label_of(parameter, spec, owner), **options
            )
            for parameter, spec in specs.items()
        }


def said(key: str, count: int) -> int:
    """How many are changed, as the title of what has them folded says it: while it is open what it
    said before, since with another title it would be another one for Streamlit, and closed.

    Args:
        key: of a popover or an expander that tells whether it is open.
    """
    before = f"{key}.said"
    if st.session_state.get(key):
        return st.session_state.setdefault(before, count)
    st.session_state.pop(before, None)
    return count


def titled(title: str, count: int) -> str:
    """What stands over folded settings, of which so many are not at their defaults."""
    return f"{title} ({count} changed)" if count else title


def changes(key: str, spec: Spec) -> int:
    """How many of the values under this key are not at their defaults: of a pick its name and its
    arguments are counted.
    """
    if isinstance(spec, Choose):
        return name_changes(key, spec) + argument_changes(key, spec)
    value = current(key, spec)
    if isinstance(spec, ChooseSeveral):
        names = [each.name if isinstance(each, Pick) else each for each in value]
        return int(names != [pick.name for pick in spec.default])
    return int((tuple(value) if isinstance(value, list) else value) != spec.default)


def name_changes(key: str, spec: Choose) -> int:
    """1 if the name of a pick is not at its default, or else 0."""
    return int(_name(key, spec) != spec.default.name)


def argument_changes(key: str, spec: Spec) -> int:
    """How many arguments of a pick are not as they are at first; 0 if it is no pick."""
    if not isinstance(spec, Choose):
        return 0
    inner = specs_of(spec.at(_name(key, spec))).items()
    return sum(changes(f"{key}.{argument}", each) for argument, each in inner)


def _name(key: str, spec: Choose) -> str:
    value = current(key, spec)
    return value.name if isinstance(value, Pick) else value


def label_of(parameter: str, spec: Spec, owner: str = "") -> str:
    """How a parameter stands on the screen: "Sigma", "negative_slope" as torch spells it, and
    behind the name of its owner "SmoothGrad samples" and "Adam lr".
    """
    label = spec.label or parameter
    if not owner:
        return label
    return f"{owner} {label[0].lower()}{label[1:]}" if spec.label else f"{owner} {label}"


def _shared(options: dict[str, Any]) -> dict[str, Any]:
    """What of the options of a pick its parameters have too."""
    return {name: value for name, value in options.items() if name not in ("help", "on_change")}
