"""Many callers, one model: admission, the token-budget batcher, deadlines and cancellation."""
