"""The Python client, blocking and async, with deadlines, retries, typed results and typed errors.

>>> from mujaz.client import Client
>>> from mujaz.types import Article
>>> with Client("localhost:50051") as client:
...     print(client.process_article(Article(body="...")).body.text)
"""

from mujaz.client.asynchronous import AsyncClient
from mujaz.client.blocking import Client
from mujaz.client.channel import RetryPolicy
from mujaz.client.credentials import Credentials
from mujaz.client.health import Health
from mujaz.types import ArticleFailure

__all__ = ["ArticleFailure", "AsyncClient", "Client", "Credentials", "Health", "RetryPolicy"]
