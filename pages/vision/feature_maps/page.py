"""What every layer of a network makes of a picture, where a map comes from, what a unit likes, why
an answer.
"""

from typing import Any

import streamlit as st

from core.data import cifar10
from core.models import imagenet
from core.registry import Options, Range, Spec
from core.topics import TOPICS
from core.vision.feature_maps import figures as plots
from core.vision.feature_maps import state as page
from core.vision.feature_maps import subjects
from core.vision.feature_maps.state import ANSWER, LAST, SOURCES, State, anatomy, seen
from pages.ui import cached, controls, frame, inputs, panels, training

topic = TOPICS["feature_maps"]
KEPT = (*inputs.KEPT, "off", "layer", "unit", "target")
Picked = tuple[str, int] | None
OWN = {
    "digits": "test digit",
    "pictures": "picture",
    "imagenet": "picture",
}  # the pictures a network was made for
NINE = "The nine pictures of the test set that excite it most"


def place(name: str) -> str:
    return controls.key(topic, name)


def depending(name: str, spec: Spec, label: str) -> Any:
    """A setting whose choices depend on what else is chosen; one that is not among them any more is
    forgotten.
    """
    try:
        value = spec.check(name, controls.kept(topic, name))
    except ValueError:
        value = spec.default
    controls.keep(topic, name, value)
    widget = f"{place(name)}.widget"
    st.session_state[widget] = value
    controls.of_spec(widget, spec, label, on_change=take, args=(name,))
    return value


def take(name: str) -> None:
    controls.keep(topic, name, st.session_state[f"{place(name)}.widget"])


def one_of(usual: str, names: tuple[str, ...]) -> Options:
    return Options((usual, *names), usual)


def another_network() -> None:
    """Layers, units and classes are those of one network; its own kind of picture comes along."""
    task = subjects.subject(st.session_state[place("network")], "random").task
    before = st.session_state.get("feature_maps.task", task)
    for name, usual in (("layer", LAST), ("unit", 0), ("target", ANSWER), ("off", "")):
        controls.keep(topic, name, usual)
    if task != before:
        st.session_state[place("source")] = OWN[task]


def choose(view: str) -> State:
    """The controls at the right of the picture, and the state they are at."""
    network = controls.of_spec(
        place("network"),
        Options(subjects.names(), State().network),
        "Network",
        bind="query-params",
        on_change=another_network,
    )
    task = subjects.subject(network, "random").task
    st.session_state["feature_maps.task"] = task
    with (
        st.expander("Picture of the other views") if view == "likes" else st.container(gap="small")
    ):
        picked = picture_of(task)
    kept = {name: controls.kept(topic, name) for name in KEPT[len(inputs.KEPT) :]}
    for name, value in kept.items():
        controls.keep(topic, name, value)  # the address forgets it while another page is open
    state = State(view=view, network=network, **kept | picked)
    place_of_view = st.container(gap="small")
    state = state.replace(weights=controls.widget(topic, "weights", "Weights"))
    with place_of_view:
        return state if missing(state) else state.replace(**OF_VIEW[view](state))


def picture_of(task: str) -> dict:
    """Which picture, for a network of this task."""
    picked = inputs.picker(
        topic, sources=tuple(one for one in SOURCES if one != "CIFAR-10" or cifar10.ready())
    )
    if picked["source"] == "CIFAR-10":
        picked["thing"] = controls.widget(topic, "thing", "Class")
        picked["number"] = controls.widget(topic, "number", "Number")
    elif task != "digits" and not cifar10.ready():
        st.caption(
            "CIFAR-10's own pictures are not on this computer: a training on it downloads them."
        )
    return picked


def missing(state: State) -> bool:
    """Whether the network's weights are yet to be downloaded."""
    return state.network == imagenet.NAME and state.weights == "trained" and not imagenet.ready()


def of_network(state: State) -> dict:
    labels = {"shown": "Thumbnails", "scale": "One colour scale by", "most": "Thumbnails a layer"}
    return {name: controls.widget(topic, name, label) for name, label in labels.items()}


def layer(state: State, label: str = "Layer") -> dict:
    return {
        "layer": depending(
            "layer", one_of(LAST, anatomy(state.network, state.weights).weighted()), label
        )
    }


def layer_and_unit(state: State) -> dict:
    chosen = layer(state)
    found = anatomy(state.network, state.weights)
    units = found.end(page.layer(state.replace(**chosen), found)).output.shape[1]
    return chosen | {"unit": depending("unit", Range(0, units - 1, 0, 1), "Unit")}


def of_likes(state: State) -> dict:
    chosen = layer_and_unit(state)
    labels = {
        "steps": "Steps of the ascent",
        "lr": "Learning rate",
        "jitter": "Jitter",
        "blur": "Blur",
        "variation": "Smoothness (total variation)",
        "seed": "Seed",
    }
    with st.expander("How its picture is made"):
        return chosen | {
            name: controls.widget(topic, name, label) for name, label in labels.items()
        }


def of_why(state: State) -> dict:
    classes = subjects.subject(state.network, state.weights).classes
    chosen = {"target": depending("target", one_of(ANSWER, classes), "Score of")}
    chosen["compare"] = controls.widget(topic, "compare", "Compare with random weights")
    chosen["methods"] = controls.widget(topic, "methods", "Methods")
    return chosen | (
        layer(state, "Grad-CAM of")
        if "Grad-CAM" in [pick.name for pick in chosen["methods"]]
        else {}
    )


def of_off(state: State) -> dict:
    chosen = {**layer(state), "manner": controls.widget(topic, "manner", "In its place")}
    off = controls.kept(topic, "off").split()
    with st.container(horizontal=True):
        st.button(
            "Undo", on_click=switch, args=(off[:-1],), disabled=not off, icon=":material/undo:"
        )
        st.button("All on", on_click=switch, args=([],), disabled=not off)
    return chosen


def of_map(state: State) -> dict:
    return layer_and_unit(state) | {
        "parts": controls.widget(topic, "parts", "Inputs shown on their own")
    }


OF_VIEW = {"network": of_network, "map": of_map, "likes": of_likes, "why": of_why, "off": of_off}


def switch(off: list[str]) -> None:
    controls.keep(topic, "off", " ".join(off))


def toggle(layer: str, unit: int) -> None:
    """A click on a unit switches it off, or on again."""
    off, word = controls.kept(topic, "off").split(), f"{layer}.{unit}"
    switch(
        [one for one in off if one != word] if word in off else [*off[: page.MOST_OFF - 1], word]
    )


def clicked() -> None:
    """What was clicked in the run before this one, before the widgets are drawn: a map shows where
    it comes from.
    """
    view, layer, unit = st.session_state.pop("feature_maps.clicked", ("", "", 0))
    if view == "off":
        toggle(layer, unit)
    elif view:
        st.session_state[place("view")] = "map"
        controls.keep(topic, "layer", layer)
        controls.keep(topic, "unit", unit)


def network(state: State, number: int) -> Picked:
    """The whole network at a glance."""
    found, classes = seen(state), subjects.subject(state.network, state.weights).classes
    columns = plots.network_columns(
        found, page.prepared(state), classes, state.scale, state.most, state.shown == "weights"
    )
    picked = panels.maps("feature_maps.columns", columns, answers=number)
    st.caption(plots.network_words(found, state.shown == "weights", state.scale))
    return picked


def one_map(state: State, number: int) -> Picked:
    """One map, and all that it is made of."""
    found, one = seen(state), page.summed(state)
    columns = plots.sum_columns(one, *page.before(found, one.name), state.parts)
    picked = panels.maps(
        "feature_maps.columns.map", columns, narrowest=44, widest=104, answers=number
    )
    st.markdown(plots.sum_words(one))
    return picked


def likes(state: State, number: int) -> None:
    """The favourites of a unit, and a picture made for it."""
    bar = st.empty()
    pictures, captions = (), ()
    try:
        found = cached.last(
            page.liked, page.of_layer(state), lambda now: bar.progress(now.done, NINE)
        )
        pictures, captions = page.favourite(state, found)
    except ValueError as error:
        frame.mistake(str(error))
    told = cached.last(
        page.told,
        page.of_unit(state),
        lambda now: bar.progress(now.done, "Making a picture for it"),
    )
    bar.empty()
    columns = plots.likes_columns(pictures, captions, told)
    panels.maps("feature_maps.columns.likes", columns, widest=110, stack=True, answers=number)
    frame.picture(
        plots.ascent_figure(told, state.steps),
        "feature_maps.ascent",
        "Excitation of the unit by the step",
    )
    st.caption(page.likes_words(state))


def why(state: State, number: int) -> None:
    """What the answer rests on, by each method."""
    bar = st.empty()
    found = cached.last(
        page.explained,
        page.of_reasons(state),
        lambda now: bar.progress(now.done, "Method by method"),
    )
    bar.empty()
    classes, aim = (
        subjects.subject(state.network, state.weights).classes,
        page.target(state, seen(state)),
    )
    score = f"score of {classes[aim]}: {float(seen(state).output[0, aim]):.2f}".replace("-", "−")
    columns = plots.why_columns(page.prepared(state), found.found, found.random, score)
    panels.maps("feature_maps.columns.why", columns, wrap=4, answers=number)
    if "integrated gradients" in found.found:
        total = found.found["integrated gradients"].total
        st.markdown(plots.complete_words(total, page.score_rise(state), classes[aim]))
    if state.compare:
        st.caption(
            "Likeness: the rank correlation of a method's picture with the one for random "
            "weights, signs ignored, where either is not zero. The nearer to 1, the less the "
            "picture shows of what the network has learned (Adebayo and others 2018)."
        )


def off(state: State, number: int) -> Picked:
    """The answer without some units."""
    found, after = seen(state), page.crippled(state)
    name, classes = page.layer(state, found), subjects.subject(state.network, state.weights).classes
    gone = [unit for layer, unit in page.units_off(state.off) if layer == name]
    effects = page.effect_of_each(state.replace(off="", view="off"))
    columns = plots.off_columns(found, after, name, gone, effects, classes)
    picked = panels.maps(
        "feature_maps.columns.off", columns, narrowest=80, stack=True, answers=number
    )
    if state.off:
        st.markdown(f"Switched off: {', '.join(state.off.split())}.")
    st.caption(plots.off_words(found, effects, classes))
    return picked


VIEWS = {"network": network, "map": one_map, "likes": likes, "why": why, "off": off}


@st.fragment
def live(state: State) -> None:
    """The picture of the view; with a canvas it runs by itself while the pen moves."""
    number, right = 0, st.container()
    if state.source == "drawing" and state.view != "likes":
        left, right = st.columns([1, 3], gap="medium")
        with left:
            state, drawing = inputs.canvas(topic, state)
            number = drawing.number
    if page.blank(state) and state.view != "likes":
        right.markdown(
            "**Draw a digit**, or anything else: what the network makes of it follows the pen."
            if state.source == "drawing"
            else "**Upload a picture** with the button at the right."
        )
        return
    with right, frame.reader_mistakes():
        told = subjects.subject(state.network, state.weights)
        if told.task == "pictures" and state.source in ("picture", "photo"):
            st.caption(
                "A small network on 32 × 32 pictures, to which yours is made smaller. It "
                f"knows {len(told.classes)} things, and takes all for one of them: "
                f"{', '.join(told.classes)}."
            )
        if picked := VIEWS[state.view](state, number):
            st.session_state["feature_maps.clicked"] = (state.view, *picked)
            st.rerun()


def download(state: State) -> None:
    """What stands in place of a network that is not here yet."""
    st.markdown(
        f"**The ImageNet weights of {imagenet.NAME} are not on this computer.** They are 47 "
        "MB, from PyTorch's own server, fetched once. Without them you can look into the "
        "network with random weights, and into all others."
    )
    if st.button("Download them", icon=":material/download:", type="primary"):
        bar = st.progress(0.0, "Downloading")
        with frame.reader_mistakes():
            for now in imagenet.download():
                bar.progress(
                    min(1.0, now.done / now.size),
                    f"{now.done / 1e6:.1f} of {now.size / 1e6:.1f} MB",
                )
            st.rerun()


def use(name: str) -> None:
    """Looks into a network that was just trained."""
    st.session_state[place("network")] = name
    st.session_state[place("weights")] = "trained"
    another_network()


def steps(state: State) -> None:
    """Every function that the network calls."""
    st.dataframe(plots.stage_rows(seen(state)), hide_index=True)


frame.head(topic)
clicked()
view = controls.views(topic, "view", "Look at")
picture, side = frame.columns()
with side:
    state = choose(view)
with picture:
    if missing(state):
        download(state)
    else:
        live(state)
        inputs.onwards(topic, state)
frame.presets(topic, KEPT, lambda: inputs.redraw(topic))
if not missing(state) and (state.view == "likes" or not page.blank(state)):
    frame.sections(
        topic,
        {
            "Every step": steps,
            "Train it yourself": lambda state: training.section(topic, use),
            "Code": lambda state: frame.code(topic, topic.content.write_script(state)),
            **(
                {}
                if state.network == imagenet.NAME
                else {"Training code": lambda state: training.code(topic, (state.network,))}
            ),
            "Link": lambda state: frame.link(topic, state),
        },
        state,
    )
