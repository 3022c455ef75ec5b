"""`python -m align` is the command `align`."""

from align.cli.main import main

main()
