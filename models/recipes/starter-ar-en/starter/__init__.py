"""Rebuilds the Arabic-English starter model from its corpora."""
