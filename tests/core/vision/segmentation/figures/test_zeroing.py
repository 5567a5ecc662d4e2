"""The pictures of skips."""

from core.vision.segmentation.figures.zeroing import maps_figure, zeroing_figure
from core.vision.segmentation.zeroing import ALL, Zeroing, seen


def test_the_wrong_pixels_are_counted_once():
    figure = zeroing_figure(seen(Zeroing()), (3,))
    names = [trace.name for trace in figure.data if trace.name]
    assert names == ["False positive", "False negative"]
    assert len(figure.to_json()) < 300_000
    titles = [each.text for each in figure.layout.annotations]
    assert titles[3] == f"Zeros in 3<br>Dice {seen(Zeroing()).dice[1]:.3f}" and len(titles) == 6
    assert "Zeros in none" in zeroing_figure(seen(Zeroing()), ()).layout.annotations[3].text


def test_the_maps_of_all_skips_or_of_a_level_are_shown():
    every, level = (maps_figure(seen(Zeroing(carrying=each))) for each in (ALL, "2"))
    assert [each.text for each in every.layout.annotations][2:] == ["Skip 3", "Bottleneck"]
    assert len(level.data) == 2 and len(every.to_json()) < 300_000
