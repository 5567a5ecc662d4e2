"""Own pictures and masks are a kind of picture like any other, in every process."""

import pytest
import torch

from core.vision.segmentation import own
from core.vision.segmentation.masks import Reading
from core.vision.segmentation.pictures import SCENES, generate
from core.vision.segmentation.settings import Segmentation, held_out, training_scenes
from core.vision.segmentation.training import train
from core.vision.segmentation.training_script import write_script


@pytest.fixture(autouse=True)
def fresh(monkeypatch, tmp_path):
    monkeypatch.setenv("TORCH_PLAYGROUND_CACHE", str(tmp_path))
    yield tmp_path
    for name in [name for name in SCENES if own.NAME.fullmatch(name)]:
        del SCENES[name]


def reading(count=6, seed=0):
    generator = torch.Generator().manual_seed(seed)
    pictures = torch.randint(256, (count, 1, 64, 64), generator=generator).byte()
    return Reading(pictures, torch.randint(3, (count, 64, 64), generator=generator), ())


def test_a_set_is_found_again_by_its_name():
    files = reading()
    name = own.add(files)
    assert own.names() == (name,) and SCENES[name].classes == files.classes
    del SCENES[name]  # as in another process
    config = Segmentation(scenes=name, depth=1, width=2, epochs=1, batch_size=2)
    assert len(held_out(config)) == 2 and len(training_scenes(config)) == 4
    assert torch.equal(held_out(config).masks, files.masks[[0, 5]])
    assert torch.allclose(training_scenes(config).pictures * 255, files.pictures[1:5].float())
    assert config.steps == 2 and config.pictures > config.count == 4
    assert "count = 4\n" in write_script(config).text
    *_, last = train(config, "cpu")
    assert last.step == 2 and 0 <= last.test_accuracy <= 1


def test_a_script_reads_what_the_page_offers(monkeypatch, fresh):
    name = own.add(reading())
    (fresh / own.FILE).write_bytes(SCENES[name].files()[own.FILE])
    monkeypatch.chdir(fresh)
    for part in (False, True):
        pictures, masks = SCENES[name].script(3, 0.0, 64, None, part)
        scenes = generate(name, 3, 0, held_out=part)
        assert torch.equal(pictures, scenes.pictures) and torch.equal(masks, scenes.masks)


def test_what_cannot_be_kept_is_told():
    with pytest.raises(ValueError, match="2 pairs are too few, 3 are needed"):
        own.add(reading(2))
    empty = reading()
    with pytest.raises(ValueError, match="all masks are empty"):
        own.add(Reading(empty.pictures, torch.zeros_like(empty.masks), ()))
    name = own.add(reading())
    data = own.remove(name)
    assert own.names() == ()
    own.restore(data)
    assert own.names() == (name,)
    own.remove(name)
    with pytest.raises(ValueError, match="is no set of own masks"):
        own.remove(name)
    with pytest.raises(ValueError, match="is not on this computer"):
        Segmentation(scenes=name)
    assert "is not on this computer" in Segmentation.unread({"scenes": name})[0]


def test_no_more_sets_than_may_be(monkeypatch):
    monkeypatch.setattr(own, "MOST_SETS", 1)
    name = own.add(reading())
    assert own.add(reading()) == name  # the same again
    with pytest.raises(ValueError, match="1 sets of masks are kept"):
        own.restore(b"another")
    with pytest.raises(ValueError, match="as many as may be"):
        own.add(reading(seed=1))


def test_a_damaged_file_is_no_set(fresh):
    name = own.add(reading())
    (file,) = (fresh / "masks").glob("*")
    file.write_bytes(file.read_bytes()[:40])
    del SCENES[name]
    assert own.names() == ()


def test_a_damaged_set_cannot_be_brought_back():
    with pytest.raises(ValueError, match="its file was damaged"):
        own.restore(b"no tensors")
