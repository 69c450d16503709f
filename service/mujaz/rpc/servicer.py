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
    """Answers calls. Errors are raised unchanged; the interceptors turn them into statuses.

    Args:
        answers: Produces the answers.
    """

    def __init__(self, answers: Answers) -> None:
        self._answers = answers

    async def ProcessArticle(self, request: pb.ProcessArticleRequest, context: Context) -> pb.ProcessArticleResponse:
        """Takes an Arabic article; returns its translation and brief."""
        return await self._answers.process_article(request, context.time_remaining())

    async def ProcessArticles(  # type: ignore[override]  # writes to the context, which the stub does not allow for
        self, request_iterator: AsyncIterator[Request], context: Context
    ) -> None:
        """Takes many articles over one call; answers each as soon as it is ready."""
        self._answers.expect_serving()
        await context.send_initial_metadata(())  # clients wait for this sign that the call was accepted
        await self._answers.process_articles(request_iterator, context.write, context.time_remaining())

    async def DigestArticles(self, request: pb.DigestArticlesRequest, context: Context) -> pb.DigestArticlesResponse:
        """Takes many articles; returns one digest."""
        return await self._answers.digest_articles(request, context.time_remaining())

    async def TranslateText(self, request: pb.TranslateTextRequest, context: Context) -> pb.TranslateTextResponse:
        """Takes an Arabic text; returns its translation."""
        return await self._answers.translate_text(request, context.time_remaining())

    async def SummarizeText(self, request: pb.SummarizeTextRequest, context: Context) -> pb.SummarizeTextResponse:
        """Takes an English text; returns its brief."""
        return await self._answers.summarize_text(request, context.time_remaining())

    async def CheckTranslation(
        self, request: pb.CheckTranslationRequest, context: Context
    ) -> pb.CheckTranslationResponse:
        """Takes a source and its translation; returns what may be wrong with the translation."""
        return await self._answers.check_translation(request, context.time_remaining())

    async def ListModels(self, request: pb.ListModelsRequest, context: Context) -> pb.ListModelsResponse:
        """Returns the loaded models."""
        return await self._answers.list_models(request, context.time_remaining())
