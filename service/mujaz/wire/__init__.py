"""Our values as protobuf messages and as JSON, both ways. Knows the stubs, not grpc."""
