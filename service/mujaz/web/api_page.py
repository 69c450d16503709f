"""Renders the OpenAPI document as a page of plain HTML without scripts, once when the server starts."""

import html
import re
from collections.abc import Iterator
from typing import Any

_CODE = re.compile(r"`([^`]+)`")
_REF = "#/components/schemas/"


def api_page(document: dict[str, Any]) -> str:
    """Returns the page as HTML.

    Args:
        document: The document that `openapi` returns.
    """
    schemas = document["components"]["schemas"]
    body = "\n".join((*_tags(document), "<h2>Types</h2>", *(_type(name, schemas[name]) for name in sorted(schemas))))
    info = document["info"]
    return f"""<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Mujaz: the API</title>
<link rel="icon" href="icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="page.css">
</head>
<body class="api">
<header>
<h1>The API of Mujaz {html.escape(info["version"])}</h1>
<p>{_prose(info["description"])} For programs there is <a href="openapi.json">openapi.json</a>; the page to read
translations is <a href="./">here</a>.</p>
</header>
<main>
{body}
</main>
</body>
</html>
"""


def _tags(document: dict[str, Any]) -> Iterator[str]:
    for tag in document["tags"]:
        yield f"<h2>{html.escape(tag['name'])}</h2><p>{_prose(tag['description'])}</p>"
        for path, methods in document["paths"].items():
            for method, operation in methods.items():
                if tag["name"] in operation["tags"]:
                    yield _operation(path, method, operation)


def _operation(path: str, method: str, operation: dict[str, Any]) -> str:
    name = html.escape(operation["operationId"])
    parts = [f'<section class="card" id="{name}"><h3><code>{method.upper()} {html.escape(path)}</code></h3>']
    parts.append(f"<p>{_prose(operation.get('description') or operation['summary'])}</p>")
    for parameter in operation.get("parameters", []):
        about = _prose(parameter.get("description", ""))
        parts.append(f"<p>Its {parameter['in']} has <code>{html.escape(parameter['name'])}</code>. {about}</p>")
    content = operation.get("requestBody", {}).get("content", {})
    if content:
        kinds = ", ".join(f"<code>{html.escape(kind)}</code>" for kind in content)
        schema = next(iter(content.values()))["schema"]
        parts.append(f"<p>Takes {_shape(schema)} as {kinds}.</p>{_properties(schema)}")
    answer = next(iter(operation["responses"]["200"].get("content", {"": {"schema": {}}}).values()))["schema"]
    parts.append(f"<p>Answers with {_shape(answer)}.</p>{_properties(answer)}</section>")
    return "\n".join(parts)


def _type(name: str, schema: dict[str, Any]) -> str:
    about, *values = (_prose(line) for line in schema["description"].split("\n"))
    listed = f"<ul>{''.join(f'<li>{value}</li>' for value in values)}</ul>" if values else ""
    return (
        f'<section class="card" id="{html.escape(name)}"><h3><code>{html.escape(name)}</code></h3>'
        f"<p>{about}</p>{listed}{_properties(schema)}</section>"
    )


def _properties(schema: dict[str, Any]) -> str:
    fields = schema.get("properties", {})
    if not fields:
        return ""
    required = schema.get("required", [])
    rows = "".join(
        f"<dt><code>{html.escape(name)}</code> {_shape(field)}{', required' if name in required else ''}</dt>"
        f"<dd>{_prose(field.get('description', ''))}</dd>"
        for name, field in fields.items()
    )
    return f"<dl>{rows}</dl>"


def _shape(schema: dict[str, Any]) -> str:
    """The type of a value in a word or two, as HTML."""
    if "$ref" in schema:
        name = html.escape(schema["$ref"].removeprefix(_REF))
        return f'<a href="#{name}">{name}</a>'
    if "anyOf" in schema:
        return " or ".join(_shape(each) for each in schema["anyOf"])
    if schema.get("type") == "array":
        return f"list of {_shape(schema['items'])}"
    if "enum" in schema:
        return " or ".join(f"<code>{html.escape(value)}</code>" for value in schema["enum"])
    if schema.get("format") == "binary":
        return "a file"
    return html.escape(schema.get("type", "bytes"))


def _prose(text: str) -> str:
    return _CODE.sub(r"<code>\1</code>", html.escape(text))
