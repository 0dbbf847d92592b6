"""What an article's page states of itself for machines."""

import json
from datetime import UTC

from glosswire.model import Article, Source
from glosswire.serve.views import ArticleView


def json_ld(view: ArticleView, article: Article, source: Source, site_title: str) -> str:
    """State the page for machines as a schema.org NewsArticle and the original that it translates.

    `<`, `>` and `&` are written as escapes, so that no text can end the script element that holds it.
    """
    published = (article.published_at or article.fetched_at).astimezone(UTC).isoformat(timespec="milliseconds")
    original: dict[str, object] = {
        "@type": "NewsArticle",
        "headline": article.headline,
        "inLanguage": article.language.tag,
        "url": view.url,
        "datePublished": published,
        "publisher": {"@type": "NewsMediaOrganization", "name": source.name, "url": view.outlet.home},
    }
    if article.authors:
        original["author"] = [{"@type": "Person", "name": name} for name in article.authors]
    stated: dict[str, object] = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": view.headline.text,
        "inLanguage": view.headline.lang,
        "datePublished": published,
        "sdPublisher": {"@type": "Organization", "name": site_title},
        "isBasedOn": view.url,
    }
    if view.description:
        stated["description"] = view.description
    if view.has_original:
        stated["translationOfWork"] = original
        stated["translator"] = [{"@type": "SoftwareApplication", "name": maker.title} for maker in view.makers]
    else:
        stated |= original
    text = json.dumps(stated, ensure_ascii=False)
    return text.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e")
