"""The view "What to train": the head only, some stages, everything, or all from scratch."""

from dataclasses import replace
from functools import lru_cache, partial
from typing import Any

import streamlit as st

from core.data.datasets import DATASETS
from core.models.imagenet import PRETRAINED
from core.plots.theme import Figure
from core.registry import Config
from core.topics import TOPICS, Topic
from core.training import store
from core.training.worker import MOST, Job
from core.vision.transfer import heads, ways
from core.vision.transfer.by_count import ByCount, by_count
from core.vision.transfer.classify_script import write_script
from core.vision.transfer.figures.ways import HEIGHT, by_count_figure, courses_figure, stages_figure
from core.vision.transfer.state import State
from core.vision.transfer.task import Task
from core.vision.transfer.tuning import Tuning
from core.vision.transfer.ways import PICTURES, Course, WayChoice
from core.vision.transfer.words import course_words, running_words, ways_sentence
from pages.ui import cached, frame, jobs, training, widgets

EVERY = 0.6
"""Seconds between two looks at the trainings."""

LABELS = {
    "axis": "Accuracy against",
    "stages": "Stages that learn",
    "network": "Network",
    "dataset": "Pictures",
}

FOLDED = {
    "epochs": "Epochs",
    "per_class": "Pictures per class",
    "lr": "Learning rate",
    "decay": "Share of the rate per stage",
    "seed": "Seed",
}


def choose(topic: Topic) -> dict[str, Any]:
    """The controls of this view, and their values by name."""
    start = st.container()
    values = {name: widgets.widget(topic, name, label) for name, label in LABELS.items()}
    values |= widgets.folded(topic, FOLDED)
    with start:
        _button(topic, WayChoice(**values))
    return values


def _button(topic: Topic, choice: WayChoice) -> None:
    """Starts all trainings that are not there yet, or stops those that run."""
    every = ways.trainings(choice) if DATASETS[choice.dataset].is_ready() else ways.ways(choice)
    latest = [job for tuning in every.values() if (job := _job(tuning)) is not None]
    active = [job for job in latest if _is_active(job)]
    if active:
        st.button(
            "Stop",
            key="transfer.stop",
            icon=":material/stop:",
            width="stretch",
            on_click=_stop,
            args=(active,),
        )
        return
    left = [tuning for tuning in every.values() if store.fetch(tuning) is None]
    st.button(
        _label(left),
        key="transfer.start",
        type="primary",
        icon=":material/play_arrow:",
        width="stretch",
        disabled=not left,
        on_click=_start,
        args=(topic, left[:MOST]),  # more do not wait at a time
    )
    if mistake := st.session_state.get(f"{topic.name}.train.mistake"):
        frame.mistake(mistake)


def _label(left: list[Tuning]) -> str:
    """What a click does with the trainings that are left."""
    if len(left) > MOST:
        return f"Train {MOST} of {len(left)}"
    return "Train them all" if left else "All trained"


def _job(config: Config) -> Job | None:
    """The latest job for a training."""
    jobs = (job for job in reversed(cached.trainer().jobs()) if job.config == config)
    return next(jobs, None)


def _is_active(job: Job) -> bool:
    return cached.trainer().status(job).state in training.ACTIVE


def _start(topic: Topic, tunings: list[Tuning]) -> None:
    for tuning in tunings:
        training.submit(topic, tuning)


def _stop(jobs: list[Job]) -> None:
    for job in jobs:
        cached.trainer().stop(job, training.reader())


def show(topic: Topic, state: State) -> None:
    """What learns, stage by stage, and how good each way gets."""
    choice = state.part(WayChoice)
    frame.sentence(ways_sentence(choice, ways.numbers(choice)))
    active = training.active_jobs()
    left, right = st.columns([1.25, 1], gap="medium")
    with left:
        if choice.axis == PICTURES:
            _by_pictures(choice, active)
        else:
            st.fragment(_follow, run_every=EVERY if active else None)(choice, active)
    with right:
        moved = tuple(ways.moved(choice).items())
        frame.picture(
            _stages(choice, moved), "transfer.chart.stages", "The parameters of each stage"
        )
        if moved:
            st.caption("Moved: the distance from the weights that it began with, by their length.")
    _export(topic, choice)


def _follow(choice: WayChoice, before: tuple[Job, ...]) -> None:
    """How far the trainings are; when one is asked for or ends, the page runs again."""
    courses = [_course(name, tuning) for name, tuning in ways.ways(choice).items()]
    quick = _quick(choice.part(Task))
    if quick is not None and not courses[0].points:
        right = quick.right / len(quick.labels)
        courses[0] = replace(courses[0], points=((quick.seconds, right),))
    with frame.stays("transfer.courses", HEIGHT):
        frame.picture(
            courses_figure(courses, None if quick is None else quick.raw_right / len(quick.labels)),
            "transfer.courses",
            "The accuracy of each way of training against the seconds",
            height="stretch",
        )
    _tell(courses)
    _links(choice)
    if training.active_jobs() != before:
        st.rerun()


def _tell(courses: list[Course]) -> None:
    """How far the training is that runs, and how many wait."""
    for course in courses:
        if course.is_active and course.state != "queued":
            st.progress(min(max(course.share, 0.0), 1.0), running_words(course))
    st.caption(course_words(courses))


def _by_pictures(choice: WayChoice, active: tuple[Job, ...]) -> None:
    """How good heads get with more pictures, then also the other ways as they are trained."""
    arguments = (choice.network, choice.dataset, choice.seed)
    draw = partial(_draw_counts, choice)
    result = jobs.result("transfer.by_count", by_count, *arguments, draw=draw)
    if result is not None:
        st.fragment(_follow_counts, run_every=EVERY if active else None)(choice, result, active)


def _draw_counts(choice: WayChoice, result: ByCount | None) -> None:
    if result is not None:
        with frame.stays("transfer.counts", HEIGHT):
            frame.picture(
                by_count_figure(result, ways.by_pictures(choice)),
                "transfer.counts",
                "The accuracy of each way of training against the pictures of a class",
                height="stretch",
            )


def _follow_counts(choice: WayChoice, result: ByCount, before: tuple[Job, ...]) -> None:
    """How far the trainings with each number of pictures are."""
    _draw_counts(choice, result)
    _tell([_course(name, tuning) for name, tuning in ways.trainings(choice).items()])
    st.caption(
        "Heads are means of three seeds, each with other pictures; bars go from the lowest to the "
        "highest. The other ways are of one seed."
    )
    if training.active_jobs() != before:
        st.rerun()


def _course(name: str, tuning: Tuning) -> Course:
    job = _job(tuning)
    return ways.course_of(name, tuning, None if job is None else cached.trainer().status(job))


def _quick(task: Task) -> heads.Heads | None:
    """The heads on features and on raw pixels, where they are trained in no time."""
    if not PRETRAINED[task.network].is_ready() or not heads.is_quick(task):
        return None
    return heads.result(task)


def _links(choice: WayChoice) -> None:
    """Where the networks that came out can be looked into."""
    other = TOPICS["feature_maps"]
    results = {name: store.fetch(tuning) for name, tuning in ways.ways(choice).items()}
    trained = {name: each.name for name, each in results.items() if each is not None}
    if not trained:
        return
    source = ways.shown_by(choice.dataset)
    with st.container(horizontal=True, vertical_alignment="center", key="transfer-links"):
        st.caption(f"Look into it ({other.title}):", width="content")
        for name, network in trained.items():
            query = other.query(other.content.State(network=network, source=source))
            st.page_link(other.page, label=name, icon=other.icon, query_params=query)


def _export(topic: Topic, choice: WayChoice) -> None:
    """The weights of a network that was trained here, with a script that classifies a file."""
    trained = {
        name: tuning
        for name, tuning in ways.ways(choice).items()
        if store.fetch(tuning) is not None
    }
    if not trained:
        return
    if not st.toggle("Use a trained network elsewhere", key="transfer.elsewhere"):
        return  # to read and write its weights takes a while
    name = st.segmented_control(
        "Network",
        list(trained),
        default=next(iter(trained)),
        required=True,
        key="transfer.export",
    )
    st.caption("Its weights as safetensors, and a script that classifies a picture with them.")
    frame.code(topic, write_script(trained[name]), "classify")


@lru_cache(maxsize=32)
def _stages(choice: WayChoice, moved: tuple[tuple[str, float], ...]) -> Figure:
    return stages_figure(ways.held(choice), dict(moved))
