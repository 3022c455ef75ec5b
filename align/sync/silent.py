"""A log that takes nothing: the websocket library writes what was said into its own when debugging is on."""

from __future__ import annotations

import logging

# Not from getLogger: outside the tree, no configuration can make it speak.
SILENT = logging.Logger("align.sync.silent", logging.CRITICAL + 1)
