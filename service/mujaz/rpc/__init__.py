"""The gRPC server. The only room, with `client`, that knows grpc and the stubs."""

import os

# gRPC's core writes lines of its own to standard error, such as for a port in use, which is reported as an error here.
# It reads this once, when grpc is imported first.
os.environ.setdefault("GRPC_VERBOSITY", "NONE")
