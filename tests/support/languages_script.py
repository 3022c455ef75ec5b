"""scripts/languages.py, which is no package."""

from __future__ import annotations

import importlib.util
import sys
from functools import cache
from pathlib import Path
from types import ModuleType

PATH = Path(__file__).resolve().parents[2] / "scripts" / "languages.py"


@cache
def languages_script() -> ModuleType:
    """Return the script as a module; it is read once."""
    spec = importlib.util.spec_from_file_location("languages_script", PATH)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module
