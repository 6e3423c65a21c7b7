"""Packs data into short text for an encrypted field: what repeats, as rosters do, takes little room."""

from __future__ import annotations

import json
import zlib
from base64 import b64decode, b64encode
from typing import Any


def pack(data: Any) -> str:
    """JSON types as compressed text."""
    return b64encode(zlib.compress(json.dumps(data, separators=(",", ":")).encode(), level=6)).decode()


def unpack(text: str) -> Any:
    """What `pack` packed."""
    return json.loads(zlib.decompress(b64decode(text)))
