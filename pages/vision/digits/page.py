"""Draw a digit and see what networks make of it, while the pen moves."""

from typing import Any

import streamlit as st

from core import images
from core.data import drawings
from core.data.packing import pack
from core.data.photo import from_photo
from core.data.preparation import steps
from core.topics import TOPICS
from core.training import store
from core.vision.digits import explanation
from core.vision.digits import figures as plots
from core.vision.digits import state as digits_state
from core.vision.digits.state import ANSWER, State, read, verdict
from pages.ui import controls, frame, inputs, panels, training

topic = TOPICS["digits"]
ASK = {
    "drawing": ("Draw a digit", "the answer follows the pen"),
    "photo": ("Upload a photo", "of one digit"),
}

WORDS = (
    "A network never sees your drawing, only 784 numbers: your digit prepared as every digit "
    "of MNIST was. It gives ten scores, which softmax turns into probabilities."
)


def uploaded() -> None:
    """Reads the uploaded photo into the state; a mistake is kept to be shown."""
    st.session_state["digits.mistake"] = None
    file = st.session_state["digits.upload"]
    if file is None:
        return
    try:
        cleaned = from_photo(images.open_image(file.getvalue(), file.name))
        controls.keep(topic, "photo", pack(steps(cleaned).placed))
        st.session_state["digits.cleaned"] = (st.session_state["digits.photo"], cleaned)
    except ValueError as error:
        st.session_state["digits.mistake"] = str(error)


def choose() -> State:
    """The controls at the right of the picture, and the state they are at."""
    source = controls.widget(topic, "source", "Digit")
    brush, index = State().brush, State().index
    if source == "drawing":
        brush = controls.widget(topic, "brush", "Brush")
    if source == "test digit":
        st.button(
            "Another digit",
            on_click=inputs.another,
            args=(topic,),
            icon=":material/casino:",
            width="stretch",
        )
        index = controls.widget(topic, "index", "Number in the MNIST test set")
    if source == "photo":
        st.file_uploader(
            "A photo of one digit", inputs.TYPES, key="digits.upload", on_change=uploaded
        )
        if mistake := st.session_state.get("digits.mistake"):
            frame.mistake(mistake)
    models = controls.widget(topic, "models", "Networks, up to three")
    kept = {name: controls.kept(topic, name) for name in (*inputs.KEPT, "target", "style")}
    for name in inputs.KEPT:
        controls.keep(topic, name, kept[name])  # the address forgets it while another page is open
    if controls.went_back():
        inputs.redraw(topic)
    return State(source=source, brush=brush, index=index, models=models, **kept)


def shown(state: State) -> Any:
    """The test digit or photo; of a photo that was just uploaded the ink, before it becomes 28 x
    28.
    """
    of, cleaned = st.session_state.get("digits.cleaned", (None, None))
    return cleaned if state.source == "photo" and of == state.photo else digits_state.image(state)


@st.fragment
def live(state: State) -> None:
    """Picture and answer; reruns by itself while the pen moves, and the whole page once it is
    lifted.
    """
    left, right = st.columns([1, 1.45], gap="medium")
    done, number = True, 0
    with left:
        if state.source == "drawing":
            state, drawing = inputs.canvas(topic, state)
            done, number = drawing.done, drawing.number
        else:
            frame.picture(
                plots.digit_figure(shown(state)), "digits.picture", "The digit that is read"
            )
            if state.source == "test digit":
                st.caption(
                    f"MNIST test digit {state.index}, written as a **{digits_state.label(state)}**."
                )
    if digits_state.blank(state):
        with right:
            panels.no_answer("digits.answer", *ASK[state.source])
        panels.strip("digits.steps", plots.steps_pixels(None), answers=number)
        return
    with frame.reader_mistakes():
        reading = read(state)
        with right:
            panels.answer("digits.answer", reading, done)
        panels.strip("digits.steps", plots.steps_pixels(reading.steps), answers=number)


def why(state: State) -> None:
    """Where the answer came from: the gradient of a score, and what the first layer makes of the
    drawing.
    """
    if digits_state.blank(state):
        st.caption("Here you will see what the answer rests on, once there is a digit.")
        return
    reading = read(state)
    left, right = st.columns([1, 1.9], gap="medium")
    with left:
        name = (
            state.models[0]
            if len(state.models) == 1
            else st.segmented_control(
                "Network", state.models, default=state.models[0], required=True, key="digits.why"
            )
        )
        target = controls.widget(topic, "target", "Score of")
        digit = verdict(reading.answers[name]).digit if target == ANSWER else int(target)
        model = store.load(name)
        saliency = explanation.saliency(reading.picture, model, digit)
        frame.picture(
            plots.saliency_figure(saliency, reading.picture[0], digit),
            "digits.saliency",
            "Heat map of the gradient of a digit's score by the ink of each pixel, under the "
            "drawing's outline",
        )
        st.caption(
            "Orange: more ink here would raise the score. Blue: it would lower it. The line "
            "is your digit's outline."
        )
    with right:
        maps = explanation.first_layer(reading.picture, model)
        st.markdown("**What the first layer makes of it**")
        panels.strip("digits.maps", plots.maps_pixels(maps), arrows=False)
        st.caption(plots.maps_words(maps))


def styles(state: State) -> None:
    """The ways of writing a digit that the training drawings are made from."""
    digit = controls.widget(topic, "style", "Digit")
    examples = digits_state.examples(int(digit))
    st.caption(
        f"{len(examples)} ways to write a {digit}. Besides MNIST, DigitNet has seen "
        f"{drawings.COUNT:,} digits that were generated from such styles, varied as hands "
        "vary: in shape, slant, width and tremor."
    )
    panels.strip("digits.styles", plots.styles_pixels(examples), arrows=False)


def use(name: str) -> None:
    """Adds a network to those that are shown, in place of the last one if there are three."""
    chosen = st.session_state.get(controls.key(topic, "models")) or list(State().models)
    st.session_state[controls.key(topic, "models")] = [one for one in chosen if one != name][:2] + [
        name
    ]


SECTIONS = {
    "Why this answer": why,
    "Styles it knows": styles,
    "Train it yourself": lambda state: training.section(topic, use, digits_state.reads_digits),
    "Code": lambda state: frame.code(topic, topic.content.write_script(state)),
    "Training code": lambda state: training.code(topic, state.models),
    "Link": lambda state: frame.link(topic, state),
}

frame.head(topic)
picture, side = frame.columns()
with side:
    state = choose()
with picture:
    live(state)
    st.caption(WORDS)
    inputs.onwards(topic, state)
frame.presets(topic, inputs.KEPT, lambda: inputs.redraw(topic))
frame.sections(topic, SECTIONS, state)
