"""Compares Mujaz with other ways to run the same model: `python -m bench.compare --help`."""
