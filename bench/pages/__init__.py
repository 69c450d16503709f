"""Compares readers of news pages on saved pages whose articles are marked by hand."""
