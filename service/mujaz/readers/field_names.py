"""The names under which programs keep the parts of an article, in JSON, tables and the data of pages."""

BODIES = ("body", "maintext", "articleBody", "article_text", "cleaned_text", "body_text", "content_text", "full_text")
"""Names that hold a whole text wherever they are, so that what has one of them is an article."""
SHORT_BODIES = ("text", "content", "raw_text", "message", "النص", "نص الخبر", "المحتوى", "description", "summary")
"""Names that hold a text where there is none of `BODIES`."""
HTML_BODIES = ("body_html", "content_html", "body_xhtml", "html")
TABLE_BODIES = ("نص المقال", "نص المادة", "متن الخبر", "المتن", "تفاصيل الخبر", "التفاصيل")
"""Names that only tables have."""
PAGE_BODIES = (
    "articleBody article_body body bodyHtml body_html bodyText content contentHtml content_html content_elements "
    "blocks text fullText full_text details story html mainContent post_content"
).split()
"""Names in the data of pages, where the longest text is the article's."""

TITLES = ("title", "headline", "العنوان", "عنوان الخبر")
PAGE_TITLES = ("title", "headline", "headlines", "name")
DATES = (
    "published date_publish publish_date date_published datePublished publishedAt published_at pubDate versioncreated "
    "date created_at created_time created timestamp التاريخ"
).split()
PAGE_DATES = (
    "datePublished publishedAt published_at publishDate publish_date publicationDate first_publish_date publishedDate "
    "date created_at"
).split()
