"""A newsroom that can be killed at any moment: goes on from where the store stands."""

import sys
from datetime import timedelta

from glosswire.model import Segment
from glosswire.store.store import Store, open_store
from tests.store.newsroom import ANZEIGER, ENGINE, HOUR, NOON, entry, make_article, spans

ARTICLES = 120
CHANGED = "Armenien berät erneut."


def write_all(store: Store) -> None:
    """Do all that is pending until nothing is; when all articles are there, every third one changes."""
    store.save_engine(ENGINE)
    names = [f"n{n:03}" for n in range(ARTICLES)]
    if store.counts().articles < ARTICLES:
        store.add_entries(ANZEIGER, map(entry, names), NOON)
        take_in_all(store)
    store.add_entries(ANZEIGER, [entry(name, title=CHANGED) for name in names[::3]], NOON)
    take_in_all(store)
    while translate_some(store, 100):
        pass


def take_in_all(store: Store) -> None:
    """Save the article of every pending entry, in the form that its feed claims."""
    while waiting := store.pending_entries(NOON, 20):
        for pending in waiting:
            name = pending.entry.url.rsplit("/", 1)[-1]
            word = "Neuer" if pending.entry.title == CHANGED else "Alter"
            body = (f"{word} Satz von {name}. Satz zwei.", "Ende.")
            article = make_article(name, body=body, published_at=NOON - timedelta(minutes=int(name[1:])))
            store.save_article(article, pending.entry.url, spans(article.blocks))
        translate_some(store, 30)


def translate_some(store: Store, limit: int) -> int:
    """Shout what is pending, one article at a time; how many sentences that were."""
    found = store.pending_passages(limit, NOON)
    for article_id, revision in dict.fromkeys((p.article_id, p.revision) for p in found):
        made = [
            Segment((p.sentence,), p.text.upper(), engine=ENGINE.version, made_at=NOON + HOUR)
            for p in found
            if p.article_id == article_id
        ]
        store.save_segments(article_id, revision, made, NOON + HOUR)
    return len(found)


if __name__ == "__main__":
    with open_store(sys.argv[1]) as opened:
        print("ready", flush=True)
        write_all(opened)
        print("done", flush=True)
