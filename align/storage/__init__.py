"""Where workshops are kept: the port, its two implementations, folders of workshops and the register beside each."""

from align.storage.folder import Entry, Folder
from align.storage.memory import MemoryStore
from align.storage.port import Store
from align.storage.register import Register, register_path
from align.storage.tinydb_store import TinyStore, create, open_readonly, open_store

__all__ = [
    "Entry",
    "Folder",
    "MemoryStore",
    "Register",
    "Store",
    "TinyStore",
    "create",
    "open_readonly",
    "open_store",
    "register_path",
]
