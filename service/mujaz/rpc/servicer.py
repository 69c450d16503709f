"""The methods of the ArticleService over gRPC."""

from collections.abc import AsyncIterator
from typing import Any, TypeAlias

import grpc

from mujaz.serving.answers import Answers
from mujaz.serving.stream import Request
from mujaz.v1 import article_pb2 as pb
from mujaz.v1 import article_pb2_grpc as pb_grpc

Context: TypeAlias = "grpc.aio.ServicerContext[Any, Any]"


class ArticleServicer(pb_grpc.ArticleServiceServicer):
    """Answers calls. Errors are raised as they are; the interceptors make statuses of them.

    Args:
        answers: Knows the answers.
    """

    def __init__(self, answers: Answers) -> None:
        self._answers = answers

    async def ProcessArticle(self, request: pb.ProcessArticleRequest, context: Context) -> pb.ProcessArticleResponse:
        """One article in, one article out."""
        return await self._answers.process_article(request, context.time_remaining())

    async def ProcessArticles(  # type: ignore[override]  # writes to the context, which the stub does not foresee
        self, request_iterator: AsyncIterator[Request], context: Context
    ) -> None:
        """Many articles over one call."""
        self._answers.expect_serving()
        await context.send_initial_metadata(())  # says that the call is taken, for which clients wait
        await self._answers.process_articles(request_iterator, context.write, context.time_remaining())

    async def DigestArticles(self, request: pb.DigestArticlesRequest, context: Context) -> pb.DigestArticlesResponse:
        """Many articles in, one digest out."""
        return await self._answers.digest_articles(request, context.time_remaining())

    async def TranslateText(self, request: pb.TranslateTextRequest, context: Context) -> pb.TranslateTextResponse:
        """A text in, its translation out."""
        return await self._answers.translate_text(request, context.time_remaining())

    async def SummarizeText(self, request: pb.SummarizeTextRequest, context: Context) -> pb.SummarizeTextResponse:
        """An English text in, its brief out."""
        return await self._answers.summarize_text(request, context.time_remaining())

    async def CheckTranslation(
        self, request: pb.CheckTranslationRequest, context: Context
    ) -> pb.CheckTranslationResponse:
        """A source and its translation in, what may be wrong with it out."""
        return await self._answers.check_translation(request, context.time_remaining())

    async def ListModels(self, request: pb.ListModelsRequest, context: Context) -> pb.ListModelsResponse:
        """What is loaded."""
        return await self._answers.list_models(request, context.time_remaining())
