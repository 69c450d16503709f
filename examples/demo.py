"""Run by `make demo`: translates a real article on a real server, with the commands that a person would type."""

import json
import subprocess
import sys
import threading
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
MUJAZ = str(Path(sys.executable).with_name("mujaz"))
ARTICLE = "examples/alsabah-2021-04-08.txt"

NEXT = """
Try next:
  . .venv/bin/activate                                              # so that the shell finds mujaz
  mujaz article examples/floods-coast.txt --report floods.html      # a page with both texts; open it in a browser
  mujaz serve --log-format console                                  # the server, for programs: see README.md"""


def main() -> int:
    """Starts the server, translates the article on it, stops the server.

    Returns:
        0 if all three succeeded.
    """
    print("The server takes a few seconds to start, and a few more for the article.\n")
    say("mujaz serve --address 127.0.0.1:0")
    server = subprocess.Popen([MUJAZ, "serve", "--address", "127.0.0.1:0"], cwd=ROOT, stderr=subprocess.PIPE, text=True)
    try:
        address = wait_until_serving(server)
        print(f"serving at {address}\n")
        say(f"mujaz article {ARTICLE} --server {address}")
        client = subprocess.run([MUJAZ, "article", ARTICLE, "--server", address], cwd=ROOT, check=False)
    finally:
        server.terminate()
        status = server.wait()
    print(f"\nserver stopped, exit code {status}")
    if not (client.returncode or status):
        print(NEXT)
    return client.returncode or status


def wait_until_serving(server: "subprocess.Popen[str]") -> str:
    """Returns the server's address from its log, and keeps reading the log, so that its pipe does not fill up."""
    assert server.stderr is not None
    address = ""
    for line in server.stderr:
        event = json.loads(line) if line.startswith("{") else {"message": line}
        address = event.get("address", address)
        if event.get("event") == "serving":
            threading.Thread(target=server.stderr.read, daemon=True).start()
            return address
        print(event.get("message", ""), end="", file=sys.stderr)
    raise SystemExit(server.wait() or 1)


def say(command: str) -> None:
    """Prints a command as a person would type it."""
    print(f"$ {command}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
