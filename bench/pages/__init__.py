"""Saved pages of news with their articles marked by hand, and what is read of them."""
