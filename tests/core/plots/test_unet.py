"""A U-Net as the component takes it."""

import json

from core.plots.unet import ENCODER, SKIP, Arrow, Block, Skip, Slab, UPicture


def test_a_picture_is_sent_as_json():
    block = Block("E", ENCODER, 1, 1, (Slab(8, 64, SKIP, True),), ("8 × 64²",), "It.")
    picture = UPicture((block,), (Skip("E", "E", ("Cut",)),), (Arrow("E", "E", "up"),), 1, "A U")
    data = json.loads(json.dumps(picture.as_data()))
    slab = {"channels": 8, "side": 64, "tone": "skip", "joined": True}
    assert data["blocks"][0]["slabs"] == [slab] and data["blocks"][0]["words"] == ["8 × 64²"]
    assert data["skips"][0]["says"] == ["Cut"] and data["arrows"][0]["state"] == "made"
    assert data["depth"] == 1 and data["alt"] == "A U"
