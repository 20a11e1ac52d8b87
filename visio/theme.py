"""Which tokens of the look does this deployment change? Read from VISIO_THEME; nothing but tokens gets through.

A token is a custom property of frontend/src/styles/tokens.css. Its value may be made of colours, lengths, numbers and names:
nothing that could end the declaration, load a file or reach another host.
"""

from __future__ import annotations

import re

# Some fifty tokens at two hundred letters each.
LONGEST = 10_000

COLOURS = {"color", "color-mix", "hsl", "hsla", "hwb", "lab", "lch", "light-dark", "oklab", "oklch", "rgb", "rgba"}
FUNCTIONS = COLOURS | {"calc", "clamp", "cubic-bezier", "max", "min", "var"}
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
ROOT = re.compile(r"\s*:root\s*\{([^{}]*)\}\s*")
DECLARATION = re.compile(r"(--[a-z][a-z0-9-]{0,40})\s*:\s*([-\w\s#.,%()/+*\"']{1,200})", re.ASCII)
CALLED = re.compile(r"([-\w]*)\s*\(", re.ASCII)


class NotATheme(ValueError):
    """Says which declaration is not one of a token."""


def tokens_of(theme: str) -> dict[str, str]:
    """`--accent: #000091; --on-accent: white`, in `:root { }` or not, with comments or not."""
    if len(theme) > LONGEST:
        raise NotATheme(f"it has more than {LONGEST} characters")
    bare = COMMENT.sub(" ", theme)
    inside = ROOT.fullmatch(bare)
    tokens = {}
    for each in (inside[1] if inside else bare).split(";"):
        if written := each.strip():
            found = DECLARATION.fullmatch(written)
            if found is None or not _is_harmless(found[2]):
                raise NotATheme(f"“{' '.join(written.split())[:60]}” is not “--token: value”")
            tokens[found[1]] = " ".join(found[2].split())
    return tokens


def style_sheet(tokens: dict[str, str]) -> str:
    """In the layer between our tokens and all that uses them. Who asks for more contrast gets ours, which is measured."""
    said = "".join(f"{name}:{value};" for name, value in tokens.items())
    return f"@layer theme{{@media not ((prefers-contrast:more) or (forced-colors:active)){{:root{{{said}}}}}}}\n"


def _is_harmless(value: str) -> bool:
    if set(CALLED.findall(value)) - FUNCTIONS:
        return False
    if value.count('"') % 2 or value.count("'") % 2 or "/*" in value:
        return False
    depth = 0
    for each in value:
        depth += (each == "(") - (each == ")")
        if depth < 0:
            return False
    return depth == 0
