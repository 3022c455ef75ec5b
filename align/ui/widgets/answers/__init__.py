"""One input for each prompt type: a value in, `AnswerChanged` messages out. They know no workshop."""

from align.ui.widgets.answers.base import AnswerChanged, AnswerField
from align.ui.widgets.answers.make import answer_field, legend

__all__ = ["AnswerChanged", "AnswerField", "answer_field", "legend"]
