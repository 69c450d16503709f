"""XML as it comes from strangers: no entities of its own, no network, no depth without end."""

from lxml import etree

from mujaz.errors import InvalidInput
from mujaz.readers.encodings import decode

_MAX_ELEMENTS = 500_000


def parse_xml(data: bytes, file: str, *, encoding: str = "") -> etree._Element:
    """Makes a tree of XML, well-formed or nearly so.

    Args:
        data: The file.
        file: Its name, for errors.
        encoding: What the caller says of it.

    Raises:
        InvalidInput: It is no XML, or declares entities.
    """
    text = decode(data, encoding).text
    if "<!ENTITY" in text[:100_000]:
        raise InvalidInput(
            "declares entities of its own, which are not read; write their text out", field=file, reason="XML_ENTITIES"
        )
    if text.count("<") > _MAX_ELEMENTS * 2:
        raise InvalidInput(f"has more than {_MAX_ELEMENTS:,} elements", field=file, reason="FILE_TOO_LONG")
    start = text.find("<", text.find("?>") + 2) if text.lstrip("\ufeff \r\n\t").startswith("<?xml") else text.find("<")
    parser = etree.XMLParser(
        recover=True, resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(text[max(start, 0) :].encode("utf-8", "replace"), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise InvalidInput(f"is not XML: {error}", field=file, reason="XML_MALFORMED") from None
    if root is None:
        raise InvalidInput("is not XML", field=file, reason="XML_MALFORMED")
    return root


def local(node: etree._Element) -> str:
    """The name of an element without its namespace; empty for what is no element."""
    return node.tag.rpartition("}")[2] if isinstance(node.tag, str) else ""


def text_of(node: etree._Element | None) -> str:
    """All text in an element, white space made one."""
    return "" if node is None else " ".join("".join(node.itertext()).split())


def find(node: etree._Element, *names: str) -> etree._Element | None:
    """The first descendant with one of these names, the names in order of preference."""
    for name in names:
        for inner in node.iter("{*}" + name):
            return inner
    return None
