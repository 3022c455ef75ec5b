"""The figures of what everybody may see: from revealed prompts to named values that a screen or a page can show."""

from align.analysis.reveal.figures import GroupFigures, PairFigures, PartFigures, PromptFigures, WorkshopFigures
from align.analysis.reveal.read import conventions_for, read_prompt, read_workshop

__all__ = [
    "GroupFigures",
    "PairFigures",
    "PartFigures",
    "PromptFigures",
    "WorkshopFigures",
    "conventions_for",
    "read_prompt",
    "read_workshop",
]
