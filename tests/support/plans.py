"""A small plan to change in tests, and what is wrong with it after the change."""

from __future__ import annotations

import pytest

from align.domain.model import Plan
from align.errors import PackError
from align.packs.plans import load_plan
from align.resources import bundled

FOLDERS = [bundled("prompts")]
SMALL = """\
title: T
milestone: {name: M, date: 2027-03-31}
parties: [CRO]
regions:
  - {name: Pune, zone: Asia/Kolkata, hours: Mon-Fri 09:00-17:30}
  - {name: Basel, zone: Europe/Zurich, hours: Mon-Fri 09:00-17:30}
people:
  - {name: Asha Rao, region: Pune}
  - {name: Luca Brunner, region: Basel}
"""


def load(text: str) -> Plan:
    return load_plan(text, FOLDERS)


def problems(text: str) -> list[str]:
    with pytest.raises(PackError) as error:
        load(text)
    return error.value.problems
