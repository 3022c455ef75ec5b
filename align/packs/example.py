"""A plan to start from: fictional people, every key explained where it stands."""

from __future__ import annotations

_EXAMPLE = """\
# A plan for an align workshop. Change what you like, then check it with: align plan check FILE
# The study and the people are fictional. docs/plan.md explains every key.

title: ORION-3 kickoff

milestone:
  name: first patient in
  date: 2027-03-31              # year-month-day; no time zone moves it
  code: FPI                     # optional
  meaning: The first patient has signed consent and had the first visit.

parties: [Sponsor, CRO]         # optional: companies whose answers may be compared

# A region is a work calendar, never a nationality: zone, hours, weekend, days off.
regions:
  - name: Pune
    zone: Asia/Kolkata          # Area/City; align suggests one when it does not know it
    hours: Mon-Fri 09:30-18:30
    holidays:                   # days on which nobody is expected at work
      - {date: 2027-01-26, name: Republic Day}
      - {date: 2027-03-22, name: Holi, estimated: true}
  - name: Boston
    zone: America/New_York
    hours: Mon-Fri 08:30-17:30
    holidays:
      - {date: 2027-01-18, name: Martin Luther King Jr. Day}
      - {date: 2027-02-15, name: Presidents' Day}
  - name: Basel
    zone: Europe/Zurich
    hours:                      # hours may differ from day to day
      Mon-Thu: 08:30-12:00, 13:00-17:30
      Fri: 08:30-12:00, 13:00-16:00
    holidays:
      - 2027-01-01              # a name is optional
      - {date: 2027-03-26, name: Good Friday}

# One person a line: name, region, party, role. Party and role are optional.
people: |
  Asha Rao,        Pune,   CRO,     Data manager
  Ravi Kulkarni,   Pune,   CRO,     Statistical programmer
  Meera Joshi,     Pune,   CRO,     Site start-up lead
  Grace Miller,    Boston, Sponsor, Clinical scientist
  Daniel Ortiz,    Boston, CRO,     Project manager
  Hannah Lee,      Boston, Sponsor, Statistician
  Luca Brunner,    Basel,  Sponsor, Study lead
  Sophie Keller,   Basel,  Sponsor, Clinical operations
  Tomasz Nowak,    Basel,  CRO,     Medical monitor

facilitators: [Noor Haddad]     # guide the workshop; they see who is done, never what was written

pack: kickoff                   # or: {name: kickoff, core: true} for the core prompts alone
attribution: region             # named, region or merged: what is shown beside an answer
min_n: 3                        # a region with fewer answers is not shown by itself
threshold: 75 %                 # from which share on answers count as agreed
open_door: false                # true: people who are not listed may join

# Promises and escalation are optional; `align check --plan FILE` holds them against the hours above. For example:
# promises:
#   - level: critical
#     starts_when: the call is made
#     counts_as: somebody who may decide has answered
#     amount: 1 hour
#     clock: elapsed              # every minute counts; working: only those of a `calendar`
#     cover: 24x7                 # may be raised at any time, or in the hours of the regions named here
#     channel: phone
#     owner: [Pune, {name: Medical monitor, region: Basel, staff: 1}]
# escalation:
#   - level: critical
#     steps:
#       - {to: Pune, channel: phone}
#       - {to: {name: Medical monitor, region: Basel}, after: 1 hour, clock: elapsed, channel: phone}
# decisions:                      # the register: who decides what, one decider each
#   - what: adding or closing a site
#     decider: Study lead
#     recommend: [Site start-up lead]
#     must_agree: [Medical monitor]
#     window: 2 working days
#     default_if_silent: the recommendation stands
"""


def example_plan() -> str:
    """Return a commented plan in YAML that loads without problems."""
    return _EXAMPLE
