"""The gRPC server. Only this package and `client` import grpc."""

import os

# Keeps gRPC's core from writing to standard error, for example about a port in use, which is reported as an error here.
# It reads the variable once, when grpc is first imported.
os.environ.setdefault("GRPC_VERBOSITY", "NONE")
