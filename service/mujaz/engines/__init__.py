"""The models as they run. With `catalogue`, this is the only room that imports model libraries."""
