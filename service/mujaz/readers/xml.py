"""Parse XML from untrusted sources: without its own entities, without network, within limits."""

import re
from html.entities import html5
from xml.sax.saxutils import escape

from lxml import etree

from mujaz.errors import InvalidInput
from mujaz.readers.encodings import decode

_MAX_ELEMENTS = 500_000
_AMPERSAND = re.compile(
    r"(?P<raw><!\[CDATA\[.*?(?:\]\]>|\Z)|&(?:amp|lt|gt|quot|apos|#\d{1,7}|#x[\da-fA-F]{1,6});)|&(?:(?P<name>\w{2,32};))?",
    re.DOTALL,
)


def parse_xml(data: bytes, file: str, *, encoding: str = "") -> etree._Element:
    """Parses XML that is well-formed or nearly so.

    Args:
        data: The file.
        file: Its name, for errors.
        encoding: The encoding that the caller names; may be empty.

    Raises:
        InvalidInput: The file is not XML, has too many elements, or declares entities.
    """
    text = decode(data, encoding).text
    if "<!ENTITY" in text[:100_000]:
        raise InvalidInput(
            "declares its own entities, which are not read; put their text in their place",
            field=file,
            reason="XML_ENTITIES",
        )
    if text.count("<") > _MAX_ELEMENTS * 2:
        raise InvalidInput(f"has more than {_MAX_ELEMENTS:,} elements", field=file, reason="FILE_TOO_LONG")
    start = text.find("<", text.find("?>") + 2) if text.lstrip("\ufeff \r\n\t").startswith("<?xml") else text.find("<")
    parser = etree.XMLParser(
        recover=True, resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True
    )
    text = _AMPERSAND.sub(_as_xml, text[max(start, 0) :])
    try:
        root = etree.fromstring(text.encode("utf-8", "replace"), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise InvalidInput(f"is not XML: {in_one_line(error)}", field=file, reason="XML_MALFORMED") from None
    if root is None:
        raise InvalidInput("is not XML", field=file, reason="XML_MALFORMED")
    return root


def in_one_line(error: Exception) -> str:
    """The message of a parser, which may have line breaks, for an error of ours, which has none."""
    return " ".join(str(error).split())


def _as_xml(found: re.Match[str]) -> str:
    """What XML knows in place of an `&`: by itself it costs the word behind it, and XML has no `&nbsp;`."""
    name = found["name"] or ""
    return found["raw"] or (escape(html5[name]) if name in html5 else f"&amp;{name}")


def local(node: etree._Element) -> str:
    """The name of an element without its namespace, or a prefix that no namespace explains; empty for other nodes."""
    return node.tag.rpartition("}")[2].rpartition(":")[2] if isinstance(node.tag, str) else ""


def rename(node: etree._Element, name: str) -> None:
    """Gives an element a name; one that XML does not allow, which damaged files have, becomes `span`."""
    try:
        node.tag = name
    except ValueError:
        node.tag = "span"


def text_of(node: etree._Element | None) -> str:
    """All text in an element, with one space for each run of white space; empty for None."""
    return "" if node is None else " ".join("".join(node.itertext()).split())


def find(node: etree._Element, *names: str) -> etree._Element | None:
    """The first descendant with one of these names, the names in order of preference."""
    for name in names:
        for inner in node.iter("{*}" + name):
            return inner
    return None
