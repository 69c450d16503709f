"""How a command ended, for the shell."""

FAILED = 1
MISTAKE = 2
INTERRUPTED = 130
