"""Renews the samples in README.md: what its commands print, and the picture of the report page.

    make samples                         # all of them; the picture needs chromium
    python docs/samples.py --check       # says what has drifted, and exits with 1

A sample stands between `<!-- sample: NAME -->` and `<!-- end -->`. Texts that a model makes depend a little on the
processor's arithmetic, so that a check compares those loosely.
"""

import argparse
import difflib
import json
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
README = ROOT / "README.md"
PICTURE = ROOT / "docs" / "report.png"
ARTICLE = "examples/floods-coast.txt"
LEAST_ALIKE = 0.6
"""Share of words that a text which depends on arithmetic must have in common with the sample."""


def main() -> int:
    """Renews or checks all samples; returns 1 where one has drifted."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--check", action="store_true", help="change nothing, and say what has drifted")
    check = parser.parse_args().check
    text = README.read_text(encoding="utf-8")
    drifted = []
    for name, make in SAMPLES.items():
        old, new = sample(text, name), make()
        if not same(name, old, new):
            drifted.append(name)
        if not check:
            text = text.replace(framed(name, old), framed(name, new))
    if check:
        for name in drifted:
            print(f"README.md: the sample {name} has drifted; run `make samples`", file=sys.stderr)
        return 1 if drifted else 0
    README.write_text(text, encoding="utf-8")
    return picture()


def sample(text: str, name: str) -> str:
    """What stands in the README for a name."""
    found = re.search(rf"<!-- sample: {name} -->\n```\w*\n(.*?)```\n<!-- end -->", text, re.DOTALL)
    if found is None:
        raise SystemExit(f"README.md has no sample {name}")
    return found[1]


def framed(name: str, output: str) -> str:
    """A sample as it stands in the README."""
    return f"<!-- sample: {name} -->\n```{'json' if name == 'json' else 'text'}\n{output}```\n<!-- end -->"


def same(name: str, old: str, new: str) -> bool:
    """Whether a sample is still true: to the letter where no model has a say."""
    if name in EXACT:
        return old == new
    return difflib.SequenceMatcher(None, old.split(), new.split(), autojunk=False).ratio() >= LEAST_ALIKE


def mujaz(*arguments: str) -> str:
    """What a command prints."""
    command = [sys.executable, "-c", "from mujaz.cli.main import run; run()", *arguments]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if run.returncode not in (0, 1):
        raise SystemExit(f"mujaz {' '.join(arguments)}: {run.stderr}")
    return run.stdout


def arabic() -> str:
    """The article that the other samples are about, its first lines."""
    return shortened((ROOT / ARTICLE).read_text(encoding="utf-8"), lines=5)


def article() -> str:
    """A translation with findings and doubted words."""
    return mujaz("article", ARTICLE)


def as_json() -> str:
    """Of the same as JSON the title, the confidence and a segment with findings and doubted words."""
    answer = json.loads(mujaz("article", ARTICLE, "--json"))
    kept = {key: answer[key] for key in ("title", "confidence")}
    kept["segments"] = [max(answer["segments"], key=lambda one: bool(one["findings"]) + bool(one["doubts"]))]
    return json.dumps(kept, ensure_ascii=False, indent=2) + "\n"


def checked() -> str:
    """What `mujaz check` says of a translation with a wrong number."""
    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder, "source.txt"), Path(folder, "english.txt")
        source.write_text("قال الوزير إن 60% من القوات غادرت البلاد.\n", encoding="utf-8")
        target.write_text("The minister said that 16% of the forces left the country.\n", encoding="utf-8")
        return mujaz("check", str(source), str(target))


def models() -> str:
    """The catalogue."""
    return mujaz("models", "list")


def shortened(text: str, *, lines: int) -> str:
    """The first lines of a text."""
    kept = text.splitlines(keepends=True)
    return "".join(kept[:lines]) + ("...\n" if len(kept) > lines else "")


def picture() -> int:
    """Draws the report page of the article; returns 1 where there is no browser to draw it with."""
    browser = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if browser is None:
        print("docs/report.png was left as it is: install chromium to draw it", file=sys.stderr)
        return 1
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder, "report.html")
        mujaz("article", ARTICLE, "--report", str(page))
        options = [
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--hide-scrollbars",
            f"--user-data-dir={folder}/profile",
        ]
        size = [f"--user-data-dir={folder}/profile", "--window-size=1100,1150", "--force-device-scale-factor=1"]
        command = [browser, *options, *size, f"--screenshot={PICTURE}", page.as_uri()]
        subprocess.run(command, check=True, capture_output=True, timeout=300)
    return 0


SAMPLES = {"arabic": arabic, "article": article, "json": as_json, "check": checked}
EXACT = {"arabic", "check"}

if __name__ == "__main__":
    sys.exit(main())
