"""The drawing of a U-Net: which blocks it has for a side, and their shapes and parameters."""

from core.plots.unet import (
    ACROSS,
    AGAIN,
    BOTTLENECK,
    CROPPED,
    CUT,
    DECODER,
    DOWN,
    ENCODER,
    FAILS,
    INPUT,
    MADE,
    MISSING,
    OUTPUT,
    SKIP,
    UP,
    UPWARDS,
    Arrow,
    Block,
    Skip,
    Slab,
    UPicture,
)
from core.vision.segmentation.shapes import Shapes
from core.vision.segmentation.shapes_words import (
    WHOLE,
    decoder_says,
    encoder_says,
    output_says,
    parameters_of,
    picture_says,
    skip_says,
)
from core.vision.segmentation.trace import Step, Traced, trace

PICTURE, SCORES, BOTTOM = "Picture", "Scores", "Bottleneck"
"""Names of blocks that no level has."""


def drawing(setting: Shapes) -> UPicture:
    """The U of a network with the shapes that a picture has on its way through it."""
    return _Drawing(setting).picture()


def shape(channels: int, side: int) -> str:
    """As it stands in the drawing: "64 × 568²"."""
    return f"{channels} × {side}²"


class _Drawing:
    """What is known while the parts are made."""

    def __init__(self, setting: Shapes):
        self.setting, self.network = setting, setting.architecture
        self.traced: Traced = trace(self.network, setting.side, setting.channels, setting.classes)
        self.steps = {(step.kind, step.level): step for step in self.traced.steps}
        self.failed = self.traced.steps[-1] if self.traced.mistake else None

    def picture(self) -> UPicture:
        """The whole drawing."""
        levels, depth = self.network.levels, self.network.depth
        encoders = [self.encoder(level) for level in (*levels, depth + 1)]
        decoders = [self.decoder(level) for level in levels]
        return UPicture(
            (self.first(), *encoders, *reversed(decoders), self.last()),
            tuple(self.skip(level) for level in levels),
            tuple(self.arrows()),
            depth,
            f"A U-Net of depth {depth} with the shapes and the parameters of every block",
            WHOLE,
        )

    def first(self) -> Block:
        """The picture."""
        channels, side = self.setting.channels, self.setting.side
        says = picture_says(channels, side)
        return Block(PICTURE, INPUT, 1, 0, (Slab(channels, side),), (shape(channels, side),), says)

    def last(self) -> Block:
        """The scores."""
        classes, column = self.setting.classes, 2 * self.network.depth + 2
        step = self.steps.get(("head", 1))
        if step is None:
            slab = Slab(classes, self.setting.side)
            return Block(SCORES, OUTPUT, 1, column, (slab,), (), "Not reached.", MISSING)
        _, side, _ = step.shape
        words = shape(classes, side), f"{step.parameters:,}"
        says = output_says(classes, side, step.parameters)
        return Block(SCORES, OUTPUT, 1, column, (Slab(classes, side),), words, says)

    def encoder(self, level: int) -> Block:
        """The block of a level on the way down; the bottleneck below the last."""
        is_last = level > self.network.depth
        kind, name = (BOTTLENECK, BOTTOM) if is_last else (ENCODER, f"Encoder {level}")
        step = self.steps.get((kind, level))
        outputs = self.network.width * 2 ** (level - 1)
        if step is None or step is self.failed:
            return self._unmade(Block(name, kind, level, level, (), (), ""), outputs, step)
        before = self.before(level)
        middle = (before[1] + step.shape[1]) // 2
        slabs = Slab(outputs, middle), Slab(outputs, step.shape[1])
        words = shape(outputs, step.shape[1]), f"{step.parameters:,}"
        says = encoder_says(name, level, before, step)
        return Block(name, kind, level, level, slabs, words, says)

    def before(self, level: int) -> tuple[int, int, int]:
        """The shape of what the encoder of a level gets."""
        if level == 1:
            return self.setting.channels, self.setting.side, self.setting.side
        return self.steps["pool", level - 1].shape

    def decoder(self, level: int) -> Block:
        """The block of a level on the way up, with the concatenation that it begins with."""
        name, column = f"Decoder {level}", 2 * self.network.depth + 2 - level
        outputs, empty = self.network.width * 2 ** (level - 1), (DECODER, level, column)
        join, step = self.steps.get(("concat", level)), self.steps.get(("decoder", level))
        if join is None or (step is self.failed and step is not None):
            return self._unmade(Block(name, *empty, (), (), ""), outputs, step)
        up = self.steps["up", level]
        halves = self.halves(level, join, up)
        if step is None:
            words = (f"{join.fitted[1]} ≠ {up.shape[1]}",)
            return Block(name, *empty, halves, words, "The concatenation fails here.", FAILS)
        middle = (join.shape[1] + step.shape[1]) // 2
        slabs = *halves, Slab(outputs, middle), Slab(outputs, step.shape[1])
        words = shape(outputs, step.shape[1]), f"{parameters_of(up, step):,}"
        says = decoder_says(name, self.network, up, join, step)
        return Block(name, *empty, slabs, words, says)

    def halves(self, level: int, join: Step, up: Step) -> tuple[Slab, Slab]:
        """What is joined: the maps of the skip, and behind them those from below."""
        below = Slab(up.shape[0], join.shape[1], UP)
        if level in self.network.cut_levels:
            return Slab(up.shape[0], join.shape[1], AGAIN, joined=True), below
        return Slab(join.fitted[0], join.fitted[1], SKIP, joined=True), below

    def _unmade(self, block: Block, outputs: int, step: Step | None) -> Block:
        """A block that fails or is not reached: as large as if every level halved the sides."""
        side = max(1, self.setting.side // 2 ** (block.level - 1))
        slabs = (Slab(outputs, side),) * 2
        state, says = (MISSING, "Not reached.") if step is None else (FAILS, "It fails here.")
        words = () if step is None else ("Too small",)
        block_says = f"{block.name}: {says}"
        return Block(
            block.name, block.kind, block.level, block.column, slabs, words, block_says, state
        )

    def skip(self, level: int) -> Skip:
        """From the encoder of a level to its decoder."""
        ends = f"Encoder {level}", f"Decoder {level}"
        join = self.steps.get(("concat", level))
        if level in self.network.cut_levels:
            return Skip(*ends, skip_says(CUT, join), CUT)
        if join is None:
            return Skip(*ends, (), MISSING)
        state = CROPPED if join.fitted != join.skip else MADE
        if join is self.failed:
            state = FAILS
        return Skip(*ends, skip_says(state, join), state)

    def arrows(self):
        """Down, up, and across to the scores."""
        depth = self.network.depth
        yield Arrow(PICTURE, "Encoder 1", ACROSS)
        way = [*(f"Encoder {level}" for level in self.network.levels), BOTTOM]
        for level, (source, target) in enumerate(zip(way, way[1:], strict=False), 1):
            yield Arrow(source, target, DOWN, self.reached("pool", level))
        back = [BOTTOM, *(f"Decoder {level}" for level in range(depth, 0, -1))]
        for level, (source, target) in zip(
            range(depth, 0, -1), zip(back, back[1:], strict=False), strict=True
        ):
            yield Arrow(source, target, UPWARDS, self.reached("up", level))
        yield Arrow("Decoder 1", SCORES, ACROSS, self.reached("head", 1))

    def reached(self, kind: str, level: int) -> str:
        """Whether a step is taken."""
        return MADE if (kind, level) in self.steps else MISSING
