"""Letters three rows high for what is read across a room: half blocks, six pixels in three rows. Knows join codes only
in so far as their letters are the ones drawn here.
"""

from __future__ import annotations

ROWS = 3
_PIXELS = {
    "0": " ### /#   #/#   #/#   #/#   #/ ### ",
    "1": "  #  / ##  /  #  /  #  /  #  / ### ",
    "2": " ### /#   #/   # /  #  / #   /#####",
    "3": "#### /    #/ ### /    #/    #/#### ",
    "4": "   # /  ## / # # /#  # /#####/   # ",
    "5": "#####/#    /#### /    #/    #/#### ",
    "6": " ### /#    /#### /#   #/#   #/ ### ",
    "7": "#####/    #/   # /  #  / #   / #   ",
    "8": " ### /#   #/ ### /#   #/#   #/ ### ",
    "9": " ### /#   #/#   #/ ####/    #/ ### ",
    "A": " ### /#   #/#   #/#####/#   #/#   #",
    "B": "#### /#   #/#### /#   #/#   #/#### ",
    "C": " ####/#    /#    /#    /#    / ####",
    "D": "#### /#   #/#   #/#   #/#   #/#### ",
    "E": "#####/#    /#### /#    /#    /#####",
    "F": "#####/#    /#### /#    /#    /#    ",
    "G": " ####/#    /#  ##/#   #/#   #/ ####",
    "H": "#   #/#   #/#####/#   #/#   #/#   #",
    "J": "  ###/    #/    #/    #/#   #/ ### ",
    "K": "#   #/#  # /###  /#  # /#   #/#   #",
    "M": "#   #/## ##/# # #/#   #/#   #/#   #",
    "N": "#   #/##  #/# # #/#  ##/#   #/#   #",
    "P": "#### /#   #/#   #/#### /#    /#    ",
    "Q": " ### /#   #/#   #/# # #/#  # / ## #",
    "R": "#### /#   #/#   #/#### /#  # /#   #",
    "S": " ####/#    / ### /    #/    #/#### ",
    "T": "#####/  #  /  #  /  #  /  #  /  #  ",
    "V": "#   #/#   #/#   #/#   #/ # # /  #  ",
    "W": "#   #/#   #/#   #/# # #/## ##/#   #",
    "X": "#   #/ # # /  #  /  #  / # # /#   #",
    "Y": "#   #/ # # /  #  /  #  /  #  /  #  ",
    "Z": "#####/   # /  #  / #   /#    /#####",
    "-": "     /     / ### /     /     /     ",
    "/": "    #/   # /  #  / #   /#    /     ",
    ":": "     /  #  /     /     /  #  /     ",
}
_HALVES = {(" ", " "): " ", ("#", " "): "▀", (" ", "#"): "▄", ("#", "#"): "█"}


def large(text: str) -> tuple[str, str, str]:
    """Return `text` in three rows of equal width, seven cells a letter; letters that are not drawn are left out."""
    rows = ["", "", ""]
    for letter in text.upper():
        if letter not in _PIXELS:
            continue
        pixels = _PIXELS[letter].split("/")
        for row in range(ROWS):
            upper, lower = pixels[2 * row], pixels[2 * row + 1]
            rows[row] += "".join(_HALVES[pair] for pair in zip(upper, lower, strict=True)) + "  "
    return rows[0], rows[1], rows[2]
