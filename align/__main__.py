"""`python -m align` is the command `align`."""

from align.cli.entry import main

main()
