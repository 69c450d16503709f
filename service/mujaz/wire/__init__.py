"""Converts the values of `mujaz.types` to protobuf messages and JSON, and back. Imports the messages, not grpc."""
