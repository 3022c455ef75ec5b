"""The websocket library as align uses it: its protocol alone, without a word in any log, and loaded quickly."""

from __future__ import annotations

import logging
import sys
from types import ModuleType

# The library imports this module at every start, and with it csv, email and zipfile, but uses it in its own development
# only: that would be a twentieth of the time until a participant sees the first prompt.
_UNUSED = "importlib.metadata"
_stands_in = _UNUSED not in sys.modules
if _stands_in:
    sys.modules[_UNUSED] = ModuleType(_UNUSED)
try:
    from websockets.client import ClientProtocol
    from websockets.exceptions import InvalidHandshake
    from websockets.frames import DATA_OPCODES, Frame
    from websockets.http11 import Request, Response
    from websockets.protocol import OPEN
    from websockets.uri import WebSocketURI
finally:
    if _stands_in:
        del sys.modules[_UNUSED]

__all__ = [
    "DATA_OPCODES", "OPEN", "SILENT", "ClientProtocol", "Frame", "InvalidHandshake", "Request", "Response",
    "WebSocketURI",
]  # fmt: skip

# It writes what was said into its log when debugging is on. Not from getLogger: outside the tree, no configuration can
# make it speak.
SILENT = logging.Logger("align.sync.websocket", logging.CRITICAL + 1)
