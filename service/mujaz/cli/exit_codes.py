"""How a command ended, for the shell."""

FAILED = 1
MISTAKE = 2
WITH_FAILURES = 3
HUNG = 4
INTERRUPTED = 130
