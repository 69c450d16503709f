"""Records the fields of LibreTranslate 1.9.6's answers: `python -m bench.libre_fields [--folder DIR]`.

Sends it the requests in tests/data/libretranslate_answers.json, and writes there the status of each answer and the
names and types of its fields, but none of its text or code. `tests/integration/test_http_libretranslate.py` checks that
Mujaz's answers have the same.
"""

import argparse
import contextlib
import json
import tempfile
from pathlib import Path
from typing import Any

import httpx

from bench.compare.libre import running_libretranslate
from bench.compare.workload import convert_whole, starter

KEPT = Path(__file__).parents[1] / "tests/data/libretranslate_answers.json"
_LIMIT_S = 300.0


def main() -> None:
    """Send the requests and write the answers."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--folder", type=Path, help="where to install LibreTranslate (default: a temporary folder)")
    given = parser.parse_args().folder
    with contextlib.ExitStack() as stack:
        folder = (given or Path(stack.enter_context(tempfile.TemporaryDirectory()))).resolve()
        model, converted = starter(), folder / "converted"
        if not converted.exists():
            converted.mkdir(parents=True)
            convert_whole(model.folder, converted)
        server = stack.enter_context(running_libretranslate(model, converted, folder, threads=2))
        client = stack.enter_context(httpx.Client(base_url=server.address, timeout=_LIMIT_S, trust_env=False))
        requests = json.loads(KEPT.read_text(encoding="utf-8"))
        for request in requests:
            request["answer"] = answer(client, request)
            print(f"{request['name']}: {request['answer']}")
    KEPT.write_text(json.dumps(requests, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def answer(client: httpx.Client, request: dict[str, Any]) -> dict[str, Any]:
    """Return the status of an answer, and the shape of its JSON, or None if it is not JSON."""
    file = request.get("file")
    response = client.request(
        request["method"],
        request["path"],
        json=request.get("json"),
        data=request.get("data"),
        files=None if file is None else {"file": (file["name"], file["text"].encode())},
    )
    try:
        return {"status": response.status_code, "shape": shape(response.json())}
    except ValueError:
        return {"status": response.status_code, "shape": None}


def shape(value: Any) -> Any:
    """Return the names and types in a JSON value; for a list, each distinct shape of its items once."""
    if isinstance(value, dict):
        return {name: shape(each) for name, each in sorted(value.items())}
    if isinstance(value, list):
        kinds = [shape(each) for each in value]
        return [kind for number, kind in enumerate(kinds) if kind not in kinds[:number]]
    names = {str: "text", bool: "truth", int: "number", float: "number", type(None): "nothing"}
    return names[type(value)]


if __name__ == "__main__":
    main()
