"""The HTTP door: JSON for programs, LibreTranslate's API, and a page for people. Does not import grpc."""
