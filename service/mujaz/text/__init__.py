"""Pure functions on strings: normalising, splitting into segments and chunks, scripts, numbers."""
