"""Words as they stand on the screen."""


def capitalised(text: str) -> str:
    """The text with a capital first letter; all others stay as they are."""
    return text[:1].upper() + text[1:]
