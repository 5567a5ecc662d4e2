"""What a preset's sentence says, in numbers: a function for each preset."""

from collections.abc import Callable, Sequence

from core.registry import Config, Preset

Claim = Callable[[Config], None]


class Claims(dict[str, Claim]):
    """By the name of a preset the function that asserts its sentence, given the preset's state."""

    def of(self, name: str) -> Callable[[Claim], Claim]:
        """Marks the function for the preset of this name."""

        def add(claim: Claim) -> Claim:
            assert name not in self, f"{name!r} has two claims"
            self[name] = claim
            return claim

        return add

    def missing(self, presets: Sequence[Preset]) -> set[str]:
        """Presets without a claim, and claims without a preset."""
        return {preset.name for preset in presets} ^ set(self)
