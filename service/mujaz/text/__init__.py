"""Pure functions on strings: normalising, cutting into segments and chunks, scripts, numbers."""
