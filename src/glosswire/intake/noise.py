"""The words by which pages mark what stands beside an article: in the names of elements and in texts."""

import re
from functools import lru_cache

_LEADS_ELSEWHERE = (
    "related|featured(?!-image)|relacionad\\w*|relacionats|recirculation|recommend\\w*|recommand\\w*|recomend\\w*|empfehlung\\w*|teasers?|teaser-?(?:box|list|grid)|"
    "readmore|read-?(?:more|also|next)|more-?(?:news|on|stories|articles)|most-?read|meistgelesen|popular|trending|outbrain|taboola|"
    "plista|ligatus|carousel|slider|swiper|slideshow|ticker|up-?next|weiterlesen|mehr-?zum-?thema|lesen-sie-auch|"
    "auch-interessant|lire-?aussi|a-lire|lees-?ook|czytaj\\w*|ilgili-?haber\\w*|onward|link-?(?:list|box)|see-?also|crosslinks?|"
    "(?:next|prev|previous)-article|tags?|tag-?(?:list|cloud)|tags-links|keywords|topics|topic-?list|breadcrumbs?|pagination|"
    "pager|navigation|navi|navbar|nav|menu|submenu|table-?of-?contents|inhaltsverzeichnis"
)
_ASKS = (
    "share|sharing|share-?bar|social|socials|social-?(?:media|links|bar)|follow-?us|newsletter\\w*|subscri\\w+|abo|abo-?box|"
    "signup|sign-?up|register|login|log-?in|promo\\w*|marketing|advert\\w*|anzeigen?|werbung|ad-?(?:slot|container|wrapper|label|unit)|"
    "advertorial|sponsor\\w*|reklame?|publicidad|publicite|reklama|donat\\w+|spenden|cookie\\w*|consent|gdpr|cmp|toast|modal|"
    "pop-?up|overlay|tooltip|survey|poll|quiz|app-?download|toolbar|tool-?bar|cite|cite-?\\w+|citation-tool|feedback|"
    "o?embed|display-embed|external-?content|opt-?in|two-?click|twitter-tweet|instagram-media|tiktok-embed|call-?to-?action|cta"
)
_OF_OTHERS = (
    "comments?|kommentare?|commentaires?|comentarios|commenti|disqus|user-?comments|rating|"
    "author-?(?:bio|box|info|card|teaser|details|description|profile)|about-?(?:the-?)?author|bio|biography|autorenbox|autoren-?info|"
    "bylines?|by-?line|dateline|timestamp|publish-?date|meta-?data|article-?(?:meta|info)|impressum|copyright|colophon|"
    "footer|(?:site|page)-?(?:footer|header)|masthead|sidebar|side-?bar|rail|right-?col\\w*|marginal\\w*|"
    "info-?box|infobox\\w*|fact-?(?:box|sheet)|faktabox|faktaruta|faktenbox|zusatzinfo|"
    "ai-?(?:article-?)?summary|ai-content|summary-box|key-?(?:points|facts|takeaways)|tl-?dr|blockquote__(?:author|credentials)|quote-?author|correction-?form"
)
_UNSEEN = "is-hidden|skip-?links?|sr-?only|visually-?hidden|screen-?reader-?text|print-?only|stock-?quote"
_PICTURE = (
    "caption|credits?|lightbox|gallery|galerie|bildergalerie|fotostrecke|image|img|bild|absatzbild|photo|foto|picture|figure|"
    "pic|pic-?box|newsitem-image|media-?(?:caption|info|element)|(?:video|audio|podcast)-?player|player|video|teaser-?image"
)
_NOISE = re.compile(
    rf"(?:^|[\s_-])(?:{'|'.join((_LEADS_ELSEWHERE, _ASKS, _OF_OTHERS, _UNSEEN))})(?=$|[\s_-](?!\d))"
    r"|(?:^|\s|__)ads?(?=$|[\s_-])|[_-]ads?(?=$|\s)"  # not within: identifiers are full of "ad"
)
_ELSEWHERE = re.compile(
    r"(?:^|[\s_-])(?:most-?read|meistgelesen|outbrain|taboola|recommendations?|read-?(?:also|next)|see-?also)(?=$|[\s_-])"
)
_PICTURE_NAME = re.compile(rf"(?:^|[\s_-])(?:{_PICTURE})(?=$|[\s_\d-])")
_NOISE_TAGS = frozenset("footer nav aside".split())
_CLASSES_OF_TOOLS = re.compile(
    r"\S*[\[\]():!/@]\S*|(?:no-?ads?|has|with|is-not)-\S*"
)  # Tailwind's, and statements of what is not


@lru_cache(maxsize=8192)
def is_noise(label: str) -> bool:
    """Whether an element calls itself something beside an article's body."""
    return label.partition(" ")[0] in _NOISE_TAGS or bool(_NOISE.search(_names(label)))


@lru_cache(maxsize=8192)
def leads_elsewhere(label: str) -> bool:
    """Whether an element calls itself what no page calls its own text, however little else the page has."""
    return bool(_ELSEWHERE.search(label.partition(" ")[2]))


@lru_cache(maxsize=8192)
def is_picture(label: str) -> bool:
    """Whether an element calls itself a picture or what belongs to one."""
    return label.startswith("figure ") or bool(_PICTURE_NAME.search(_names(label)))


@lru_cache(maxsize=1024)  # of one page: each label is asked about twice
def _names(label: str) -> str:
    """What an element calls itself, without what its style sheet's tools say."""
    return _CLASSES_OF_TOOLS.sub(" ", label.partition(" ")[2])


_READ_ALSO = re.compile(
    r"\W*(?:lesen sie (?:auch|dazu|hier|mehr|jetzt|außerdem)|lest (?:auch|dazu)|mehr (?:zum thema|dazu|lesen|zu)|auch interessant|siehe auch|"
    r"das könnte sie|passend dazu|weiterlesen|hintergrund:|zum thema|read (?:also|more|next)|also read|see also|more on|related|recommended|"
    r"you may (?:also )?like|don't miss|(?:à )?lire (?:aussi|également)|voir aussi|sur le même sujet|le[ae] (?:también|más)|te puede interesar|"
    r"más información|puedes leer|leggi anche|legge?re anche|per approfondire|leia (?:também|mais)|veja (?:também|mais)|saiba mais|lees ook|"
    r"læs også|les også|läs också|läs mer|les mer|læs mere|lue myös|lesið? (?:líka|meira)|czytaj (?:też|także|również|więcej)|"
    r"zobacz (?:też|także|również)|przeczytaj|čtěte (?:také|dále)|přečtěte si|čítajte (?:aj|tiež)|prečítajte|citeș?ș?te ș?i|citiți ș?i|"
    r"прочетете (?:още|и)|вижте още|чита(?:йте|ть) (?:также|ещ[её]|також|по теме)|смотрите также|по теме|дивіться також|більше за темою|"
    r"ilgili haber|bunu da oku|ayrıca bakın|اقر[أا] (?:أيض|ايض|المزيد)|شاهد أيض|بیشتر بخوانید|همچنین بخوانید|یہ بھی پڑھیں|यह भी पढ़ें|ये भी पढ़ें|इसे भी पढ़ें|"
    r"【?(?:関連|あわせて読みたい|写真|動画)|関連記事|관련 ?기사|相关(?:新闻|阅读|报道)|延伸阅读|推荐阅读|baca juga|simak juga|xem thêm|đọc thêm|"
    r"διαβάστε (?:επίσης|ακόμ|και)|δείτε επίσης|olvas[sd]|lásd még|pročitajte|preberite|lexo (?:edhe|gjithashtu)|კითხეთ ასევე|կարդա|oxuyun|"
    r"skaityk|lasi arī|loe (?:ka|lisaks)|קראו (?:עוד|גם)|อ่าน(?:เพิ่ม|ต่อ|ข่าว)|ข่าวที่เกี่ยวข้อง)",
    re.I,
)
# Of texts in lower case, and each part begins with a letter of its own: so it is found ten times faster.
_NAGS = re.compile(
    r"an dieser stelle findest du|obsah vložený z jiného webu|anmeldung zum .{0,30}newsletter|hier finden sie informationen zu dem thema|"
    r"externe[rn]? inhalt|damit (?:externe )?inhalte (?:von .{2,30} )?angezeigt|"
    r"dass mir (?:externe )?inhalte (?:von .{2,30} )?angezeigt|an drittplattformen|"
    r"empfohlener (?:redaktioneller|externer) inhalt|mit klick auf|newsletter (?:an|abonn)|für (?:unseren|den) .{0,40}newsletter|hat ihnen (?:dieser|der) artikel gefallen|"
    r"unterstützen sie uns|ihre meinung ist uns wichtig|schreiben sie uns|senden sie uns ihr|haben sie (?:fragen|hinweise|anregungen)|haben hinweise zum|"
    r"folgen sie uns|folgt uns|jetzt abonnieren|jetzt registrieren|affiliate|provisions-?links?|"
    r"sign up (?:for|to)|subscribe (?:to|now)|follow us on|click here to|download (?:the|our) app|support our journalism|have you got a (?:story|tip)|"
    r"inscrivez-vous|abonnez-vous|s'abonner|suscr[ií]bete|síguenos|iscriviti|seguici|assine|inscreva-se|schrijf je in|abonneer|zapisz się|"
    r"подпис(?:ывайтесь|аться|уйтесь)|підпис(?:уйтесь|атися)|abone ol|takip ed(?:in|ebilirsiniz)|تابعونا|اشترك|عضو شوید|सब्सक्राइब|"
    r"有料会員|会員限定|有料記事|無料登録|구독|订阅|扫码|关注我们|tilmeld dig|meld deg på|prenumerera|przeczytaj cały|odebírejte|přihlaste se k odběru|"
    r"maschinelle übersetzung eines|translated (?:by|with) (?:ai|deepl|google)|lest den originalartikel|all rights reserved|alle rechte vorbehalten|"
    r"無断転載|本網站|版权所有|責任編輯|责任编辑|무단 ?전재"
)
_PHOTO = re.compile(
    r"(?:©|\(c\)|(?:\b|_)(?:fotos?|photos?|bild(?:er|quelle)?|ljósmynd|fotograf|archivfoto|symbolfoto|image|crédits?|credit|zdjęcie|foto de|imagen|görsel)"
    r"\b\s?[:/]|(?:фото|foto|写真|사진|图|צילום|تصویر|الصورة|فتوغراف|φωτο)\s?[:：/=])\s?\S.{0,70}$",
    re.I,
)
_PLAYED = re.compile(r"(?:^|[\s|•·(])\d{1,3}:\d\d(?::\d\d)?\s?min(?:\.|uten|utes|utos|uti|uter|utter)?\)?$", re.I)
_STAMP_WORDS = frozenset(
    "am um uhr min minuten minutes minutos lesezeit lesedauer audio video stand le à h vom at de la los a".split()
)
_PUBLISHED = re.compile(
    r"(?:publié|mis à jour|veröffentlicht|aktualisiert|stand:|published|updated|last updated|publicado|actualizado|"
    r"pubblicato|aggiornato|atualizado|gepubliceerd|bijgewerkt|opublikowano|aktualizacja|publisert|oppdatert|publicerad|"
    r"uppdaterad|publiceret|opdateret|опубликовано|обновлено|опубліковано|оновлено|yayınlanma|güncelleme)\b.*\d"
    r"(?:\s?uhr|\s?h|\s?[ap]\.?m\.?)?(?:\s?\(?[A-Z]{2,4}\)?)?$",
    re.I,
)
_YEAR = re.compile(r"(?:19|20)\d\d")
_PHOTO_START = re.compile(r"(?:©|写真：|【写真】|फोटो|foto:|фото:|photo:)", re.I)


@lru_cache(maxsize=1024)  # each piece of a page is asked for two or three times
def is_aside(text: str, link_share: float) -> bool:
    """Whether a text sends its reader elsewhere, or wants something of him: "Lesen Sie auch: …"."""
    if len(text) > 420:
        return False
    if _NAGS.search(text.lower()):
        return True
    return bool(_READ_ALSO.match(text)) and (link_share > 0.25 or len(text) < 60 or ":" in text[:40])


@lru_cache(maxsize=1024)
def is_photo_line(text: str) -> bool:
    """Whether a text is a picture's or a film's: it ends in the photographer's credit or its length, or starts so."""
    if len(text) < 300 and bool(_PHOTO_START.match(text) or _PHOTO.search(text[-120:])):
        return True
    return len(text) < 600 and bool(_PLAYED.search(text[-30:]))


def is_stamp(text: str) -> bool:
    """Whether a text only says when something was published, or how long it takes: `Publié le 18 juil. 2024 à 08:01`."""
    if len(text) > 120 or not any(char.isdigit() for char in text):
        return False
    words = re.findall(r"[^\W\d_]+", text.lower())
    return all(word in _STAMP_WORDS for word in words) or bool(_PUBLISHED.match(text) and _YEAR.search(text))


_CREDIT = re.compile(
    r"[\s,;(\[–—-]*(?:©|\(c\)|\b(?:fotos?|photos?|bild(?:er|quelle)?|image|quelle|crédits?(?: photo)?|credit|zdjęcie|"
    r"ljósmynd|archivfoto|symbolfoto|imagen|görsel)\s?[:/]|(?:фото|写真|사진)\s?[:：/=])\s?(?P<credit>[^©]{2,120}?)[\])\s]*$",
    re.I,
)


def part_credit(caption: str) -> tuple[str, str]:
    """A caption's text and its photographer's credit, each empty where there is none."""
    found = _CREDIT.search(caption)
    return (caption[: found.start()].strip(), found["credit"].strip()) if found else (caption, "")


_LABEL = re.compile(
    r"^(?:(?:bild)?legende|bildunterschrift|bildtext|légende|(?:image )?caption|pie de foto|leyenda|didascalia|"
    r"billedtekst|bildetekst)\s?:\s*",
    re.I,
)
_MORE = re.compile(
    r"\s+(?:vis (?:mere?|mindre)|visa mer|(?:mehr|weniger) anzeigen|show (?:more|less)|ver más|voir plus|toon meer)$",
    re.I,
)
_GLUED = re.compile(
    r"(?<=[^\W_]{3}[.!?])(?=[A-ZÀ-ÖØ-Þ][a-zß-ÿ])|(?<=[\w.!?»”“\")])(?=©|(?:Foto|Photo|Bild|Image|Quelle|Video|Ljósmynd)s?\s?:)"
)


def tidy_caption(text: str) -> str:
    """A caption without its label and its button, and with a space before a credit that is glued to it."""
    return _GLUED.sub(" ", _MORE.sub("", _LABEL.sub("", text)))
