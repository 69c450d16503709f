"""Read e-mail messages (.eml), and pages that a browser saved with their pictures (MHTML)."""

import email
import email.policy
from email.message import EmailMessage

from mujaz.errors import InvalidInput
from mujaz.readers.encodings import Decoded, decode
from mujaz.readers.page import read_page
from mujaz.text.dates import iso_date
from mujaz.text.headline import split_headline, with_line_feeds
from mujaz.types import Article, Finding, FindingKind, Severity

_MAX_PARTS = 500
_MAX_BOUNDARIES = 5000
"""The parser takes a tenth of a millisecond for each line that may separate parts; saved pages have hundreds."""


def read_mail(data: bytes, file: str) -> Article:
    """Reads the article of a message or saved page from its first HTML part, or else from its text.

    Raises:
        InvalidInput: The message has neither, or far too many parts.
    """
    if data.count(b"\n--") > _MAX_BOUNDARIES:
        raise InvalidInput(
            f"has more than {_MAX_BOUNDARIES:,} parts; save the text as a file of its own",
            field=file,
            reason="FILE_TOO_LONG",
        )
    message = email.message_from_bytes(data, policy=email.policy.default)
    parts = [part for part, _ in zip(message.walk(), range(_MAX_PARTS), strict=False) if not part.is_multipart()]
    html = next((part for part in parts if part.get_content_type() in ("text/html", "application/xhtml+xml")), None)
    plain = next((part for part in parts if part.get_content_type() == "text/plain"), None)
    saved = _header(message, "Snapshot-Content-Location")
    if html is None and plain is None:
        raise InvalidInput("is a message without text", field=file, reason="FILE_EMPTY")
    is_letter = not saved and bool(_header(message, "From")) and "Saved by" not in _header(message, "From")
    article = _of_html(html, file) if html is not None else _of_text(plain)
    attached = sum(part.get_content_disposition() == "attachment" for part in parts)
    findings = article.findings
    if attached:
        note = f"Attachments of the message that were not read: {attached}."
        findings = (*findings, Finding(kind=FindingKind.SOURCE_IN_PART, severity=Severity.INFO, message=note))
    return Article(
        title=(_header(message, "Subject") if is_letter else "") or article.title,
        body=article.body,
        url=article.url or saved or ("" if html is None else _header(html, "Content-Location")),
        source=article.source or (_sender(message) if is_letter else ""),
        published=article.published or (iso_date(_header(message, "Date")) if is_letter else ""),
        findings=findings,
    )


def _of_html(part: EmailMessage, file: str) -> Article:
    decoded = _decoded(part)
    return read_page(decoded.text, field=file).article(decoded.findings)


def _of_text(part: EmailMessage | None) -> Article:
    decoded = Decoded(text="", encoding="utf-8") if part is None else _decoded(part)
    text = with_line_feeds(decoded.text)
    if part is not None and _parameter(part, "format") == "flowed":
        text = _unfolded(text, keeps_space=_parameter(part, "delsp") != "yes")
    title, body = split_headline(text.strip("\n"))
    return Article(title=title, body=body, findings=decoded.findings)


def _parameter(part: EmailMessage, name: str) -> str:
    return str(part.get_param(name, "")).lower()


def _unfolded(text: str, *, keeps_space: bool) -> str:
    """The paragraphs of a text that was folded for old programs (RFC 3676): a line that ends with a space goes on."""
    lines: list[str] = []
    goes_on = False
    for line in text.split("\n"):
        said = line.removeprefix(" ")
        if goes_on and not said.startswith((">", "-- ")):
            lines[-1] += said
        else:
            lines.append(said)
        goes_on = said.endswith(" ") and said != "-- " and not said.startswith(">")
        if goes_on and not keeps_space:
            lines[-1] = lines[-1][:-1]
    return "\n".join(lines)


def _decoded(part: EmailMessage) -> Decoded:
    payload = part.get_payload(decode=True)
    data = payload if isinstance(payload, bytes) else b""
    charset = part.get_content_charset() or ""
    try:
        "".encode(charset or "utf-8")
    except LookupError:
        charset = ""
    declared = decode(data, charset)
    return decode(data) if declared.unreadable else declared


def _header(message: EmailMessage, name: str) -> str:
    try:
        return " ".join(str(message.get(name, "")).split())
    except (ValueError, IndexError, AttributeError, TypeError):  # the parser's errors for malformed headers
        return ""


def _sender(message: EmailMessage) -> str:
    return _header(message, "From").partition("<")[0].strip(' "')
