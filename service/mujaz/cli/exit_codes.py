"""The exit codes of commands."""

FAILED = 1
MISTAKE = 2
WITH_FAILURES = 3
HUNG = 4
INTERRUPTED = 130
