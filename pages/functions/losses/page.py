"""Losses over each other, as surfaces over two parameters, and of classes; each with its
gradient.
"""

import streamlit as st

from core.catalogue.losses import LEFT_OUT, NOT_OFFERED, of_kind
from core.functions.losses import classification, log_softmax, mistakes
from core.functions.losses.choice import RULES, TASKS
from core.functions.losses.curves import KIND, chosen, graphs, probed
from core.functions.losses.examples import EXAMPLES
from core.functions.losses.figures import classification as class_plots
from core.functions.losses.figures import curves as plots
from core.functions.losses.figures import log_softmax as limit_plots
from core.functions.losses.figures import mistakes as mistake_plots
from core.functions.losses.figures import surfaces as surface_plots
from core.functions.losses.fits import outlier_fits
from core.functions.losses.state import State
from core.functions.losses.surfaces import MODELS, descent, problem
from core.topics import TOPICS
from pages.ui import clicks, controls, frame, points

topic = TOPICS["losses"]
LABELS = {
    "kind": "What is predicted",
    "x": "Prediction",
    "p": "Prediction",
    "d": "Prediction: distance",
    "a": "Prediction: angle",
    "y": "Target",
    "t": "Target",
    "truth": "True class",
    "events": "Target: count",
    "alike": "Target",
    "batch": "Examples in the batch",
    **{f"z{place}": f"Logit z{place}" for place in range(3)},
    "lesson": "About",
    "yes": "Target",
    "size": "Size of the wrong logit",
    "mistake": "Mistake",
    "pace": "Learning rate",
    "model": "Model",
    "fit": "Loss",
    "link": "Loss",
    "pos_weight": "pos_weight",
    "rate": "Learning rate",
    "steps": "Steps of gradient descent",
    "turn": "Turn the surface",
    "outlier_x": "Outlier x",
    "outlier_y": "Outlier y",
    "delta": "delta of HuberLoss",
}
LESSONS = {
    "three classes": ("z0", "z1", "z2", "truth"),
    "two classes": ("z0", "z1", "yes"),
    "large logits": ("size",),
    "common mistakes": ("mistake", "z0", "z1", "z2", "truth", "pace"),
}


def choose() -> State:
    """The controls at the right of the picture, and the state they are at; those of the other views
    keep theirs.
    """
    view = controls.widget(topic, "view", "Look at")
    return {"curves": choose_curves, "surface": choose_surface, "classes": choose_classes}[view](
        view
    )


def shown(*names: str) -> dict:
    """Widgets for these settings, and their values by name."""
    return {name: controls.widget(topic, name, LABELS[name]) for name in names}


def choose_curves(view: str) -> State:
    kind = controls.widget(topic, "kind", LABELS["kind"])
    known = KIND[kind]
    places = shown(*dict.fromkeys([known.probe, *known.given.values()]))
    losses = {known.losses: controls.widget(topic, known.losses, "Losses, up to five")}
    return State(view=view, kind=kind, **places, **losses, **shown("batch"))


def choose_surface(view: str) -> State:
    model = controls.widget(topic, "model", LABELS["model"])
    known = MODELS[model]
    text = controls.kept(topic, known.points)
    controls.keep(topic, known.points, text)  # the address forgets it while another page is open
    if model == "outlier":
        rest = shown("outlier_x", "outlier_y", "delta")
    else:
        first = shown("link") if model == "two classes" else shown("fit")
        weighted = shown("pos_weight") if first.get("link") == "BCEWithLogitsLoss" else {}
        place = {
            name: controls.widget(topic, name, label)
            for name, label in zip("wb", known.names, strict=True)
        }
        rest = first | weighted | place | shown("rate", "steps", "turn")
    return State(view=view, model=model, **{known.points: text}, **rest)


def choose_classes(view: str) -> State:
    lesson = controls.widget(topic, "lesson", LABELS["lesson"])
    return State(view=view, lesson=lesson, **shown(*LESSONS[lesson]))


def curves(state: State) -> None:
    """Losses and gradients against the prediction."""
    picks, known, found = chosen(state), KIND[state.kind], probed(state)
    on_axis = {"number": state.y, "probability": state.t}.get(known.losses)
    figure = plots.curves_figure(
        known, [pick.name for pick in picks], graphs(state), found, on_axis
    )
    frame.picture(
        figure,
        f"losses.picture.{known.losses}",
        "Losses and their gradients against the prediction",
    )
    st.dataframe(plots.curve_rows(picks, found), hide_index=True)


def surface(state: State) -> None:
    """The loss over two parameters, from above and in space, and the points under it."""
    if state.model == "outlier":
        outlier(state)
        return
    one = problem(state)
    way = descent(one, (state.w, state.b), state.rate, state.steps)
    above, space = st.columns(2, gap="small")
    with above:
        clicks.picture(
            surface_plots.above_figure(one, way),
            "losses.picture.above",
            "The loss over two parameters from above, with gradient descent on it",
            start_at,
        )
    with space:
        frame.picture(
            surface_plots.space_figure(one, way, state.turn),
            "losses.picture.space",
            "The loss over two parameters in space, with gradient descent on it",
        )
    data, table = st.columns([1.9, 1], gap="small")
    known = MODELS[state.model]
    two = state.model == "two classes"
    with data:
        clicks.picture(
            surface_plots.data_figure(one, way),
            "losses.picture.data",
            "The points and the model; a click adds a point or takes one away",
            lambda x, y: points.click(topic, known.points, known.read, (x, y)),
        )
    with table:
        points.table(topic, known.points, known.read, two)
    st.markdown(surface_plots.descent_words(one, way))
    st.caption(
        "The arrow points against the gradient, which autograd gives. Click the surface to "
        "start there; click below it to add a point, or on a point to take it away, or change "
        "them in the table."
    )


def start_at(w: float, b: float) -> None:
    """Puts the two sliders where the surface was clicked."""
    st.session_state.update({controls.key(topic, "w"): w, controls.key(topic, "b"): b})


def outlier(state: State) -> None:
    """Three fits side by side."""
    odd = (state.outlier_x, state.outlier_y)
    fits = outlier_fits(state.line, odd, state.delta)
    for column, (name, figure) in zip(
        st.columns(3, gap="small"), surface_plots.outlier_figures(fits), strict=True
    ):
        with column:
            frame.picture(
                figure,
                f"losses.picture.{name}",
                f"The best line by {name}, and the surface of its loss",
            )
    st.caption(
        "Above, the best line through the same points, the star among them; below, the loss "
        "over all lines, with the best one marked. The points are those of the model “line”."
    )


def three_classes(state: State) -> None:
    """Probabilities, cross-entropy and its gradient, and the triangle of all answers."""
    found = classification.answer(state.logits, state.truth)
    left, right = st.columns(2)
    with left:
        frame.picture(
            class_plots.answer_figure(found),
            "losses.picture.answer",
            "Probabilities, target and gradient by class",
        )
    with right:
        frame.picture(
            class_plots.simplex_figure(found),
            "losses.picture.simplex",
            "Triangle of all answers, shaded by loss",
        )
    st.dataframe(class_plots.answer_rows(found), hide_index=True)
    st.caption(
        "The triangle holds every answer that three probabilities can give, a sure one at "
        "each corner, shaded by its loss. The line is gradient descent on the three logits, "
        f"{classification.STEPS} steps."
    )


def two_classes(state: State) -> None:
    """Binary cross-entropy as the case of two classes."""
    ways = classification.two_classes(state.logits[:2], state.yes)
    figure = class_plots.binary_figure(
        classification.binary(), state.z1 - state.z0, state.yes, ways
    )
    frame.picture(
        figure, "losses.picture.binary", "Probability and loss over the difference of two logits"
    )
    st.dataframe(class_plots.two_rows(ways), hide_index=True)


def large_logits(state: State) -> None:
    """Where naive logarithms of softmax break."""
    limits = log_softmax.limits()
    frame.picture(
        limit_plots.limits_figure(limits, state.size, 900),
        "losses.picture.limits",
        "Up to which logit each way to a logarithm of softmax can be trusted",
    )
    st.dataframe(limit_plots.large_rows(log_softmax.large(state.size), limits), hide_index=True)
    st.caption(
        "Two classes with logits (size, 0), of which the second is true: the loss is the size "
        "itself, and its gradient 1. Lost means 0, infinite or no number; each limit is found "
        "by trying. CrossEntropyLoss uses log_softmax, which subtracts before it takes "
        "exponentials."
    )


def common_mistakes(state: State) -> None:
    """A mistake and how it is done right."""
    courses = mistakes.compare(state.mistake, state.logits, state.truth, state.pace)
    slopes, learning = st.columns(2)
    with slopes:
        frame.picture(
            mistake_plots.slopes_figure(courses),
            "losses.picture.slopes",
            "Gradient of a mistaken loss and of the right one",
        )
    with learning:
        frame.picture(
            mistake_plots.learning_figure(courses),
            "losses.picture.learning",
            "Learning with a mistaken loss and with the right one",
        )
    st.dataframe(mistake_plots.rows(courses), hide_index=True)
    st.markdown(mistakes.MISTAKES[state.mistake].note)


def classes(state: State) -> None:
    """One of the lessons."""
    {
        "three classes": three_classes,
        "two classes": two_classes,
        "large logits": large_logits,
        "common mistakes": common_mistakes,
    }[state.lesson](state)


def which(state: State) -> None:
    """The decision picture, and what goes wrong when the choice is right."""
    picture, words = st.columns([1.5, 1], gap="large")
    with picture:
        frame.picture(
            plots.choice_figure(TASKS),
            "losses.picture.choice",
            "Tasks, each with the loss that fits it",
        )
    words.markdown(
        "**Then see that it gets what it wants**\n" + "\n".join(f"- {rule}" for rule in RULES)
    )


def every(state: State) -> None:
    """All losses by what is predicted, what they want and when they are chosen, and those that are
    left out.
    """
    halves = st.columns(2, gap="medium")
    for place, kind in enumerate(KIND):
        with halves[place % 2]:
            st.markdown(f"**To predict {kind}**\n" + plots.losses_words(of_kind(kind)))
    st.markdown(
        "**Left out:** "
        + "; ".join(f"{name} ({reason})" for name, reason in LEFT_OUT.items())
        + "."
    )
    st.markdown(
        "**Arguments left out:** "
        + "; ".join(f"{name} ({why})" for name, why in NOT_OFFERED.items())
        + "."
    )


def examples(state: State) -> None:
    """Worked examples with their code."""
    for example in EXAMPLES:
        columns, losses = example.work()
        st.markdown(f"**{example.title}.** {example.note}")
        table, text = st.columns(2)
        with table:
            st.dataframe(plots.example_rows(columns), hide_index=True)
            for name, value in losses.items():
                st.markdown(f"{name}: **{float(value):.10g}**")
        text.code(example.code.strip(), language="python")


frame.head(topic)
picture, side = frame.columns()
with side:
    state = choose()
with picture:
    {"curves": curves, "surface": surface, "classes": classes}[state.view](state)
frame.presets(topic, ("line", "classes", "curve"))
frame.sections(
    topic,
    {
        "Which loss?": which,
        "All losses": every,
        "Worked examples": examples,
        "Code": lambda state: frame.code(topic, topic.content.write_script(state)),
        "Link": lambda state: frame.link(topic, state),
    },
    state,
)
