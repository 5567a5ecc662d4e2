"""The forms that a line of a program may have, as patterns of its text."""

import re

NAME = r"[A-Za-z][A-Za-z_0-9]*"
SET = re.compile(
    rf"({NAME}(?:\s*,\s*{NAME})*|\(\s*{NAME}\s*,\s*\)|{NAME}\s*,)\s*=(?!=)(.*)", re.DOTALL
)
CHANGED = re.compile(rf"({NAME})\s*(\*\*|//|[-+*/%])=(?!=)(.*)", re.DOTALL)
SET_ITEM = re.compile(rf"({NAME}.*\])\s*(\*\*|//|[-+*/%])?=(?!=)(.*)", re.DOTALL)
SET_ATTRIBUTE = re.compile(rf"({NAME})\.(\w+)\s*=(?!=)\s*(.*)", re.DOTALL)
SETTABLE = {"grad": ("None",), "requires_grad": ("True", "False")}
BRANCH = re.compile(r"(if|while|elif)\b(.*):", re.DOTALL)
LOOP = re.compile(rf"for\s+({NAME})\s+in\s+range\((.*)\)\s*:", re.DOTALL)
MODE = re.compile(r"with\s+([\w.]+)\(\s*\)\s*:")
