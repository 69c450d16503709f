"""How a command ended, for the shell."""

FAILED = 1
MISTAKE = 2
WITH_FAILURES = 3
INTERRUPTED = 130
