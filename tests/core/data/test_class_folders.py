"""Class folders: what counts, what is left out, what is refused, and how they are split."""

import io
import os
import struct
import zipfile

import pytest
import torch
from PIL import Image

from core.data import class_folders
from core.data.class_folders import (
    FEWEST,
    MOST_CLASSES,
    Opened,
    classes_of,
    files_of_folder,
    files_of_zip,
    open_each,
    tensors_of,
)

SHAPE = (3, 32, 32)


def png(number: int, size=(40, 36)) -> bytes:
    """A picture that no other number gives."""
    data = io.BytesIO()
    Image.new("RGB", size, (number % 256, number // 256, 77)).save(data, "PNG")
    return data.getvalue()


def folders(*names: str, count: int = FEWEST, above: str = "") -> dict[str, bytes]:
    return {
        f"{above}{name}/{index}.png": png(1000 * number + index)
        for number, name in enumerate(names)
        for index in range(count)
    }


def zipped(files: dict[str, bytes]) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in files.items():
            packed.writestr(name, content)
    return data.getvalue()


ZIP = zipped(folders("a", "b"))


def opened(files) -> Opened:
    result = Opened([], [])
    list(open_each(files, SHAPE, result))
    return result


def test_the_folder_of_a_picture_is_its_class_however_deep_it_is():
    files = folders("cat", "dog", count=10, above="my pictures/animals/")
    files |= {"readme.txt": b"x", "my pictures/cover.txt": b"x", "__MACOSX/cat/1.png": b"x"}
    files |= {"my pictures/animals/cat/.DS_Store": b"x", "cat/.hidden.png": b"x", "top.png": b"x"}
    result = opened(files_of_zip(zipped(files)))
    assert result.left_out == [] and len(result.pictures) == 20
    classes = classes_of(result)
    assert classes == ("cat", "dog")
    tensors = tensors_of(result, classes)
    assert tensors["train_images"].shape == (16, *SHAPE)
    assert tensors["test_labels"].tolist() == [0, 0, 1, 1]
    assert tensors["train_images"].dtype == torch.uint8
    colours = {tuple(image[:, 3, 3].tolist()) for image in tensors["train_images"]}
    colours |= {tuple(image[:, 3, 3].tolist()) for image in tensors["test_images"]}
    expected = {(n % 256, n // 256, 77) for n in (*range(10), *range(1000, 1010))}
    assert colours == expected


def test_names_and_order_do_not_decide_the_split():
    files = folders("a", "b", count=12)
    renamed = {
        f"{path[0]}/{99 - int(path[2:-4]):03}.jpeg": data for path, data in reversed(files.items())
    }
    first, second = (tensors_of(opened(each), ("a", "b")) for each in (files, renamed))
    assert all(torch.equal(value, second[name]) for name, value in first.items())


def test_folders_for_training_and_test_are_kept_apart():
    files = folders("a", "b", above="set/train/") | {
        f"set/test/{name}/x.png": png(5000 + number) for number, name in enumerate("ab")
    }
    tensors = tensors_of(opened(files), ("a", "b"))
    assert len(tensors["train_labels"]) == 2 * FEWEST and tensors["test_labels"].tolist() == [0, 1]
    lacking = {path: data for path, data in files.items() if path != "set/test/b/x.png"}
    with pytest.raises(ValueError, match="class 'b' has no picture in the folder test"):
        tensors_of(opened(lacking), ("a", "b"))
    named = folders("train", "test")  # classes that are called so
    assert classes_of(opened(named)) == ("test", "train")


def test_what_is_no_picture_is_left_out_and_told_and_what_is_there_twice_counts_once():
    files = folders("a", "b") | {"a/broken.png": b"nothing", "a/again.png": png(0)}
    result = opened(files)
    (line,) = result.left_out
    assert "'broken.png' is not a picture" in line
    assert result.twice == 1 and len(result.pictures) == 2 * FEWEST


@pytest.mark.parametrize(
    "path", ["../a/1.png", "a/../../b/1.png", "/etc/a/1.png", "C:\\a\\1.png", "a\\..\\1.png"]
)
def test_a_name_that_leads_out_is_refused(path):
    with pytest.raises(ValueError, match="leads out of its folder"):
        opened(files_of_zip(zipped(folders("a", "b") | {path: png(1)})))


@pytest.mark.parametrize(
    ("files", "words"),
    [
        ({}, "0 folders have pictures, and 2 to 20 are needed"),
        (folders("a"), "1 folders have pictures"),
        (folders(*(f"class {n}" for n in range(MOST_CLASSES + 1))), "21 folders"),
        (folders("a", "b") | {"c/1.png": png(9)}, "class 'c' has 1 pictures; 5 are the fewest"),
        (folders("a", "b" * 50), "a name has 40 characters at most"),
        ({"a/1.png": b"x", "b/1.png": b"x"}, "needed, one for each class: '1.png' is not a pic"),
    ],
)
def test_too_few_or_too_many_classes_or_pictures_are_refused(files, words):
    with pytest.raises(ValueError, match=words) as told:
        classes_of(opened(files))
    assert "\n" not in str(told.value)


def test_too_many_pictures_or_bytes_are_refused(monkeypatch):
    files = folders("a", "b")
    monkeypatch.setattr(class_folders, "MOST", 9)
    with pytest.raises(ValueError, match="10 pictures are too many: 9 are allowed"):
        opened(files)
    monkeypatch.setattr(class_folders, "MOST", 10)
    monkeypatch.setattr(class_folders, "MOST_BYTES", 500)
    with pytest.raises(ValueError, match="the pictures have more than"):
        opened(files)
    monkeypatch.setattr(class_folders, "MOST_ENTRIES", 9)
    with pytest.raises(ValueError, match="has 10 entries; 9 at most"):
        files_of_zip(zipped(files))


def test_a_bomb_is_read_no_further_than_a_picture_goes(monkeypatch):
    """A zip of 40 KB that unpacks to 40 MB, and one whose header lies about its size."""
    bomb = zipped({"a/bomb.png": bytes(40_000_000)} | folders("a", "b"))
    assert len(bomb) < 60_000
    result = opened(files_of_zip(bomb))
    (line,) = result.left_out
    assert "'bomb.png' has 10.0 MB, which is too much" in line
    lying = bytearray(bomb)
    entry = lying.rindex(b"PK\x01\x02", 0, lying.index(b"a/bomb.png", lying.index(b"PK\x01\x02")))
    lying[entry + 24 : entry + 28] = struct.pack("<I", 100)
    assert len(opened(files_of_zip(bytes(lying))).pictures) == 2 * FEWEST


def test_a_list_of_entries_is_not_read_if_it_is_too_long(monkeypatch):
    """A zip of 10 MB may list 200,000 entries, for which zipfile takes seconds."""
    monkeypatch.setattr(class_folders, "MOST_ENTRIES", 9)
    monkeypatch.setattr(zipfile, "ZipFile", None)
    with pytest.raises(ValueError, match="'mine.zip' has 10 entries; 9 at most"):
        files_of_zip(ZIP, "mine.zip")


def test_an_entry_without_a_name_and_a_folder_are_passed_over():
    nameless = bytearray(zipped(folders("a", "b") | {"x": b"", "c/": b""}))
    entry = nameless.rindex(b"PK\1\2", 0, nameless.rindex(b"PK\1\2"))
    assert nameless[entry + 46 : entry + 47] == b"x"
    nameless[entry + 46] = 0  # ends the name
    files = files_of_zip(bytes(nameless))
    assert "c/" not in files and len(opened(files).pictures) == 2 * FEWEST


def test_what_is_no_file_is_not_opened(tmp_path):
    (tmp_path / "a").mkdir()
    os.mkfifo(tmp_path / "a" / "endless.png")
    assert files_of_folder(tmp_path) == {}


def test_a_folder_is_read_as_its_zip_and_links_are_not_followed(tmp_path, monkeypatch):
    files = folders("a", "b", above="deep/")
    for path, data in files.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(data)
    (tmp_path / "deep" / "a" / "link.png").symlink_to(tmp_path / "deep" / "b" / "0.png")
    ours, theirs = opened(files_of_folder(tmp_path)), opened(files_of_zip(zipped(files)))
    digests = [[picture.digest for picture in each.pictures] for each in (ours, theirs)]
    assert digests[0] == digests[1] and len(digests[0]) == 2 * FEWEST
    monkeypatch.setattr(class_folders, "MOST_ENTRIES", 9)
    with pytest.raises(ValueError, match="has more than 9 files"):
        files_of_folder(tmp_path)
    with pytest.raises(ValueError, match="is not a folder"):
        files_of_folder(tmp_path / "nowhere")


@pytest.mark.parametrize(
    "spoil", [lambda data: b"", lambda data: b"nothing", lambda data: data[:200]]
)
def test_what_is_no_zip_is_one_line(spoil):
    with pytest.raises(ValueError, match="'mine.zip' is not a zip that can be read"):
        files_of_zip(spoil(zipped(folders("a", "b"))), "mine.zip")


def test_a_zip_with_a_damaged_or_encrypted_picture_has_the_others():
    data = bytearray(zipped(folders("a", "b") | {"a/z.png": png(7)}))
    start = data.index(b"a/z.png") + 20
    data[start : start + 8] = bytes(8)  # its checksum no longer fits
    start = data.index(b"b/1.png") + 7
    data[start : start + 4] = b"\xff" * 4  # cannot be unpacked
    entry = data.rindex(b"PK\x01\x02", 0, data.index(b"b/0.png", data.index(b"PK\x01\x02")))
    data[entry + 8] |= 1  # encrypted
    result = opened(files_of_zip(bytes(data)))
    assert len(result.left_out) == 3 and all("\n" not in line for line in result.left_out)
