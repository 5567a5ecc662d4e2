"""Classes made one by one: filled, renamed, emptied, and made a data set."""

import pytest
import torch

from core.data.class_folders import FEWEST, MOST_CLASSES, files_of_zip
from core.data.datasets import DATASETS, load
from core.data.own_classes import (
    MOST_OF_CLASS,
    Draft,
    from_files,
    make,
    missing,
    renamed,
    with_class,
    with_pictures,
    without_class,
    without_picture,
)
from core.data.own_pictures import add
from core.jobs.progress import last
from tests.core.data.test_class_folders import folders, png, zipped


@pytest.fixture(autouse=True)
def clean(folder):
    """No own data sets before and after."""
    before = set(DATASETS)
    yield
    for name in set(DATASETS) - before:
        del DATASETS[name]


def pictures(first: int, count: int) -> list[tuple[str, bytes]]:
    return [(f"{number}.png", png(number)) for number in range(first, first + count)]


def test_three_classes_with_ten_uploads_each_become_a_data_set():
    draft = Draft()
    assert missing(draft) == ("Add two classes.",)
    for first, name in enumerate((" cats ", "dogs", "big  birds")):
        draft = with_class(draft, name)
        filled = with_pictures(draft, draft.names[-1], pictures(100 * first, 10))
        assert (filled.added, filled.twice, filled.left_out) == (10, 0, ())
        draft = filled.draft
    assert draft.names == ("cats", "dogs", "big birds") and draft.count == 30
    assert missing(draft) == ()
    added = make(draft)
    assert (added.classes, added.train, added.test) == (("big birds", "cats", "dogs"), 24, 6)
    data, dataset = load(added.name), DATASETS[added.name]
    assert dataset.shape == data.train_images.shape[1:] == (3, 128, 128)
    assert data.test_labels.tolist() == [0, 0, 1, 1, 2, 2]
    known = {tuple(each.pixels.flatten().tolist()) for each in draft["cats"].pictures}
    of_cats = torch.cat((data.train_images[8:16], data.test_images[2:4]))
    assert {tuple(image.flatten().tolist()) for image in of_cats} == known
    assert make(draft).name == added.name


def test_what_is_made_on_the_page_is_what_a_zip_of_folders_makes():
    files = folders("dark", "light", count=7)
    filled = last(from_files(Draft(), files_of_zip(zipped(files))))
    assert (filled.added, filled.twice) == (14, 0)
    assert make(filled.draft).name == last(add(files, "large")).name
    again = last(from_files(filled.draft, files))
    assert (again.added, again.twice, again.draft.count) == (0, 14, 14)


def test_blanks_in_the_name_of_a_folder_do_not_count():
    files = folders("my  cats", " dogs ", count=5)
    files |= {path.replace("my  cats", "my cats"): data for path, data in files.items()}
    filled = last(from_files(Draft(), files))
    assert sorted(filled.draft.names) == ["dogs", "my cats"]
    assert (filled.added, filled.twice) == (10, 5)


def test_what_is_missing_is_said():
    draft = with_class(Draft(), "one")
    draft = with_pictures(draft, "one", pictures(0, FEWEST - 1)).draft
    assert missing(draft) == ("Add another class.", "Add 1 more picture of one.")
    with pytest.raises(ValueError, match="^add another class$"):
        make(draft)


def test_a_picture_counts_once_and_what_cannot_be_read_is_told():
    draft = with_class(Draft(), "a")
    files = [*pictures(0, 2), ("copy.png", png(1)), ("broken.png", png(3)[:50]), ("text.png", b"x")]
    filled = with_pictures(draft, "a", files)
    assert (filled.added, filled.twice, len(filled.left_out)) == (2, 1, 2)
    assert "broken.png" in filled.left_out[0] and "text.png" in filled.left_out[1]
    first, second = filled.draft["a"].pictures
    emptied = without_picture(filled.draft, "a", first.digest)
    assert emptied["a"].pictures == (second,) and filled.draft.count == 2
    assert with_pictures(emptied, "a", pictures(0, 2)).added == 1


def test_a_class_has_an_end(monkeypatch):
    monkeypatch.setattr("core.data.own_classes.MOST_OF_CLASS", 3)
    filled = with_pictures(with_class(Draft(), "a"), "a", pictures(0, 5))
    assert filled.added == 3 and len(filled.left_out) == 2
    assert "at most" in filled.left_out[0]
    filled = last(from_files(filled.draft, folders("a", "b", count=5)))
    assert [len(each.pictures) for each in filled.draft.classes] == [3, 3]
    assert len(filled.left_out) == 2 and MOST_OF_CLASS == 100


def test_names():
    draft = with_class(with_class(Draft(), "a"), "b")
    for name in ("", "  ", "x" * 41, "a/b", "c:", "..", "\0", "a\\b", " a"):
        with pytest.raises(ValueError, match="name="):
            with_class(draft, name)
    with pytest.raises(ValueError, match="'b' is there already"):
        renamed(draft, "a", "b")
    with pytest.raises(ValueError, match="'c' is not there"):
        renamed(draft, "c", "d")
    filled = with_pictures(draft, "b", pictures(0, 1)).draft
    assert renamed(filled, "b", "c").names == ("a", "c") and renamed(filled, "b", "b ") is filled
    assert len(renamed(filled, "b", "c")["c"].pictures) == 1
    assert without_class(filled, "b").names == ("a",)
    with pytest.raises(ValueError, match="which is the most"):
        for number in range(MOST_CLASSES):
            draft = with_class(draft, f"class {number}")
