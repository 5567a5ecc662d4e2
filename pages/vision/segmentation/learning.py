"""The view "Train": a U-Net learns in a process of its own; its masks are looked at meanwhile."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

import streamlit as st

from core.plots.theme import Figure
from core.topics import TOPICS, Topic
from core.training import checkpoints, store
from core.training.worker import ACTIVE, Job, Status
from core.vision.segmentation import learning_words as words
from core.vision.segmentation.figures.learning import course_figure, shots_figure
from core.vision.segmentation.learning import ONE_PICTURE, Shots, before, shots, view_of
from core.vision.segmentation.segmenters import names
from core.vision.segmentation.settings import Segmentation
from core.vision.segmentation.state import PICTURE, RESULT, State
from core.vision.segmentation.training_script import write_script
from pages.ui import address, cached, frame, training, widgets
from pages.vision.segmentation import own

LABELS = {"scenes": "Pictures", "pictures": "Training pictures", "epochs": "Epochs"}
FOLDED = {
    "loss": "Loss",
    "lr": "Learning rate",
    "batch_size": "Batch",
    "noise": "Noise",
    "depth": "Depth",
    "width": "Base width",
    "up": "Upsampling",
    "norm": "Batch norm",
    "cut": "Cut skips",
    "seed": "Seed",
}

DRAW, LOOK = "Try it on your picture", "Look at its masks"

ALT = "Held-out pictures, their masks, and the masks of a network"
"""Of the picture."""

EVERY = 0.6
"""Seconds between two looks at a training."""


def choose(topic: Topic) -> dict[str, Any]:
    """The controls of this view, and their values by name."""
    with st.container(key="training-start"):
        start = st.container()
    values = {name: widgets.widget(topic, name, label) for name, label in LABELS.items()}
    values |= widgets.folded(topic, FOLDED, lazy=True)
    with start:
        _buttons(topic, State(**values))
    return values


def _buttons(topic: Topic, state: State) -> None:
    """Starts the training, has it go on, or stops it; and asks whether it can learn one picture."""
    try:
        config = state.config
    except ValueError:
        st.button("Train", key="segmentation.refused", disabled=True, width="stretch")
        return
    job, status = _job(config)
    if status.state in ACTIVE:
        mine = training.reader() in job.readers
        st.button(
            "Stop",
            key="segmentation.stop",
            width="stretch",
            icon=":material/stop:",
            disabled=not mine,
            on_click=cached.trainer().stop,
            args=(job, training.reader()),
            help=None if mine else "Somebody else started it.",
        )
    elif store.fetch(config):
        st.button("Already trained", key="segmentation.done", disabled=True, width="stretch")
    else:
        st.button(
            "Go on" if checkpoints.find(config) else "Train",
            key="segmentation.start",
            type="primary",
            width="stretch",
            icon=":material/play_arrow:",
            on_click=training.submit,
            args=(topic, config),
        )
    if config.pictures > 1:
        _offer_one_picture(topic, config)
    if mistake := st.session_state.get(f"{topic.name}.train.mistake"):
        frame.mistake(mistake)


def _offer_one_picture(topic: Topic, config: Segmentation) -> None:
    st.button(
        "Can it overfit one picture?",
        key="segmentation.overfit",
        width="stretch",
        on_click=_overfit,
        args=(topic, config),
        help="The first thing to try if masks stay black: who cannot learn a single picture by "
        "heart will not learn many.",
    )


def _overfit(topic: Topic, config: Segmentation) -> None:
    """Puts the page at the same training of one picture, and starts it. For a callback."""
    for name, value in ONE_PICTURE.items():
        st.session_state[address.key(topic, name)] = value
    training.submit(topic, config.replace(**ONE_PICTURE))


def _job(config: Segmentation) -> tuple[Job | None, Status]:
    """The latest job of a training, and how it stands."""
    for job in reversed(cached.trainer().jobs()):
        if job.config == config:
            return job, cached.trainer().status(job)
    return None, Status("new")


def show(topic: Topic, state: State) -> None:
    """The training as it stands."""
    config, active = state.config, training.active_jobs()
    st.fragment(_follow, run_every=EVERY if active else None)(topic, state, config, active)


def _follow(topic: Topic, state: State, config: Segmentation, before_now: tuple[Job, ...]) -> None:
    """Masks and curves so far; when a training is asked for or ends, the page runs again."""
    _, status = _job(config)
    now, trained = status.snapshot, store.fetch(config)
    if status.state in ACTIVE:
        view, curve, held_out, steps = status.shown, status.history, now.held_out, now.steps
        frame.sentence(words.running_sentence(config, now, shots(config, view) if view else None))
    elif trained is not None:
        card = trained.card
        view = view_of(config, store.load(trained.name))
        curve, held_out, steps = card.curve, card.held_out, config.steps
        last = card.curve[-1][2] if card.curve else 0.0
        frame.sentence(words.done_sentence(config, shots(config, view), card.seconds, last))
    else:
        if status.state == "failed":
            frame.mistake(status.reason)
        view, curve, held_out, steps = {}, status.history, now.held_out, config.steps
        frame.sentence(words.plan_sentence(state))
    left, right = st.columns([1.6, 1], gap="small")
    with left, frame.staying_room("segmentation.training"):
        frame.picture(_shots(config, _text(view)), "segmentation.training", ALT, height="stretch")
    with right:
        if curve:
            figure = course_figure(curve, held_out, steps)
            frame.picture(figure, "segmentation.course", "Loss and Dice against the step")
        if status.state in ACTIVE:
            st.progress(now.step / now.steps if now.steps else 0.0)
        elif trained is not None:
            _uses(topic, trained)
        st.caption(words.caption(config))
    if training.active_jobs() != before_now:
        st.rerun()


def _uses(topic: Topic, trained: store.Trained) -> None:
    """Where the network can be used at once, and where trainings are compared."""
    is_usable = trained.name in names()
    with st.container(horizontal=True, vertical_alignment="center", key="segmentation-use"):
        for label, view in ((DRAW, PICTURE), (LOOK, RESULT)):
            if is_usable and st.button(
                label,
                key=f"segmentation.use.{view}",
                on_click=_use,
                args=(topic, view, trained.name),
            ):
                st.rerun()  # the button is in a fragment, and the whole page is to know
        page = TOPICS["training"]
        query = page.query(page.content.State(view="Runs"))
        st.page_link(page.page, label="All runs", icon=page.icon, query_params=query)


def _use(topic: Topic, view: str, name: str) -> None:
    """Shows a view with the network of this name. For a callback."""
    st.session_state[address.key(topic, "view")] = view
    key = address.key(topic, "segmenter")
    st.session_state[key] = st.query_params[key] = name


def _text(view: Mapping[str, Any]) -> tuple[tuple[str, Any], ...]:
    """What is shown, as a key."""
    return tuple((name, view[name]) for name in ("labels", "side") if name in view)


@lru_cache(maxsize=16)
def _shots(config: Segmentation, shown: tuple[tuple[str, Any], ...]) -> Figure:
    scores = {"dice": 0.0, "iou": 0.0, "boundary_f1": 0.0}  # the sentence tells them
    seen: Shots = shots(config, scores | dict(shown)) if shown else before(config)
    return shots_figure(seen, config.classes)


def code(state: State) -> None:
    """The script of the whole training, which gives the same weights on the same processor."""
    frame.code(TOPICS["segmentation"], write_script(state.config), "training")


SECTIONS = {**own.SECTION, "Training code": code}
"""What stands under the picture beside what every view has."""
