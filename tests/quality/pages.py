"""Pages of our own with their true articles: each in the manner of another publishing system, on facts of public record."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Truth:
    """A page and what an attentive reader would copy from it."""

    url: str
    markup: str
    headline: str
    standfirst: str
    body: tuple[tuple[str, str], ...]
    authors: tuple[str, ...] = ()
    agency: tuple[str, ...] = ()
    published_at: datetime | None = None


def _p(*texts: str) -> str:
    return "".join(f"<p>{t}</p>" for t in texts)


_DE = (
    "Eriwan (dpa) - Armenien schließt einen Austritt aus der Organisation des Vertrags über kollektive Sicherheit nicht aus. Das sagte Ministerpräsident Nikol Paschinjan am 22. Mai 2023 vor der Presse.",
    "Dem Bündnis gehören neben Armenien auch Russland, Belarus, Kasachstan, Kirgistan und Tadschikistan an. Es geht auf einen Vertrag aus dem Jahr 1992 zurück.",
    "Im Januar 2023 hatte Armenien eine Übung des Bündnisses auf seinem Gebiet abgesagt. Im Februar 2024 teilte das Land mit, dass es seine Mitarbeit eingefroren habe.",
)
_FR = (
    "La Finlande est devenue mardi 4 avril 2023 le trente et unième membre de l'Organisation du traité de l'Atlantique nord.",
    "Le drapeau finlandais a été hissé devant le siège de l'alliance à Bruxelles, en présence du président Sauli Niinistö.",
    "Le pays partage avec la Russie une frontière de plus de mille trois cents kilomètres, la plus longue de tous les membres de l'Union européenne.",
    "La Suède, qui avait demandé son adhésion le même jour que sa voisine, est devenue membre le 7 mars 2024.",
)
_ES = (
    "La sonda india Chandrayaan-3 se posó el 23 de agosto de 2023 cerca del polo sur de la Luna, una región a la que ninguna nave había llegado antes.",
    "India es el cuarto país que logra un alunizaje suave, después de la Unión Soviética, los Estados Unidos y China.",
    "El vehículo Pragyan recorrió unos cien metros y midió la composición del suelo durante un día lunar, que dura catorce días terrestres.",
)
_RU = (
    "Премьер-министр Армении Никол Пашинян 22 мая 2023 года заявил, что страна может выйти из Организации Договора о коллективной безопасности.",
    "В организацию входят также Россия, Белоруссия, Казахстан, Киргизия и Таджикистан. Договор был подписан в Ташкенте в 1992 году.",
    "В феврале 2024 года Ереван сообщил, что участие страны в организации заморожено.",
)
_TR = (
    "Türkiye'nin güneydoğusunda 6 Şubat 2023'te art arda iki büyük deprem meydana geldi. İlk depremin büyüklüğü 7,8 olarak ölçüldü.",
    "Depremler on bir ilde yıkıma yol açtı; komşu Suriye'nin kuzeyi de ağır biçimde etkilendi.",
    "Arama kurtarma çalışmalarına doksandan fazla ülkeden gelen ekipler katıldı.",
)
_JA = (
    "英国のチャールズ国王の戴冠式が二〇二三年五月六日、ロンドンのウェストミンスター寺院で行われた。英国での戴冠式は七十年ぶりとなる。",
    "国王は前年の九月に母エリザベス女王の死去に伴い即位していた。式にはおよそ百か国の首脳や王族が出席した。",
    "式典はカンタベリー大主教が執り行い、国王は一六六一年に作られた聖エドワード王冠を授けられた。",
)
_AR = (
    "أعلن رئيس وزراء أرمينيا نيكول باشينيان في الثاني والعشرين من مايو 2023 أن بلاده قد تنسحب من منظمة معاهدة الأمن الجماعي.",
    "وتضم المنظمة إلى جانب أرمينيا كلا من روسيا وبيلاروسيا وكازاخستان وقرغيزستان وطاجيكستان، ويعود تاريخ المعاهدة إلى عام 1992.",
    "وفي فبراير 2024 أعلنت يريفان أنها جمدت مشاركتها في المنظمة.",
)
_PL = (
    "Katedra Notre-Dame w Paryżu została ponownie otwarta 8 grudnia 2024 roku, pięć i pół roku po pożarze, który zniszczył jej dach i iglicę.",
    "Odbudowa kosztowała około siedmiuset milionów euro. Pieniądze pochodziły od trzystu czterdziestu tysięcy darczyńców ze stu pięćdziesięciu krajów.",
    "Iglicę odtworzono według projektu z dziewiętnastego wieku, a konstrukcję dachu zbudowano z dębów z lasów w całej Francji.",
)

PAGES = (
    Truth(  # a newspaper's own system: JSON-LD, lead and crossheads by class, recommendations and comments under it
        "https://zeitung.example.de/politik/armenien-ovks-100.html",
        "<html lang=de><head><title>Armenien erwägt Austritt aus Militärbündnis - Beispiel-Zeitung</title>"
        "<meta property='og:title' content='Armenien erwägt Austritt aus Militärbündnis | Beispiel-Zeitung'>"
        "<meta property='og:site_name' content='Beispiel-Zeitung'>"
        '<script type="application/ld+json">{"@type":"NewsArticle","headline":"Armenien erwägt Austritt aus Militärbündnis",'
        '"datePublished":"2023-05-22T18:16:00+0200","author":{"@type":"Organization","name":"dpa"}}</script></head><body>'
        "<header><nav><a href=/>Start</a> <a href=/politik>Politik</a></nav></header><article class='id-page'>"
        "<h1>Armenien erwägt Austritt aus Militärbündnis</h1><p class='id-story-lead-text'>Ministerpräsident Paschinjan nennt in Eriwan Bedingungen für den Verbleib in der OVKS.</p>"
        f"<p class=story>{_DE[0]}</p><div class='id-ad-slot'>Anzeige</div><h2>Sechs Mitglieder</h2><p class=story>{_DE[1]}</p>"
        "<p><strong>Lesen Sie auch:</strong> <a href=/x>Was die OVKS ist und was sie nicht ist</a></p>"
        f"<p class=story>{_DE[2]} (dpa)</p></article><div class=recommendation><h3>Auch interessant</h3>"
        "<p>Ein ganz anderer Beitrag aus einem anderen Ressort, der hier nur lockt und nichts zur Sache tut.</p></div>"
        "<div id=comments><h3>Kommentare</h3><p>Das sehe ich anders, und zwar schon lange, aber mich fragt ja wieder niemand.</p></div></body></html>",
        "Armenien erwägt Austritt aus Militärbündnis",
        "Ministerpräsident Paschinjan nennt in Eriwan Bedingungen für den Verbleib in der OVKS.",
        (("paragraph", _DE[0]), ("heading", "Sechs Mitglieder"), ("paragraph", _DE[1]), ("paragraph", _DE[2])),
        agency=("dpa",),
        published_at=datetime.fromisoformat("2023-05-22T18:16:00+02:00"),
    ),
    Truth(  # WordPress: classes of blocks, a gallery, sharing, related posts in the same main column
        "https://journal.example.fr/2023/04/finlande-otan/",
        "<html lang=fr><head><title>La Finlande rejoint l'Otan – Le Journal d'exemple</title>"
        "<meta property='og:title' content=\"La Finlande rejoint l'Otan\"><meta property='article:published_time' content='2023-04-04T15:30:00+02:00'></head>"
        "<body class='single post'><div class=site><main><article class='post type-post'><header class=entry-header>"
        "<h1 class=entry-title>La Finlande rejoint l'Otan</h1></header><div class=entry-content>"
        f"<p>{_FR[0]}</p><figure class=wp-block-image><img src=a.jpg><figcaption>Le siège de l'alliance à Bruxelles</figcaption></figure><p>{_FR[1]}</p>"
        f"<h2 class=wp-block-heading>Une longue frontière</h2><p>{_FR[2]}</p><p>À lire aussi : <a href=/b>Pourquoi la Suède attend encore</a></p><p>{_FR[3]}</p>"
        "<div class=sharedaddy><h3>Partager :</h3><ul><li><a href=#>Facebook</a></li></ul></div></div>"
        "<footer class=entry-footer>Publié dans <a href=/monde>Monde</a></footer></article>"
        "<section class=related-posts><h2>Sur le même sujet</h2><p>Un autre article du journal, avec assez de mots pour passer pour un paragraphe du premier.</p></section></main></div></body></html>",
        "La Finlande rejoint l'Otan",
        "",
        (
            ("paragraph", _FR[0]),
            ("caption", "Le siège de l'alliance à Bruxelles"),
            ("paragraph", _FR[1]),
            ("heading", "Une longue frontière"),
            ("paragraph", _FR[2]),
            ("paragraph", _FR[3]),
        ),
        published_at=datetime.fromisoformat("2023-04-04T15:30:00+02:00"),
    ),
    Truth(  # microdata and a bold first paragraph, as many regional papers have it
        "https://diario.example.es/ciencia/chandrayaan-3-luna",
        "<html lang=es><body><div itemscope itemtype='http://schema.org/NewsArticle'><h1 itemprop=headline>India llega al polo sur de la Luna</h1>"
        "<time itemprop=datePublished datetime='2023-08-23T15:00:00+02:00'>23 de agosto</time><div itemprop=articleBody>"
        "<p><b>La misión Chandrayaan-3 convierte a la India en el cuarto país que se posa en la Luna.</b></p>"
        f"{_p(*_ES)}<ul><li>Lanzamiento: 14 de julio de 2023.</li><li>Alunizaje: 23 de agosto de 2023.</li></ul>"
        "<p>Suscríbete a nuestro boletín y recibe cada mañana las noticias de ciencia en tu correo.</p></div></div></body></html>",
        "India llega al polo sur de la Luna",
        "La misión Chandrayaan-3 convierte a la India en el cuarto país que se posa en la Luna.",
        (
            *(("paragraph", t) for t in _ES),
            ("item", "Lanzamiento: 14 de julio de 2023."),
            ("item", "Alunizaje: 23 de agosto de 2023."),
        ),
        published_at=datetime.fromisoformat("2023-08-23T15:00:00+02:00"),
    ),
    Truth(  # an old table of a page without any name, parted by line breaks
        "https://vesti.example.ru/news/1.html",
        "<html><head><title>Армения может выйти из ОДКБ | Пример</title></head><body><table><tr><td><a href=/>Главная</a><br><a href=/mir>В мире</a></td>"
        f"<td><h1>Армения может выйти из ОДКБ</h1>22.05.2023, 18:16<br><br>{'<br><br>'.join(_RU)} (Рейтер)<br><br>Читайте также: <a href=/2.html>Что такое ОДКБ</a></td></tr></table></body></html>",
        "Армения может выйти из ОДКБ",
        "",
        tuple(("paragraph", t) for t in _RU),
        agency=("Reuters",),
        published_at=datetime.fromisoformat("2023-05-22T18:16:00+03:00"),
    ),
    Truth(  # utility classes only, texts in divs, a share list and a sidebar in the article's element
        "https://haber.example.com.tr/gundem/deprem",
        "<html lang=tr><head><meta property='og:title' content='Güneydoğuda iki büyük deprem'><meta name=datePublished content='2023-02-06T12:00:00+03:00'></head>"
        "<body class='text-base'><main class='mx-auto px-5'><article class='flex w-full'><div class='w-2/3'><h1 class='text-3xl'>Güneydoğuda iki büyük deprem</h1>"
        "<h2 class='text-base mb-4'>Arama kurtarma ekipleri on bir ilde çalışıyor, yardımlar bölgeye ulaşıyor.</h2>"
        "<ul class='widget-share flex'><li>facebook</li><li>whatsapp</li></ul><div class='cms-container'>"
        + "".join(f"<div class='mb-5'>{t}</div>" for t in _TR)
        + "</div></div><aside class='w-1/3'><div>Bu köşede günün en çok okunan haberleri ve bütün yazarların son yazıları yer alıyor.</div></aside></article></main></body></html>",
        "Güneydoğuda iki büyük deprem",
        "Arama kurtarma ekipleri on bir ilde çalışıyor, yardımlar bölgeye ulaşıyor.",
        tuple(("paragraph", t) for t in _TR),
        published_at=datetime.fromisoformat("2023-02-06T12:00:00+03:00"),
    ),
    Truth(  # Japanese: no spaces, full-width marks, a credit in brackets and a member's note
        "https://shimbun.example.jp/articles/a1",
        "<html lang=ja><head><title>チャールズ国王が戴冠　英国で七十年ぶり：例の新聞</title><meta property='og:site_name' content='例の新聞'>"
        "<meta property='og:title' content='チャールズ国王が戴冠　英国で七十年ぶり：例の新聞'><meta property='article:published_time' content='2023-05-06T21:00:00+09:00'></head>"
        f"<body><main><h1>チャールズ国王が戴冠　英国で七十年ぶり</h1><div class=body>{_p(*_JA[:2])}<p>{_JA[2]}（共同）</p></div>"
        "<div class=note><p>有料会員になると会員限定の有料記事もお読みいただけます。</p></div></main></body></html>",
        "チャールズ国王が戴冠　英国で七十年ぶり",
        "",
        tuple(("paragraph", t) for t in _JA),
        agency=("Kyodo",),
        published_at=datetime.fromisoformat("2023-05-06T21:00:00+09:00"),
    ),
    Truth(  # Arabic, right to left, with links to related news between the paragraphs
        "https://akhbar.example.net/news/7",
        "<html lang=ar dir=rtl><head><meta property='og:title' content='أرمينيا تلوح بالانسحاب من معاهدة الأمن الجماعي'></head><body><div class=container>"
        "<h1>أرمينيا تلوح بالانسحاب من معاهدة الأمن الجماعي</h1><div class=article-body>"
        f"<p>{_AR[0]}</p><p>اقرأ أيضا: <a href=/8>ما هي منظمة معاهدة الأمن الجماعي</a></p><p>{_AR[1]}</p><p>{_AR[2]}</p></div>"
        "<div class=tags><a href=/t>أرمينيا</a></div></div></body></html>",
        "أرمينيا تلوح بالانسحاب من معاهدة الأمن الجماعي",
        "",
        tuple(("paragraph", t) for t in _AR),
    ),
    Truth(  # a paywall's free start beside its hidden rest, a pulled quote, a biography at the end
        "https://gazeta.example.pl/kultura/notre-dame",
        "<html lang=pl><head><meta property='og:title' content='Notre-Dame znów otwarta'>"
        '<script type="application/ld+json">{"@type":"NewsArticle","headline":"Notre-Dame znów otwarta","author":[{"@type":"Person","name":"Anna Przykładowa"}],'
        '"datePublished":"2024-12-08T10:00:00Z"}</script></head><body><article><header><h1>Notre-Dame znów otwarta</h1>'
        "<p class=article-lead>Paryska katedra przyjmuje wiernych po ponad pięciu latach odbudowy.</p></header>"
        f"<div class=content><p>{_PL[0]}</p><div class=metered-content><p>{_PL[1]}</p><div class=pullquote><blockquote>Odbudowa kosztowała około siedmiuset milionów euro.</blockquote></div>"
        f"<p>{_PL[2]}</p><p>Anna Przykładowa jest korespondentką działu kultury i mieszka w Paryżu.</p></div></div></article></body></html>",
        "Notre-Dame znów otwarta",
        "Paryska katedra przyjmuje wiernych po ponad pięciu latach odbudowy.",
        tuple(("paragraph", t) for t in _PL),
        authors=("Anna Przykładowa",),
        published_at=datetime.fromisoformat("2024-12-08T10:00:00+00:00"),
    ),
)
