"""A pack to start from: three prompts that keep the rules of wording, every choice explained where it stands."""

from __future__ import annotations

_STARTER = """\
# A pack of prompts for align. Change what you like, then look at it with:
#   align packs check FILE --strict    what is wrong, and what a reader elsewhere may misread
#   align packs preview FILE           answer it yourself, with nobody else there and nothing kept
# docs/packs.md explains every key. To use it, put the file into a folder called `prompts` beside your workshop, and
# name its id in the plan: `pack: {id}`, or `pack: [kickoff, {id}]` for both.

id: {id}
title: My own prompts
about: What this pack is for, in one or two sentences that people read before they answer.
version: 1                      # raise it when the meaning of a prompt changes
language: en
cuts: [region]                  # which groups it is meant to compare: region, party, role

prompts:

  - id: ready                   # answers are stored under it: do not change it once it was asked
    area: norms                 # success, decisions, escalation, norms, culture or pulse
    type: choice                # docs/packs.md lists all types, and what each of them needs
    title: Ready to hand over   # two to four words
    # A situation first, one idea, under 25 words, no figures of speech; {{milestone}} stands for the plan's milestone.
    text: Your day ends and a colleague elsewhere goes on with your work. When is it ready to hand over?
    why: Each region may stop at a different point and believe that it is the usual one.
    help: Choose what you do today, not what you would wish for.
    example: It is 17:30. Two of five tables are done, and a colleague starts work in one hour.
    options:                    # a label stands in the middle of the clause, so begin it with a small letter
      - {{id: complete, label: when it is complete}}
      - {{id: written, label: when the next step is written down}}
      - {{id: hours, label: 'at the end of my working hours, as it is'}}
    predict: true               # after their own answer, people say what they expect of the others
    predict_text: When is work ready to hand over for most people in {{group}}?
    core: true                  # part of the short form for 90 minutes live
    minutes: 1
    # Who, what, how much, by when. {{leading}} is the answer given most; docs/packs.md lists what else can stand here.
    clause: >-
      Work is handed over {{leading}}. Whoever hands it over writes the open points down before leaving,
      and the next person confirms them within one working hour.
    pulse: Think of the last handover. Did it go as agreed?

  - id: stuck
    area: escalation
    type: duration
    title: Stuck with work
    text: You are stuck with work that a colleague elsewhere handed over. After how long do you ask?
    why: Some ask at once and some try first. Both mean it well, and both can cost a day.
    help: Choose working time when only working hours count, and time on the clock when nights count too.
    example: 2 working hours
    units: [minutes, hours, days]
    minutes: 1
    clause: >-
      Whoever is stuck asks after {{leading}} at the latest. The person who is asked answers, or names who can,
      within four working hours.
    pulse: In the last two weeks, was somebody stuck for longer than agreed?

  - id: unsaid
    area: culture
    type: text
    title: Not written down
    text: Think of the last handover that went wrong. What had nobody written down?
    why: What everyone near the work knows is the first thing that is left out.
    help: Describe the work, not the person. Write nothing about patients.
    example: That the site may be called in the morning only.
    sensitive: true             # a group is shown by itself only from five answers on
    minutes: 1.5
    clause: >-
      Each handover note has one line about these, and whoever misses it asks within one working day: {{answers}}.
    pulse: In the last two weeks, what was missing in a handover note?
"""


def starter_pack(pack_id: str) -> str:
    """Return a commented pack in YAML that has this id, loads without problems and keeps the rules of wording."""
    return _STARTER.format(id=pack_id)
