"""align: assume out loud, an alignment workshop in the terminal."""

__version__ = "0.1.0"
