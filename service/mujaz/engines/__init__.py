"""Models that run: the only room, with `catalogue`, that imports model libraries."""
