"""Batch jobs: readers, writers, the journal that makes them resumable, and the runners."""
