"""Shares one model between many callers: admission, batches within a token budget, deadlines and cancellation."""
