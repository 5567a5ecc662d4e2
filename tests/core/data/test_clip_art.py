"""The clip art that comes with the project."""

import pytest
import torch

from core.data import cache, clip_art
from core.data.datasets import DATASETS

CLIP_ART = DATASETS["Clip art"]


def test_nine_classes_have_enough_pictures_for_both_parts():
    data = CLIP_ART.build()
    train, test = data.train_labels.bincount(), data.test_labels.bincount()
    assert len(train) == len(test) == len(CLIP_ART.classes) == 9
    assert min(train) >= 30 and min(test) >= 16 and min(train + test) >= 47
    assert data.train_images.shape == (323, *CLIP_ART.shape) and len(data.test_images) == 163
    assert len(clip_art.file()) < 4_000_000
    values = data.train_images.double() / 255
    assert values.mean((0, 2, 3)).tolist() == pytest.approx(CLIP_ART.mean, abs=5e-5)
    assert values.std((0, 2, 3)).tolist() == pytest.approx(CLIP_ART.deviation, abs=5e-5)


def test_every_picture_has_its_source_and_is_there_once():
    data, sources = CLIP_ART.build(), clip_art.sources()
    assert len(sources) == 486 == len(set(sources))
    for part, labels in (("train", data.train_labels), ("test", data.test_labels)):
        expected = sorted(label for label, own, _ in sources if own == part)
        assert [CLIP_ART.classes[label] for label in labels] == expected
    images = torch.cat((data.train_images, data.test_images))
    assert len(images.flatten(1).unique(dim=0)) == len(images)
    assert (images[:, :, 0] == 255).all() and (images[..., -1] == 255).all()  # white around


def test_what_a_script_reads_is_the_same(tmp_path, monkeypatch):
    for name, data in CLIP_ART.script_files.items():
        (tmp_path / name).write_bytes(data())
    monkeypatch.chdir(tmp_path)
    for ours, theirs in zip(CLIP_ART.build().tensors, CLIP_ART.script(), strict=True):
        assert ours.dtype == theirs.dtype and torch.equal(ours, theirs)


def test_a_damaged_file_is_told(tmp_path, monkeypatch):
    monkeypatch.setattr(clip_art, "FOLDER", tmp_path)
    (tmp_path / clip_art.NAME).write_bytes(b"no zip")
    (tmp_path / "clip_art.json").write_text(f'{{"sha256": "{cache.sha256(b"zip")}"}}')
    with pytest.raises(ValueError, match=r"clip_art.zip is damaged: fetch assets/clip_art again"):
        clip_art.read.__wrapped__()
