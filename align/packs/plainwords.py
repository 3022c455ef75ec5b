"""Words and turns of phrase that a prompt should not hold, and those that make a clause one to be held to. Data only.

The lists are English and short on purpose: each entry has misled readers of a second language or of another office.
"""

from __future__ import annotations

ANCHORS = (
    "adequate", "adequately", "appropriate", "appropriately", "as needed", "as required", "as soon as possible",
    "asap", "best effort", "early enough", "fast", "frequent", "frequently", "from time to time", "generally",
    "ideally", "in due course", "in good time", "lately", "often", "occasionally", "periodically", "prompt",
    "promptly", "properly", "quick", "quickly", "rarely", "reasonable", "reasonably", "recently", "regular",
    "regularly", "seldom", "shortly", "significantly", "slowly", "sometimes", "soon", "sufficient", "sufficiently",
    "swiftly", "timely", "usually", "when necessary", "where possible",
)  # fmt: skip
"""How often, how long or how well in a word that each reader fills with a number of their own."""

IDIOMS = (
    "across the board", "at the end of the day", "back burner", "ballpark", "ball in", "ball is in", "ball rolling",
    "bandwidth", "big picture", "bite the bullet", "boil the ocean", "bottom line", "by the book", "circle back",
    "cut corners", "deep dive", "down the road", "drop the ball", "ducks in a row", "elephant in the room",
    "extra mile", "fall through the cracks", "firefighting", "fire drill", "game changer", "get on board",
    "go-to person", "ground running", "heads up", "heads-up", "hit the ground", "in a nutshell", "in the loop",
    "in the same boat", "keep an eye on", "long shot", "lose face", "low-hanging fruit", "many hats",
    "move the needle", "no-brainer", "off the record", "on the fly", "on the radar", "on the same page",
    "out of the box", "outside the box", "over the fence", "pain point", "piece of cake", "ping me", "push back",
    "pushback", "put out fires", "quick win", "raise the bar", "reach out", "red flag", "red tape", "rule of thumb",
    "show stopper", "showstopper", "silver bullet", "speak the same language", "step on toes", "take it offline",
    "take this offline", "the loop", "think outside", "throw under", "tip of the iceberg", "touch base",
    "under the radar", "up in the air", "win-win",
)  # fmt: skip

BANS_SKIPPING = (
    "all must answer", "answer is mandatory", "answer is required", "answer is compulsory", "cannot be skipped",
    "cannot skip", "do not skip", "everyone has to answer", "everyone must answer", "mandatory", "may not be skipped",
    "may not skip", "must answer", "must be answered", "must not skip", "no skipping", "not optional", "obligatory",
    "you have to answer",
)  # fmt: skip

PEOPLES = (
    "american", "americans", "asian", "asians", "british", "chinese", "country", "countries", "cultural", "culture",
    "cultures", "eastern", "european", "europeans", "french", "german", "germans", "indian", "indians", "japanese",
    "mentality", "nation", "national", "nationality", "native speaker", "native speakers", "nations", "swiss",
    "western", "westerners",
)  # fmt: skip
"""A region is a work calendar. What people do can be agreed; what a people is like cannot."""

NUMBERS = (
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "twelve", "fifteen", "twenty",
    "thirty", "sixty", "ninety", "half", "once", "twice", "same day", "same working day", "first working day",
    "next working day",
)  # fmt: skip
"""What counts as a number in a clause, beside digits."""

ACTORS = (
    "all", "asker", "both", "cro", "each", "everybody", "everyone", "lead", "leads", "nobody", "owner", "people",
    "person", "regions", "sponsor", "team", "they", "we", "who", "whoever",
)  # fmt: skip
"""Who acts in a clause: one of these at least."""
