"""What a preset says, in numbers: for each preset a function that asserts its sentence, and where a
reader guesses one that finds the answer.
"""

from collections.abc import Callable, Iterable, Sequence

from core.registry import Config, Preset

Claim = Callable[[Config], None]
Answer = Callable[[Config], str]


class Claims(dict[str, Claim]):
    """By the name of a preset the function that asserts its sentence, given the preset's state.

    `answers` holds, for each preset with a guess, the function that makes the right answer of
    torch's numbers.
    """

    def __init__(self):
        super().__init__()
        self.answers: dict[str, Answer] = {}

    def of(self, name: str) -> Callable[[Claim], Claim]:
        """Marks the function that asserts the sentence of the preset of this name."""
        return _adding(self, name)

    def answer(self, name: str) -> Callable[[Answer], Answer]:
        """Marks the function that answers the question of the preset of this name."""
        return _adding(self.answers, name)

    def missing(self, presets: Sequence[Preset]) -> set[str]:
        """Presets without a claim, questions without an answer, and both without a preset."""
        guessed = [preset.name for preset in presets if preset.answers]
        return _odd(self, (preset.name for preset in presets)) | _odd(self.answers, guessed)

    def check(self, preset: Preset) -> None:
        """Asserts the sentence of a preset, and that the right answer is what the numbers say."""
        self[preset.name](preset.state)
        if preset.answers:
            assert self.answers[preset.name](preset.state) == preset.right


def yes(condition: bool) -> str:
    """The answer to a question of yes or no."""
    return "Yes" if condition else "No"


def _adding(functions: dict[str, Callable], name: str) -> Callable[[Callable], Callable]:
    def add(function: Callable) -> Callable:
        assert name not in functions, f"{name!r} is there twice"
        functions[name] = function
        return function

    return add


def _odd(functions: dict[str, Callable], names: Iterable[str]) -> set[str]:
    return set(names) ^ set(functions)
