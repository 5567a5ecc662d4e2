"""What a script prints, read as the numbers on the screen."""

import re


def numbers(printed: str) -> dict[str, float]:
    """The headline numbers among the lines of a script: those of the form `name = number`."""
    lines = (re.fullmatch(r"(.+?) = (\S+)", line.strip()) for line in printed.splitlines())
    return {line[1].strip(): float(line[2]) for line in lines if line}
