"""Front matter: the lines between "---" (YAML) or "+++" (TOML) before a document. Pure functions."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from lanyard.policy.reading.model import NotTaken

FENCES = {"---": ("---", "..."), "+++": ("+++",)}
LONGEST = 200
"""Lines. What has no end by then is no front matter but a rule above the text."""
PAIR = re.compile(r"(?P<name>[A-Za-z][\w .-]{0,40}?)\s*[:=]\s*(?P<value>.*)$")
IN_A_LIST = re.compile(r"\s*-\s+(?P<value>\S.*)$")
WHY = "It stands in the front matter, which is about the document itself."


@dataclass(slots=True)
class FrontMatter:
    """properties: what it says, by name in lower case. rest: the lines after it. length: how many lines it takes."""

    properties: dict[str, str]
    rest: list[str]
    length: int = 0
    not_taken: list[NotTaken] = field(default_factory=list)


def split_front_matter(lines: list[str], before: int) -> FrontMatter:
    """Part front matter from the text. before: how many lines of the file stand before these."""
    ends = FENCES.get(lines[0].strip()) if lines else None
    if ends is None:
        return FrontMatter({}, lines)
    for end, line in enumerate(lines[1 : LONGEST + 1], start=1):
        if line.strip() in ends and _is_front_matter(lines[1:end]):
            inside = [(before + 1 + place, each.strip()) for place, each in enumerate(lines[1:end], start=1)]
            told = [NotTaken(f"line {place}", each, WHY) for place, each in inside if each]
            return FrontMatter(_properties(lines[1:end]), lines[end + 1 :], end + 1, told)
    return FrontMatter({}, lines)


def _is_front_matter(lines: list[str]) -> bool:
    return any(PAIR.match(line) for line in lines) or not any(line.strip() for line in lines)


def _properties(lines: list[str]) -> Mapping[str, str]:
    """Names and values; a value over several lines, or a list, is joined; a table of TOML prefixes nothing."""
    found: dict[str, str] = {}
    name = ""
    for line in lines:
        pair = PAIR.match(line.strip())
        listed = IN_A_LIST.match(line)
        if listed and name:
            found[name] = ", ".join(filter(None, (found[name], _bare(listed["value"]))))
        elif pair and not line.lstrip().startswith("#"):
            name = pair["name"].lower()
            found.setdefault(name, _bare(pair["value"]))
        elif name and line.startswith((" ", "\t")) and line.strip():
            found[name] = f"{found[name]} {_bare(line)}".strip(" |>")
    return {name: value for name, value in found.items() if value}


def _bare(value: str) -> str:
    """A value without its quotes, its brackets, or a remark after it."""
    value = value.strip()
    quoted = re.match(r"([\"'])(.*?)\1\s*(?:#.*)?$", value)
    if quoted:
        return quoted[2].strip()
    value = re.sub(r"\s+#.*$", "", value)
    if value.startswith("["):
        return ", ".join(_bare(part) for part in value.strip("[]").split(",") if part.strip())
    return value if value not in ("|", ">", "|-", ">-") else ""
