"""Translates files for LibreTranslate's API, of every kind that the readers know.

Texts, subtitles and web pages come back in their own format; of other kinds, the articles come back as text.
"""

from mujaz.readers.encodings import decode
from mujaz.readers.kinds import Kind, kind_of
from mujaz.serving.call import CURRENT_CALL
from mujaz.serving.house import House
from mujaz.text.headline import with_line_feeds
from mujaz.types import Article, ArticleFailure
from mujaz.v1 import article_pb2 as pb
from mujaz.web.downloads import Made
from mujaz.web.files import articles_of, checked_name, unnamed
from mujaz.web.libre_texts import LibreTexts
from mujaz.wire.requests import article_to_pb

FORMATS = tuple(".txt .html .htm .srt .vtt .docx .odt .xlsx .ods .rtf .epub .pdf .eml .json .xml".split())
"""Endings that clients may offer to their users; the kind of a file is recognised by its content."""

_TEXT, _HTML = "text/plain; charset=utf-8", "text/html; charset=utf-8"


class LibreFiles:
    """Translates files within a call.

    Args:
        house: Provides the answers, and the thread for reading.
        texts: Translates texts and HTML.
    """

    def __init__(self, house: House, texts: LibreTexts) -> None:
        self._house = house
        self._texts = texts

    async def translate(self, data: bytes, name: str) -> Made:
        """Translates a file.

        Args:
            data: The content of the file.
            name: Its name.

        Raises:
            InvalidInput: The file cannot be read, or nothing in it can be translated.
        """
        checked_name(name, field="file")
        stem = name.rpartition("/")[2].rpartition(".")[0] or "translation"
        reader = self._house.lifecycle.reader
        kind = (await reader.apart(kind_of, data, name)).kind
        if kind is Kind.HTML:
            page = await reader.apart(decode, data)
            translated = await self._texts.html(page.text)
            return Made(data=translated.text.encode(), content_type=_HTML, name=f"{stem}_en.html")
        if kind is Kind.TEXT:
            text = with_line_feeds((await reader.apart(decode, data)).text)
            translated = await self._texts.plain(text)
            return Made(data=translated.text.encode(), content_type=_TEXT, name=f"{stem}_en.txt")
        found = await reader.apart(articles_of, data, name)
        if kind is Kind.SUBTITLES and isinstance(found[0], Article):
            translated = await self._texts.plain(found[0].body)
            return Made(data=translated.text.encode(), content_type=_TEXT, name=f"{stem}_en.srt")
        failed = [each.error for each in found if isinstance(each, ArticleFailure)]
        if len(failed) == len(found):
            raise unnamed(failed[0])
        articles = "\n\n\n".join([await self._article(article) for article in found])
        return Made(data=f"{articles}\n".encode(), content_type=_TEXT, name=f"{stem}_en.txt")

    async def _article(self, article: Article | ArticleFailure) -> str:
        if isinstance(article, ArticleFailure):
            return f"[Not read: {article.error.message}]"
        CURRENT_CALL.get().admit()
        options = pb.ProcessOptions(skip_brief=True)
        request = pb.ProcessArticleRequest(article=article_to_pb(article), options=options)
        answer = await self._house.answers.process_article(request, None)
        return "\n\n".join(part for part in (answer.title, answer.body) if part)
