"""What all doors of a server share: calls and their end, tokens, the lifecycle, and the answers themselves."""
