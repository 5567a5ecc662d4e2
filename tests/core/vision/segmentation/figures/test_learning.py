"""The pictures of a training."""

from core.vision.segmentation.figures.learning import course_figure, shots_figure
from core.vision.segmentation.learning import Learning, before


def test_four_rows_of_pictures():
    config = Learning().config
    figure = shots_figure(before(config), config.classes)
    titles = [note.text for note in figure.layout.annotations]
    assert titles == ["Held-out pictures", "Truth", "Prediction", "Right and wrong"]
    assert len(figure.to_json()) < 300_000
    domains = [figure.layout[f"yaxis{number}"].domain for number in ("", "2", "3", "4")]
    assert all(upper[0] >= lower[1] for upper, lower in zip(domains, domains[1:], strict=False))


def test_the_course_has_losses_and_dice():
    figure = course_figure([(1, 0.9, 0.1), (2, 0.5, 0.4)], [(2, 0.6, 0.3)], 4)
    assert [trace.name for trace in figure.data] == ["Loss", "Dice of the batch", "Held-out Dice"]
    start, end = figure.layout.xaxis.range
    assert start == 0 and 4 < end < 4.5 and figure.data[2].y == (0.3,)
    assert len(course_figure([], [], 0).data) == 3
