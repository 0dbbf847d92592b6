"""Words that attribute speech, by language: verbs of saying, what means "according to", and pronouns that speak.

Ordinary words of news prose, chosen by hand. `*` at a form's end stands for any ending, inside it for a space.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

_VERBS: Mapping[str, str] = {
    "en": "said says say told tells added adds wrote writes stated explained explains stressed warned warns noted notes argued"
    " argues claimed insisted emphasised emphasized declared tweeted posted asked asks replied answered continued recalled"
    " reported announced concluded called commented joked quipped admitted confirmed",
    "de": "sagt sagte sagten sagen gesagt erklärt erklärte erklärten betont betonte schreibt schrieb schrieben meint meinte"
    " berichtet berichtete berichteten ergänzt ergänzte warnt warnte warnten kündigte teilte mitgeteilt fügte hinzu fragt"
    " fragte antwortet antwortete kommentiert kommentierte zitiert zitierte bekräftigte bestätigt bestätigte erzählt erzählte"
    " erläutert erläuterte schmunzelte lobt lobte kritisiert kritisierte fordert forderte forderten resümiert resümierte"
    " unterstreicht unterstrich hob äußerte äussert äusserte heißt hieß heisst hiess bilanziert bilanzierte twitterte postete"
    " versichert versicherte behauptet behauptete gesteht gestand verrät verriet freut freute führte schilderte schildert"
    " findet befand urteilt urteilte analysiert analysierte gibt gab bemerkte verkündete verlautbarte wetterte rief sprach",
    "fr": "dit disait déclaré déclare déclarait affirmé affirme affirmait expliqué explique expliquait ajouté ajoute ajoutait"
    " souligné souligne indiqué indique précisé précise lancé lance estimé estime estimait assuré assure assurait confié"
    " confie raconté raconte racontait écrit écrivait répondu répond poursuit poursuivi conclut conclu rappelle rappelé"
    " insisté insiste martelé réagi réagit annoncé annonce témoigne témoigné commente commenté note noté regrette regretté"
    " détaille détaillé reconnaît reconnu prévient prévenu dénonce dénoncé salué salue juge jugé résume résumé glisse avoue",
    "es": "dijo dice decía dicho declaró declara declarado afirmó afirma afirmado aseguró asegura asegurado explicó explica"
    " explicado añadió añade añadido agregó agrega señaló señala señalado indicó indica destacó destaca destacado subrayó"
    " subraya subrayado manifestó manifiesta manifestado advirtió advierte apuntó apunta recalcó recalca recalcado insistió"
    " insiste insistido comentó comenta comentado escribió escribe respondió responde preguntó reiteró reitera sostuvo sostiene"
    " expresó expresa relató relata contó cuenta contado concluyó concluye confesó confiesa reconoció reconoce precisó precisa"
    " puntualizó sentenció lamentó lamenta detalló detalla exigió denunció denuncia aclaró enfatizó remarcó valoró",
    "pt": "disse diz dizia declarou declara afirmou afirma explicou explica acrescentou acrescenta destacou destaca ressaltou"
    " ressalta informou informa comentou comenta contou conta escreveu escreve respondeu responde alertou alerta garantiu"
    " garante frisou sublinhou salientou referiu adiantou relatou relata concluiu conclui revelou revela lamentou avaliou"
    " pontuou completou reforçou enfatizou observou criticou assegurou questionou defendeu defende",
    "it": "detto dice diceva dichiarato dichiara spiegato spiega aggiunto aggiunge affermato afferma sottolineato"
    " sottolinea scritto scrive raccontato racconta commentato commenta ribadito ribadisce risposto risponde osservato"
    " annunciato precisato precisa concluso conclude ricordato ricorda ammesso avvertito sostiene assicurato confessa",
    "nl": "zei zeiden zegt zeggen vertelt vertelde verklaart verklaarde schrijft schreef stelt stelde benadrukt benadrukte"
    " meldt meldde antwoordt antwoordde waarschuwt waarschuwde voegt vindt reageert reageerde legt aldus klinkt liet besluit"
    " noemt concludeert gezegd",
    "sv": "säger sa sade skriver skrev berättar berättade uppger uppgav menar menade förklarar förklarade tillägger svarar"
    " svarade kommenterar konstaterar betonar anser står",
    "da": "siger sagde skriver skrev fortæller fortalte forklarer forklarede mener mente tilføjer udtaler udtalte svarer"
    " svarede lyder lød fastslår understreger udbryder oplyser spørger spurgte",
    "nb": "sier sa skriver skrev forteller fortalte forklarer forklarte mener mente legger uttaler uttalte svarer svarte"
    " opplyser opplyste kommenterer understreker påpeker fortsatte fortsetter",
    "is": "segir sagði segja skrifar svarar svaraði bætir heldur spyr lýsir útskýrir",
    "fi": "sanoo sanoi kertoo kertoi kirjoittaa kirjoitti toteaa totesi arvioi vastaa vastasi huomauttaa korostaa jatkaa"
    " kommentoi selittää muistuttaa",
    "cs": "řekl* říká řekli uvedl* uvádí dodal* dodává prohlásil* vysvětlil* vysvětluje sdělil* popsal* popisuje napsal* píše"
    " potvrdil* upozornil* zdůraznil* doplnil* komentoval* reagoval* konstatoval* tvrdí cituje míní připomněl* odpověděl*"
    " oznámil* varoval* vyzval*",
    "sk": "povedal* hovorí uviedol uvied* dodal* dodáva vyhlásil* vysvetlil* informoval* napísal* píše potvrdil* upozornil*"
    " zdôraznil* skonštatoval* tvrdí odpovedal*",
    "pl": "powiedział* mówi mówił* oświadczył* stwierdził* stwierdza dodał* dodaje podkreślił* podkreśla napisał* pisze"
    " przekazał* poinformował* zaznaczył* zaznacza ocenił* ocenia wyjaśnił* wyjaśnia tłumaczy tłumaczył* argumentował*"
    " zapowiedział* ostrzegł* ostrzega przyznał* przyznaje zauważył* zauważa odpowiedział* skomentował* komentuje zapewnił*"
    " apelował* relacjonuje czytamy podsumował* pyta",
    "ru": "сказал* говорит говорил* заявил* заявляет заявляют добавил* добавляет отметил* отмечает отмечают подчеркнул*"
    " подчеркивает подчёркивает сообщил* сообщает рассказал* рассказывает пояснил* поясняет объяснил* объясняет написал*"
    " пишет уточнил* уточняет ответил* отвечает спросил* считает уверен уверена признал* признался призналась предупредил*"
    " цитирует резюмировал* констатировал* напомнил* прокомментировал* продолжил* попросил* говорится указал* утверждает"
    " начал* продолжает заключил* подытожил* возразил* воскликнул* обратил* поделил* выразил* заверил* цитируют",
    "uk": "сказав сказала сказали каже говорить заявив заявила заявили заявляє додав додала додає зазначив зазначила зазначає"
    " наголосив наголосила підкреслив підкреслила повідомив повідомила повідомляє розповів розповіла розповідає пояснив"
    " пояснила пояснює написав написала пише уточнив відповів відповіла вважає переконаний переконана зауважив нагадав"
    " попередив підсумував цитує йдеться наголошує підкреслює стверджує",
    "be": "сказаў сказала кажа заявіў заявіла адзначыў адзначыла падкрэсліў дадаў дадала піша паведаміў расказаў тлумачыць",
    "bg": "каза казва заяви заявява добави добавя подчерта подчертава обясни обяснява посочи съобщи написа пише коментира"
    " отбеляза допълни отговори разказа предупреди",
    "sr": "rekao rekla kaže rekli izjavio izjavila naveo navela dodao dodala istakao istakla naglasio naglasila objasnio objavio"
    " napisao poručio poručila saopštio pojasnio рекао рекла каже изјавио изјавила навео навела додао додала истакао истакла"
    " нагласио објаснио поручио саопштио",
    "hr": "rekao rekla kaže rekli izjavio izjavila naveo navela dodao dodala istaknuo istaknula naglasio naglasila objasnio"
    " objavio napisao poručio poručila priopćio pojasnio kazao kazala",
    "sl": "dejal* povedal* pravi poudaril* dodal* pojasnil* zapisal* sporočil* izjavil* ocenil*",
    "hu": "mondta mondja közölte írta írja hangsúlyozta hozzátette kijelentette elmondta fogalmazott válaszolta jelentette szerint",
    "ro": "declarat declară spus spune afirmat afirmă adăugat adaugă precizat precizează explicat explică scris scrie transmis"
    " transmite subliniat subliniază anunțat menționat susține povestit povestește răspuns avertizat conchis",
    "el": "είπε λέει δήλωσε δηλώνει τόνισε τονίζει ανέφερε αναφέρει πρόσθεσε προσθέτει υπογράμμισε σημείωσε σημειώνει έγραψε γράφει"
    " εξήγησε εξηγεί απάντησε υποστήριξε επισήμανε σχολίασε",
    "tr": "dedi diyor dediler söyledi söyledi* belirtti kaydetti ifade* konuştu açıkladı vurguladı ekledi aktardı yazdı anlattı"
    " sordu cevapladı yanıtladı uyardı paylaştı bildirdi savundu değerlendirdi değerlendirmesi* değerlendirmesinde sözlerini"
    " diye dile kullandı açıklamasında",
    "az": "dedi bildirdi söylədi deyib bildirib əlavə qeyd vurğuladı yazıb",
    "ar": "قال قالت قالوا وقال وقالت أضاف أضافت وأضاف وأضافت أكد أكدت وأكد صرح صرحت وصرح أوضح أوضحت وأوضح أعلن أعلنت وأعلن ذكر ذكرت وذكر"
    " كتب كتبت وكتب أشار وأشار وأشارت شدد وشدد اعتبر واعتبر قائلا قائلة يقول تقول ويقول وتابع وتابعت حذر وحذر",
    "fa": "گفت گفته می‌گوید میگوید افزود اظهار نوشت نوشته کرد تاکید تأکید گفتند خاطرنشان بیان تصریح اعلام پرسید",
    "ur": "کہا کہنا بتایا لکھا",
    "he": "אמר אמרה אמרו הוסיף הוסיפה מסר מסרה כתב כתבה הצהיר הצהירה הסביר הסבירה ציין ציינה טען טענה הדגיש לדברי סיפר סיפרה",
    "hi": "कहा कहना बताया बोले बोला बोलीं लिखा पूछा दोहराया जोड़ा बताते कहते",
    "mr": "म्हणाले म्हणाला म्हणाल्या सांगितले म्हटले",
    "bn": "বলেন বলেছেন বললেন জানান জানিয়েছেন লিখেছেন বলে",
    "zh": "表示 说 說 称 稱 指出 强调 強調 认为 認為 告诉 告訴 坦言 回应 回應 写道 寫道 宣布 透露 介绍 介紹 补充 補充 解释 解釋 呼吁 呼籲"
    " 问 問 道 批评 批評 警告 重申",
    "ja": "述べた 述べ 話した 話す 語った 語る 語り 言う 言った 述べている コメントした コメント 説明した 説明する 強調した 強調 訴えた 訴える 明かした"
    " 明らかにした 発表した 呼びかけた 呼びかけている 指摘した 指摘する 回答した 答えた つづった 書いた 書き込んだ 投稿した 表明した 主張した"
    " 主張する 批判した とした としている 話している 話し 振り返った 伝えた 警告した 力を込めた 話題を呼んだ",
    "ko": "말했다 말한다 밝혔다 전했다 강조했다 설명했다 덧붙였다 주장했다 했다 한다 지적했다 말하며 밝히며 적었다 썼다 답했다 물었다 비판했다"
    " 당부했다 말했습니다 밝혔습니다 전했습니다 결심했다 토로했다 반박했다 경고했다 평가했다 언급했다",
    "hy": "ասաց ասել ասում նշեց նշել հայտարարեց հայտարարել ընդգծեց հավելեց գրել գրեց պատմեց ասացին հայտնեց ասելով շեշտեց",
    "ka": "თქვა ამბობს განაცხადა აცხადებს აღნიშნა აღნიშნავს დასძინა წერს დაწერა უთხრა განმარტა",
    "id": "kata ujar ucap tutur katanya ujarnya tuturnya jelas jelasnya ungkap ungkapnya tegas tegasnya tulis mengatakan"
    " menyatakan menambahkan menjelaskan menegaskan imbuhnya sebut",
    "ms": "kata katanya ujar ujarnya tegas tegasnya menurut beliau berkata menambah memberitahu",
    "vi": "nói cho*biết phát*biểu khẳng*định nhấn*mạnh viết chia*sẻ tuyên*bố",
    "sw": "amesema alisema anasema wamesema aliongeza ameongeza amebainisha ameeleza alieleza aliandika",
    "zu": "kusho uthe usho uthi bekusho",
    "xh": "utshilo uthe uthi watsho",
    "af": "sê gesê het skryf voeg verduidelik vertel",
    "ca": "va*dir diu ha*dit afirma afirmat assegurat assegura explica explicat declarat declara afegit afegeix subratllat",
    "gl": "dixo di afirmou asegurou explicou engadiu sinalou declarou indicou",
    "eu": "esan dio azaldu adierazi gaineratu",
    "et": "ütles lausus rääkis märkis selgitas kirjutas lisas ütleb sõnas",
    "lv": "teica sacīja norādīja uzsvēra piebilda stāsta raksta",
    "lt": "sakė teigė pabrėžė pridūrė rašė kalbėjo pasakojo",
}
# "According to X" and its like, before or behind the name.
_ACCORDING: Mapping[str, str] = {
    "en": "according*to",
    "de": "laut zufolge so nach*angaben nach*worten",
    "fr": "selon d'après d’après pour",
    "es": "según",
    "pt": "segundo conforme",
    "it": "secondo",
    "nl": "volgens aldus",
    "sv": "enligt",
    "da": "ifølge",
    "nb": "ifølge",
    "fi": "mukaan",
    "cs": "podle",
    "sk": "podľa",
    "pl": "zdaniem według",
    "ru": "по*словам по*мнению",
    "uk": "за*словами на*думку",
    "ro": "potrivit",
    "el": "σύμφωνα*με",
    "tr": "göre",
}
_PRONOUNS: Mapping[str, str] = {
    "en": "he she",
    "de": "er sie dieser diese",
    "fr": "il elle t-il t-elle",
    "es": "él ella",
    "pt": "ele ela",
    "it": "lui lei",
    "nl": "hij zij ze",
    "sv": "han hon",
    "da": "han hun",
    "nb": "han hun",
    "is": "hann hún",
    "ru": "он она",
    "uk": "він вона",
    "be": "ён яна",
    "bg": "той тя",
    "hy": "նա",
    "zu": "yena",
}
_KIN = {"no": "nb", "nn": "nb", "bs": "hr", "cnr": "sr", "sh": "sr", "mk": "bg", "fo": "da", "lb": "de", "yue": "zh"}
UNSPACED = frozenset({"zh", "ja"})


@dataclass(frozen=True, slots=True)
class Sayings:
    """A language's words of attribution, ready to be looked for; `pronoun` matches one that speaks."""

    verb: re.Pattern[str]
    according: re.Pattern[str] | None
    pronoun: re.Pattern[str] | None


@lru_cache(maxsize=128)
def sayings_of(language: str) -> Sayings | None:
    """The words of a language by its first subtag; None where there is no list, so that no speech is told there."""
    known = language if language in _VERBS else _KIN.get(language, language)
    verbs = _VERBS.get(known)
    if verbs is None:
        return None
    according, pronouns = _ACCORDING.get(known, ""), _PRONOUNS.get(known, "")
    return Sayings(
        _pattern(verbs, known),
        _pattern(according, known) if according else None,
        _pattern(pronouns, known) if pronouns else None,
    )


def languages() -> frozenset[str]:
    """The languages that have a list of their own."""
    return frozenset(_VERBS)


def _pattern(forms: str, language: str) -> re.Pattern[str]:
    found = sorted(forms.split(), key=lambda form: (-len(form), form))
    joined = "|".join(_form(form) for form in found)
    if language in UNSPACED:
        return re.compile(joined)
    # Korean verbs stand behind a quotation's particle, `라고했다`; a Turkish suffix behind an apostrophe.
    before = "" if language == "ko" else r"(?<!\w)"
    return re.compile(rf"{before}(?:{joined})(?!\w)", re.IGNORECASE)


def _form(form: str) -> str:
    if form.endswith("*"):
        return re.escape(form[:-1]) + r"\w{0,4}"
    return r"\s".join(map(re.escape, form.split("*")))
