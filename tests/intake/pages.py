"""Pages of our own for tests of extraction."""

from datetime import UTC, datetime

from glosswire.intake.extract import Hint
from glosswire.model import Page, SourceId

HINT = Hint(SourceId("beispiel"), ("de",))
_SENTENCES = (
    "Der Rat der Stadt hat am Montag über den Haushalt des kommenden Jahres beraten und die Mittel für Schulen erhöht.",
    "Die Brücke über den Fluss wird nach Angaben der Verwaltung im Herbst für mehrere Wochen gesperrt und erneuert.",
    "Der neue Fahrplan gilt vom Sonntag an; zwischen den beiden Bahnhöfen fahren dann vier Züge in jeder Stunde.",
    "Am Nachmittag wurden in den Tälern mehr als dreißig Grad gemessen, der Wetterdienst warnte vor Gewittern.",
    "Das Museum zeigt von Freitag an Karten aus dem siebzehnten Jahrhundert, die lange im Archiv gelegen hatten.",
    "Die Genossenschaft baut am Rand der Altstadt achtzig Wohnungen, die ersten sollen in zwei Jahren fertig sein.",
)


def prose(count: int) -> str:
    """Paragraphs of some hundred letters, no two alike."""
    return "".join(f"<p>{paragraph(n)}</p>" for n in range(count))


def paragraph(number: int) -> str:
    """The nth of them."""
    again = f" Das war die Meldung {number}." if number >= len(_SENTENCES) else ""
    return _SENTENCES[number % len(_SENTENCES)] + again


def a_page(body: str, head: str = "", address: str = "/ort/rat-haushalt-100.html", language: str = "de") -> Page:
    """A page at an address of an example's host."""
    url = f"https://zeitung.example.de{address}"
    markup = f"<!doctype html><html lang='{language}'><head>{head}</head><body>{body}</body></html>"
    return Page(url, url, 200, "text/html", "", markup.encode(), datetime(2023, 5, 23, tzinfo=UTC))
