"""The exit codes of `align`, in one place."""

OK = 0
FAILED = 1
"""It could not be done; stderr says why and what to do."""
USAGE = 2
"""The command line is wrong."""
INTERRUPTED = 130
