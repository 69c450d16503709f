"""What all doors of a server share: a call and its end, tokens, life from start to drain, the answers themselves."""
