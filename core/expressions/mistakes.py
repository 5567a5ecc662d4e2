"""What is wrong with a text that a reader wrote."""

LONGEST_SHOWN = 60
"""Characters of a text that are repeated in a message."""


class Mistake(ValueError):
    """What is wrong with a text, in words that follow it: `expression='x +' ends too early`.

    The words come first, from where the mistake is seen; `named` puts the text before them.
    """

    def named(self, argument: str, text: str) -> "Mistake":
        """The whole line, which names the argument and the text too."""
        return Mistake(f"{argument}={shortened(text)!r} {self}")


def shortened(text: str) -> str:
    """A text as it is repeated in a message."""
    return text if len(text) <= LONGEST_SHOWN else f"{text[: LONGEST_SHOWN - 3]}..."
