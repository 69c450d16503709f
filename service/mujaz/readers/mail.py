"""Read e-mail messages (.eml), and pages that a browser saved with their pictures (MHTML)."""

import email
import email.policy
import re
from collections.abc import Iterator
from dataclasses import replace
from email.message import EmailMessage
from itertools import islice

from mujaz.errors import InvalidInput
from mujaz.readers.encodings import Decoded, decode
from mujaz.readers.page import plain_letter, read_letter, read_page
from mujaz.text.dates import iso_date
from mujaz.text.headline import split_headline, with_line_feeds
from mujaz.text.scripts import has_arabic
from mujaz.types import MAX_ID_CHARS, Article, ArticleFailure, Finding, FindingKind, Severity

_MAX_PARTS = 500
_MAX_BOUNDARIES = 5000
"""The parser takes a tenth of a millisecond for each line that may separate parts; saved pages have hundreds."""
_HTML = ("text/html", "application/xhtml+xml")
_REPLY = re.compile(r"^(?:(?:re|fwd?|رد|إعادة توجيه|اعادة توجيه)\s*:\s*)+", re.IGNORECASE)
_MAILBOX = re.compile(rb"(?:\A(?:\xef\xbb\xbf)?\s*|(?<=\n\n)|(?<=\r\n\r\n))From [^\r\n]{1,300}\r?\n(?=[\w-]{2,40}:)")
_MAX_MESSAGES = 10_000


def read_mailbox(data: bytes, file: str) -> Iterator[Article | ArticleFailure]:
    """Reads the messages of an mbox file, in order.

    Raises:
        InvalidInput: The file has no message, or too many.
    """
    borders = list(islice(_MAILBOX.finditer(data), _MAX_MESSAGES + 1))
    if not borders:
        raise InvalidInput("is a mailbox without messages", field=file, reason="FILE_EMPTY")
    if len(borders) > _MAX_MESSAGES:
        raise InvalidInput(
            f"has more than {_MAX_MESSAGES:,} messages; split it into several", field=file, reason="FILE_TOO_LONG"
        )
    ends = [*(border.start() for border in borders[1:]), len(data)]
    for number, (border, end) in enumerate(zip(borders, ends, strict=True), start=1):
        place = f"{file}:{number}"[-MAX_ID_CHARS:]
        message = data[border.end() : end].replace(b"\n>From ", b"\nFrom ")
        try:
            yield replace(read_mail(message, place), id=place)
        except InvalidInput as error:
            yield ArticleFailure(id=place, error=error)


def read_mail(data: bytes, file: str) -> Article:
    """Reads the article of a message or saved page from its HTML, or else from its text.

    Raises:
        InvalidInput: The message has neither, far too many parts, or a damaged header.
    """
    if data.count(b"\n--") > _MAX_BOUNDARIES:
        raise InvalidInput(
            f"has more than {_MAX_BOUNDARIES:,} parts; save the text as a file of its own",
            field=file,
            reason="FILE_TOO_LONG",
        )
    try:
        message = email.message_from_bytes(data, policy=email.policy.default)
        parts = list(islice(_parts(message), _MAX_PARTS))
    except RecursionError:
        raise InvalidInput(
            "has parts within parts without end; save the text as a file of its own", field=file, reason="FILE_NESTED"
        ) from None
    except IndexError:  # of the library, at a content type that breaks off behind "*"
        raise InvalidInput(
            "has a header that is damaged; save the text as a file of its own", field=file, reason="INPUT_DAMAGED"
        ) from None
    texts = [part for part in parts if _is_text(part)]
    saved = _header(message, "Snapshot-Content-Location")
    is_letter = not saved and bool(_header(message, "From")) and "Saved by" not in _header(message, "From")
    html = next((part for part in texts if part.get_content_type() in _HTML), None)
    if not texts:
        raise InvalidInput("is a message without text", field=file, reason="FILE_EMPTY")
    read = [texts[0] if html is None else html]
    if is_letter:  # the text goes on behind a picture, in HTML or not; a saved page has its frames there
        read = texts
    articles = [_of_part(part, file, is_letter) for part in read]
    article = articles[0]
    attached = sum(_is_attached(part) for part in parts)
    findings = tuple(dict.fromkeys(finding for one in articles for finding in one.findings))
    if attached:
        note = f"Attachments of the message that were not read: {attached}."
        findings = (*findings, Finding(kind=FindingKind.SOURCE_IN_PART, severity=Severity.INFO, message=note))
    title, body = article.title, article.body
    if is_letter:
        title, body = _titled(
            _REPLY.sub("", _header(message, "Subject")), "\n".join(one.body for one in articles if one.body)
        )
    return Article(
        title=title,
        body=body,
        url=article.url or saved or ("" if html is None else _header(html, "Content-Location")),
        source=article.source or (_sender(message) if is_letter else ""),
        published=article.published or (iso_date(_header(message, "Date")) if is_letter else ""),
        findings=findings,
    )


def _parts(message: EmailMessage) -> Iterator[EmailMessage]:
    """Yields the parts of a message, of alternatives to one another only the best; a letter within it is one part."""
    kind = message.get_content_type()
    if not message.is_multipart() or kind == "message/rfc822":
        yield message
        return
    branches = [list(_parts(part)) for part in message.iter_parts() if isinstance(part, EmailMessage)]
    if kind == "multipart/alternative":
        with_text = [branch for branch in branches if any(map(_is_text, branch))]
        branches = [branch for branch in with_text if any(part.get_content_type() in _HTML for part in branch)][:1] or (
            with_text[:1]
        )
    for branch in branches:
        yield from branch


def _is_text(part: EmailMessage) -> bool:
    return part.get_content_type() in ("text/plain", *_HTML) and part.get_content_disposition() != "attachment"


def _is_attached(part: EmailMessage) -> bool:
    return part.get_content_disposition() == "attachment" or part.get_content_type() == "message/rfc822"


def _titled(subject: str, said: str) -> tuple[str, str]:
    """The title of a letter and the rest of it.

    A letter has one title, so a first line that stands apart is the title only where there is no subject.
    """
    if not subject:
        return split_headline(said)
    return subject, said.removeprefix(f"{subject}\n").lstrip("\n")


def _of_part(part: EmailMessage, file: str, is_letter: bool) -> Article:
    decoded = _decoded(part)
    if part.get_content_type() in _HTML:
        if is_letter:
            return Article(body=read_letter(decoded.text, field=file), findings=decoded.findings)
        return read_page(decoded.text, field=file).article(decoded.findings)
    text = with_line_feeds(decoded.text)
    if _parameter(part, "format") == "flowed":
        text = _unfolded(text, keeps_space=_parameter(part, "delsp") != "yes")
    if is_letter:
        return Article(body=plain_letter(text).strip("\n"), findings=decoded.findings)
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
    if not charset or (not declared.unreadable and has_arabic(declared.text)):
        return declared
    found = decode(data)
    return found if declared.unreadable or has_arabic(found.text) else declared  # many say Latin-1 whatever they send


def _header(message: EmailMessage, name: str) -> str:
    try:
        return " ".join(str(message.get(name, "")).split())
    except (ValueError, IndexError, AttributeError, TypeError):  # the parser's errors for malformed headers
        return ""


def _sender(message: EmailMessage) -> str:
    return _header(message, "From").partition("<")[0].strip(' "')
