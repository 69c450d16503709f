"""A certificate authority of a test, and what it issues."""

from datetime import datetime
from pathlib import Path

import trustme


class Authority:
    """One authority.

    Args:
        folder: Where its files lie; made if it is not there.
    """

    def __init__(self, folder: Path) -> None:
        folder.mkdir(exist_ok=True)
        self._folder = folder
        self._ca = trustme.CA()
        self.ca = folder / "ca.pem"
        self._ca.cert_pem.write_to_path(str(self.ca))

    def issue(self, name: str, *, not_after: datetime | None = None) -> tuple[Path, Path]:
        """Issues a certificate for this machine; returns the files of it and of its key."""
        issued = self._ca.issue_cert("127.0.0.1", "localhost", not_after=not_after)
        certificate, key = self._folder / f"{name}.pem", self._folder / f"{name}.key"
        certificate.write_bytes(b"".join(part.bytes() for part in issued.cert_chain_pems))
        key.write_bytes(issued.private_key_pem.bytes())
        return certificate, key
