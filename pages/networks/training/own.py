"""A reader's own pictures: a zip of class folders becomes a data set, which can be deleted."""

from typing import Any

import streamlit as st

from core.data.class_folders import files_of_zip
from core.data.own_pictures import MOST_SETS, SHAPES, Added, add, names
from core.models.stack import DEFAULT, OWN_STACK
from core.networks.training.state import State
from core.plots.words import listed, plain
from core.topics import Topic
from pages.ui import address, frame, widgets
from pages.ui.mistakes import reader_mistakes
from pages.ui.own_sets import own_sets

ADDED = "training.own.added"
"""In the session: what was made of an upload, until the page shows it."""

SAID = "training.own.said"
"""In the session: what was made last, to be told."""

KINDS = {"grey": "Grey, 28 × 28", "colour": "Colour, 32 × 32"}


def take_up(topic: Topic) -> None:
    """Puts the page at a data set that was just made, with layers that fit; before the widgets."""
    added: Added | None = st.session_state.pop(ADDED, None)
    if added is None:
        return
    values: dict[str, Any] = {
        "dataset": added.name,
        "model": OWN_STACK,
        "layers": layers(st.session_state.get("training.own.kind", "grey"), len(added.classes)),
    }
    for name, value in values.items():
        st.session_state[address.key(topic, name)] = value
    st.session_state[SAID] = added


def of_stack(topic: Topic, values: dict[str, Any]) -> dict[str, Any]:
    """The field for the layers of one's own network, if that is chosen, and its value by name."""
    if values["model"] != OWN_STACK:
        return {}
    return {"layers": widgets.widget(topic, "layers", "Layers, one per line")}


def layers(kind: str, classes: int) -> str:
    """The usual own stack with as many classes, for grey or for colour pictures."""
    channels, side, _ = SHAPES[kind]
    text = DEFAULT.replace("10)", f"{classes})").replace("Conv2d(1,", f"Conv2d({channels},")
    return text.replace("1568", str(32 * (side // 4) ** 2))


def show(topic: Topic, state: State) -> None:
    """Takes a zip and makes a data set of it; below are those that there are, to be deleted."""
    known = names()
    st.markdown(
        "Choose a zip file with one folder per class, such as `cats/` and `dogs/`. Every fifth "
        "picture is held out, unless there are folders `train` and `test`. The pictures stay on "
        f"the computer that runs this app. It keeps up to {MOST_SETS} data sets of your own; now "
        f"there {'is' if len(known) == 1 else 'are'} {len(known)}."
    )
    is_full = len(known) >= MOST_SETS
    if is_full:
        frame.mistake("There is no room for another data set: delete one below first.")
    file = st.file_uploader(
        "Zip of class folders", ["zip"], key="training.own.zip", disabled=is_full
    )
    kind = st.segmented_control(
        "Pictures",
        list(KINDS),
        default="grey",
        required=True,
        format_func=KINDS.get,
        key="training.own.kind",
    )
    if file is not None and st.button("Make a data set", key="training.own.make", type="primary"):
        with reader_mistakes():
            bar = st.progress(0.0, "Opening pictures")
            for now in add(files_of_zip(file.getvalue(), file.name), kind):
                bar.progress(min(now.share, 1.0), now.note or "Done")
            st.session_state[ADDED] = now.value
            st.rerun()
    added: Added | None = st.session_state.get(SAID)
    if added is not None and added.name in known:
        _tell(added)
    own_sets(topic, ("dataset", "model", "layers"))


def _tell(added: Added) -> None:
    """What was made of the upload."""
    st.caption(
        f"{added.name}: {added.train:,} pictures to learn from and {added.test:,} held out, of "
        f"{plain(listed(added.classes))}."
    )
    for line in added.left_out[:5]:
        st.caption(plain(line[:1].upper() + line[1:]))
