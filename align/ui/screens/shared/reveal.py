"""The reveal as a participant sees it: it follows the facilitator until the person looks elsewhere."""

from __future__ import annotations

from functools import partial
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content

from align.domain.commands import TakeNote
from align.domain.prompts import Prompt
from align.domain.state import State
from align.domain.text import LONGEST_TEXT
from align.engine.clock import Clock
from align.engine.workshop import Mine, Workshop, answer_key
from align.language import _
from align.ui.page import submit
from align.ui.present import reveal as present
from align.ui.present.answering import short_answer, start_of
from align.ui.present.counts import count, of
from align.ui.present.flow import Place, late_prompts, unsent_drafts
from align.ui.present.reading import Reading
from align.ui.say import lines_of, ours, say
from align.ui.screens.shared.figures import state_badge
from align.ui.screens.shared.reading import READING_KEYS, ReadsReveal
from align.ui.screens.shared.reveal_lines import reveal_lines
from align.ui.screens.shared.view import Sheet, View
from align.ui.widgets.asking import Ask, Unfinished
from align.ui.widgets.bars import fit
from align.ui.widgets.rows import Rows
from align.ui.widgets.static import Static


class RevealView(View, ReadsReveal):
    """Follows the facilitator's focus until the person looks elsewhere; `f` follows again."""

    DEFAULT_CSS = """
    RevealView { max-width: 134; }
    RevealView #shown { height: auto; }
    RevealView #unsent { color: $warning; height: auto; padding: 0 1; }
    RevealView #prompts { display: none; margin: 0 1 1 1; border-left: outer $accent; padding: 0 1; }
    RevealView.-choosing #prompts { display: block; }
    RevealView.-choosing #shown { display: none; }
    """
    HELP = """\
Answers of all who gave one, by group. A group with few answers is shown together with others, so that nobody is given
away. ● or ▼ marks your own answer; only you see that mark. The facilitator leads; you may look around and come back
with f. What would make the other answer sensible where they sit?"""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("right,enter", "look(1)", "next", key_display="→", id="reveal.next", tooltip="The next prompt"),
        Binding("left", "look(-1)", "back", key_display="←", id="reveal.back", tooltip="The prompt before"),
        Binding("s", "charter", "charter", id="reveal.charter", tooltip="The sealed charter and its signatures"),
        Binding("f", "follow_again", "follow", id="reveal.follow", tooltip="Follow the facilitator again"),
        Binding("p", "prompts", "prompts", id="reveal.prompts", tooltip="List of prompts"),
        Binding("n", "note", "note", id="reveal.note", tooltip="Write a note that everybody sees"),
        *READING_KEYS,
        Binding("l", "late", "answer late", id="reveal.late", tooltip="Answer what I did not answer in time"),
        Binding("c", "clauses", "clauses", id="reveal.clauses", tooltip="The clauses so far"),
        Binding("up", "scroll_sheet(-1)", "Up", show=False, id="reveal.up"),
        Binding("down", "scroll_sheet(1)", "Down", show=False, id="reveal.down"),
        Binding("escape", "leave_list", "Back", show=False, id="reveal.leave"),
    ]

    def __init__(self, workshop: Workshop, clock: Clock, reading: Reading) -> None:
        super().__init__(workshop, clock)
        self.reading = reading
        self._elsewhere = ""
        """The prompt that the person looks at by themselves; empty while following."""

    def compose(self) -> ComposeResult:
        """What was not given in time, then the prompt, or the list of prompts."""
        yield Static(id="unsent")
        with Sheet():
            yield Rows(id="prompts")
            yield Static(id="shown")

    def on_mount(self) -> None:
        """Show where the facilitator is."""
        self.follow()

    def on_resize(self) -> None:
        """Lay the lines out for the new width."""
        self.follow()

    @property
    def prompt(self) -> Prompt:
        """The prompt looked at."""
        state = self.workshop.state
        wanted = self._elsewhere or state.focus
        prompts = self.reading.prompts(state)
        return next((prompt for prompt in prompts if prompt.id == wanted), prompts[0])

    def follow(self) -> None:
        """Draw the prompt anew."""
        state, mine = self.workshop.state, self.workshop.mine
        width = max(40, self.query_one(Sheet).scrollable_content_region.width or self.app.size.width - 5)
        self.query_one("#shown", Static).update(lines_of(reveal_lines(state, mine, self.prompt, width, self.reading)))
        self.query_one(Rows).show([self._row(prompt) for prompt in self.reading.prompts(state)])
        self._say_unsent(state, mine)
        self.refresh_bindings()
        self.make_figures()

    def _say_unsent(self, state: State, mine: Mine) -> None:
        late = late_prompts(state, mine)
        typed = unsent_drafts(state, mine) if self.workshop.role == "participant" else []
        said = present.unsent_sentence(
            [prompt.title for prompt in typed if prompt in late],
            [prompt.title for prompt in typed if prompt not in late],
        )
        unsent = self.query_one("#unsent", Static)
        unsent.update(say(said))
        unsent.display = bool(said)

    def draw_reading(self) -> None:
        """Draw anew, the heading too: the order may be another."""
        self.follow()
        self.post_message(self.Moved())

    def lead_to_prompt(self, prompt: str) -> None:
        """Look at a prompt that was chosen on the map."""
        self._look(self.workshop.state.the_plan.prompt(prompt))

    def standing(self) -> Content:
        """Which prompt it is, and who leads."""
        prompts = self.reading.prompts(self.workshop.state)
        where = of(prompts.index(self.prompt) + 1, len(prompts))
        lead = _("looking around, f follows") if self._elsewhere else _("following the facilitator")
        aside = present.aside_words(self.workshop.state, self.prompt.id)
        apart = ours(" · " if aside else "", "$quiet")
        return Content.assemble(say(aside, "$warning"), apart, ours(f"{where} · {lead}", "$quiet"))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only what makes sense now."""
        state = self.workshop.state
        if not self.check_reading(action):
            return False
        match action:
            case "follow_again":
                return bool(self._elsewhere)
            case "note":
                return state.phase in ("reveal", "agree")
            case "charter":
                return state.in_force
            case "clauses":
                return state.phase in ("agree", "sealed")
            case "late":
                open_late = state.phase in ("reveal", "agree") and self.workshop.role == "participant"
                return open_late and bool(late_prompts(state, self.workshop.mine))
        return True

    def action_look(self, by: int) -> None:
        """Look at a neighbour by oneself."""
        prompts = self.reading.prompts(self.workshop.state)
        at = prompts.index(self.prompt) + by
        if 0 <= at < len(prompts):
            self._look(prompts[at])

    def action_follow_again(self) -> None:
        """Back to the facilitator's prompt."""
        self._elsewhere = ""
        self._look(None)

    def action_prompts(self) -> None:
        """Show or hide the list."""
        choosing = self.toggle_class("-choosing").has_class("-choosing")
        rows = self.query_one(Rows)
        if choosing:
            rows.cursor = self.reading.prompts(self.workshop.state).index(self.prompt)
            rows.focus()
        else:
            self.focus()
        self.follow()

    def action_leave_list(self) -> None:
        """Close the list."""
        if self.has_class("-choosing"):
            self.action_prompts()

    @on(Rows.Chosen)
    def jump(self, event: Rows.Chosen) -> None:
        """Look at the chosen prompt."""
        self.action_leave_list()
        self._look(self.reading.prompts(self.workshop.state)[event.index])

    def action_note(self) -> None:
        """Write a note that everybody sees."""
        prompt = self.prompt
        named = self.workshop.state.the_plan.attribution == "named"
        shown = _("Everybody sees it, with your name.") if named else _("Everybody sees it, without your name.")

        state, mine = self.workshop.state, self.workshop.mine
        # A change to an answer that came too late is not lost: a note can carry its words.
        changed = prompt in unsent_drafts(state, mine) and prompt not in late_prompts(state, mine)
        typed = start_of(mine, prompt.id)[0] if prompt.type == "text" else short_answer(prompt, mine)

        waits = Unfinished(self.workshop, f"note-on:{prompt.id}")

        def keep(text: str | None) -> None:
            if text:
                waits.keep("")
                submit(self, self.workshop, TakeNote(prompt.id, text), partial(waits.back, text))
                if changed:
                    self.workshop.keep_draft(answer_key(prompt.id), None)

        begun = typed if changed and isinstance(typed, str) else ""
        title = _("A note on “{title}”", title=prompt.title)
        asking = Ask(title, shown, value=begun, lines=True, waits=waits, most=LONGEST_TEXT)
        self.app.push_screen(asking, keep)

    def action_late(self) -> None:
        """Answer what is still open."""
        self.go(Place("review"))

    def action_charter(self) -> None:
        """Back to the charter, where one signs."""
        self.go(Place("charter"))

    def action_clauses(self) -> None:
        """Look at the clauses."""
        self.go(Place("clauses"))

    def action_scroll_sheet(self, by: int) -> None:
        """Scroll a long prompt."""
        self.query_one(Sheet).scroll_relative(y=by, animate=False)

    def _look(self, prompt: Prompt | None) -> None:
        if prompt is not None:
            self._elsewhere = "" if prompt.id == self.workshop.state.focus else prompt.id
        self.query_one(Sheet).scroll_home(animate=False)
        self.follow()
        self.post_message(self.Moved())

    def _row(self, prompt: Prompt) -> Content:
        state = self.workshop.state
        revealed = state.revealed.get(prompt.id)
        here = ours(f"  ‹ {_('facilitator')}" if prompt.id == state.focus else "", "$accent")
        answered = of(revealed.answered, revealed.expected) if revealed else ""
        notes = len(state.notes.get(prompt.id, ()))
        more = f" · {count(notes, 'note')}" if notes else ""
        aside = present.aside_words(state, prompt.id)
        more += f" · {aside}" if aside else ""
        badge = Content.assemble(state_badge(self.reading.headline(state, prompt)), " ")
        return Content.assemble(badge, fit(say(prompt.title), 30), " ", say(f"{answered}{more}", "$quiet"), here)
