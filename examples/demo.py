"""What `make demo` runs: a real article through a real server, with the commands a person would type."""

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
  . .venv/bin/activate                                              # then it is called mujaz
  mujaz article examples/floods-coast.txt --report floods.html      # a page with both texts; open it in a browser
  mujaz serve --log-format console                                  # the server, for programs: see README.md"""


def main() -> int:
    """Starts the server, translates the article through it, stops the server.

    Returns:
        0 when all three went well.
    """
    print("The server takes some seconds to start; the article takes some more.\n")
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
    """Reads the server's log up to the line that says where it serves, and goes on emptying it."""
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
    """Shows a command as a person would have typed it."""
    print(f"$ {command}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
