"""Many callers, one model: admission, the token-budget batcher, deadlines and cancellation."""

from mujaz.scheduling.scheduler import Scheduler

__all__ = ["Scheduler"]
