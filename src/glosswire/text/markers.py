"""Words and letters that tell close languages apart, and Chinese characters that tell its two scripts apart.

Each word stands only under the languages of its group that write it so; what all of a group share is left out.
"""

from collections.abc import Mapping

# Tags of languages that detectors mix up, with words that the others of the group do not have, or not so spelt.
_WORDS: Mapping[str, str] = {
    # Danish, the two Norwegians, Swedish, Faroese
    "da": "af efter op ud nu blev bliver blevet sig mig dig siger sagde noget nogen nogle gennem mellem uge ugen uger"
    " tilbage mod uden hende ind hvad igen meget også kun ikke været være hvordan jeg hun de det en et og at er for"
    " gør går får lige børn dage bedre højere nej hvis selvom ifølge mennesker sammen politi regeringen syv halv fordi",
    "nb": "av etter opp ut nå ble blir blitt seg meg deg sier sa noe noen gjennom mellom uke uken uka tilbake mot uten"
    " henne inn hva igjen mye også bare ikke vært være hvordan jeg hun de det en et og at er for gjør går får like barn"
    " dager bedre høyere nei hvis ifølge mennesker sammen politi regjeringen sju halv fordi ettersom gikk fikk",
    "nn": "ikkje eg dei ein eit frå vert vart kva korleis meir mykje nokon nokre noko sjølv berre òg saman då gjer seier"
    " blei ho hennar deira vere vore kven kvar mellom etter av opp ut no inn noregs høgare fleire veke gjennom",
    "sv": "och att är inte för från också efter till jag eller sig mig ska skulle när så även mycket vad hur ett vara"
    " blev blivit blir någon något några mellan genom vecka veckan tillbaka utan henne enligt nu upp ut säger sade"
    " människor tillsammans polisen regeringen därför eftersom",
    "fo": "og at ikki tað við eru sum ein til frá eftir hevur hava verið vera eg hon teir tær nú millum gjøgnum",
    # Indonesian and Malay
    "id": "karena bisa polisi uang mobil kantor pekan pemerintah sebuah inggris serikat prancis jumat minggu senin kamis"
    " berbeda coba resmi bagian universitas terkait pun pria ujar ungkap agar setelah miliar triliun hal perusahaan"
    " persen kasus mau ingin tim pertandingan partai situs pajak kelompok proyek mantan istri kota maret juni juli"
    " agustus desember usai sementara namun eropa komunitas kualitas rumah sakit bahkan apakah membuat saat berkata"
    " mengatakan anda sebab cuaca kebijakan tewas bandara pemain sepak anggota tentang beragam hukum paling ponsel",
    "ms": "kerana boleh polis wang kereta pejabat kerajaan syarikat perancis jumaat ahad isnin khamis berbeza cuba rasmi"
    " bahagian universiti ialah beliau semasa sahaja daripada selepas manakala turut bilion perkara peratus kes mahu"
    " pasukan perlawanan parti laman cukai kumpulan projek bekas isteri bandar mac jun julai ogos disember eropah"
    " komuniti kualiti hospital malah adakah bagi berkata memberitahu lelaki awal mangsa bola pemain jawatan tular"
    " amerika sewaktu pegawai menurut tersebut mengenai dilapor hari akhbar perdana menteri pilihan raya maut cadangan",
    # Galician, Portuguese, Spanish, Catalan, and their neighbours
    "gl": "unha non máis moi tamén xa xunto dixo hai á ás despois ata onde sen súa súas seu seus isto iso mentres aínda"
    " cando só dunha nunha dun nun polo pola polos polas coa co cos coas cun cunha o os do dos na no ao aos é foi ten"
    " están eles ela nos mellor maior anos xente goberno segundo porén deste desta tras tivo fixo pode poden xeral",
    "pt": "não um uma são também muito já com em ele até depois quando ainda disse você há pela pelo pelos pelas num numa"
    " tem à às o os do dos na no ao aos é foi ela seu sua seus suas nos melhor maior anos gente governo segundo porém"
    " deste desta está estão mas mais isso isto eles ter ser pode podem geral após teve fez nem sem sobre lhe uns",
    "es": "el los las y del una con es su sus más pero muy ya hay también cuando después dijo años al lo está están sin"
    " sobre según hasta donde fue ha han este esta porque como entre mejor mayor gente gobierno eso esto ellos ella",
    "ca": "i els les amb per una és dels als pel ha més també però quan després va seu seva seus seves són aquest aquesta"
    " aquests fins sense segons on ell ella ells anys govern perquè com entre millor major molt molts ja hi ho",
    # Croatian, Serbian in Latin letters (Bosnian is told apart by claims alone)
    "hr": "tko tjedan tjedna tjedana siječnja veljače ožujka travnja svibnja lipnja srpnja kolovoza rujna listopada"
    " studenoga prosinca tisuća tisuće tijekom sukladno izvješće priopćenju europe europska europske europski tvrtka"
    " sigurnost gdje vrijeme prije poslije mjesto mjesta mjesec mjeseca dijete djeca djece uvijek ovdje cijena cijeli"
    " vijeće vijesti rijeka nedjelja nedjelju ponedjeljak srijeda srijedu čovjek uspjeh također dvije svijet svijeta"
    " dio dijela jučer htio vidjeti rješenje promjene obitelj uvjet uvjeti što nije",
    "bs": "ko sedmica sedmice sedmicu januara februara marta aprila juna jula augusta septembra oktobra novembra decembra"
    " hiljada hiljade evrope evropska evropske evropski gdje vrijeme prije poslije mjesto mjesta mjesec mjeseca dijete"
    " djeca djece uvijek ovdje cijena cijeli vijeće vijesti nedjelja nedjelju ponedjeljak srijeda srijedu čovjek"
    " također dvije svijet svijeta dio dijela jučer rješenje promjene sigurnost opći općina šta porodica uslov",
    "sr": "ko gde vreme pre posle mesto mesta mesec meseca dete deca dece uvek ovde cena ceo cela vesti reka nedelja"
    " nedelju ponedeljak sreda sredu čovek uspeh takođe dve svet sveta deo dela juče hteo videti rešenje promene"
    " bezbednost januara februara marta aprila juna jula avgusta septembra oktobra novembra decembra hiljada hiljade"
    " evrope evropska evropske evropski saopštenju porodica nedelje nedelja uslov šta",
    # the Nguni and the Sotho languages
    "zu": "ukuthi uma futhi kodwa ngoba kanti ukuze kanye uthe lapho ngesikhathi njengoba ngokuthi ngaphandle lokhu",
    "xh": "ukuba xa kwaye yaye kwi apho njengoko kuba oko uthe ngoku ngelixa nangona kufuneka ngenxa kwakhona into",
    "ss": "kutsi nome ngekutsi futsi kantsi utsi batsi ngesikhatsi kodvwa kanye lapho nangabe letinye labanye",
    "nso": "gore bja gomme kudu gape bjalo bona batho mokgwa seo yeo ka go gona mola efela godimo leo tšeo",
    "tn": "gore mme jaanong thata gonne nngwe jalo batho mo fa kwa gore gape tota seno tse eo ka go",
    "st": "hore haholo empa bakeng moo hona ho ha ke tse ena batho jwalo hape ka mor feela",
    # Dutch, Afrikaans; Czech, Slovak; English beside its look-alikes
    "nl": "een het van de zijn is niet met voor dat hij ze wordt werd heeft naar bij ook zij maar nog uit",
    "af": "'n die is nie vir sy hy het wat met sal was ook deur maar hulle kan om te word na aan",
    "cs": "je že se na který která které jsou byl byla bylo také jako ale podle když před své jeho",
    "sk": "je že sa na ktorý ktorá ktoré sú bol bola bolo tiež ako ale podľa keď pred svoje jeho aj",
    "en": "the of and to in that was with for his her is are has have from after by as an on at said will not it be",
    # Hindi, Marathi, Nepali
    "hi": "है हैं के की में से ने और पर यह वह था थे थी नहीं भी कि लिए हो गया गई कर रहा रहे इस साथ तो जो",
    "mr": "आहे आहेत मध्ये आणि हे हा ही होते होता होती नाही की साठी त्यांनी म्हणाले या ते तो ती एक असून केला केली केले"
    " झाला झाली झाले त्या व पण तर असे यांनी करण्यात",
    "ne": "छ छन् मा ले लाई र हुन् थियो भने पनि गरेको गर्ने भएको छैन उनले गरेका गर्न थिए तथा हो हुने यो त्यो गरे भए"
    " पछि अनि बताए तर भएका",
}

# Letters that few languages of a script write: each occurrence counts as a word.
_LETTERS: Mapping[str, str] = {
    "uk": "їєґі", "be": "ўі", "ru": "ыэёъ", "bg": "ъ", "mk": "ѓќѕљњџј", "sr": "ђћљњџј", "kk": "ұқғәіңһүө",
    "ky": "ңөү", "tt": "җәңөүһ", "ba": "ҙҫҡғәңөүһ", "tg": "ҷӣӯҳқғ", "uz": "ўқғҳ", "mn": "өү", "cv": "ӑӗӳҫ",
    "os": "ӕ", "ur": "ٹڈڑےںہھ", "ps": "ځڅډړږښټۍېګ", "sd": "ڄڃٿٽڏڊڌڻڳڱٻڀڪ", "ug": "ېۇۆۈەڭ", "ckb": "ەێۆڵڕ",
    "fa": "پچژگکی", "ar": "ةىكيأإؤء", "mr": "ळऱ", "as": "ৰৱ",
}  # fmt: skip

# Frequent characters in pairs: simplified, traditional.
_HAN = (
    "国國会會学學时時来來个個们們这這为為说說对對过過还還后後发發经經动動种種关關电電问問间間开開长長东東书書"
    "车車见見门門马馬鱼魚鸟鳥龙龍头頭实實现現进進与與从從点點无無业業产產华華义義乐樂习習万萬专專两兩严嚴丰豐"
    "临臨举舉亿億仅僅优優传傳伤傷伦倫侧側债債储儲儿兒党黨兴興农農军軍决決况況冻凍净淨减減击擊划劃则則创創"
    "删刪别別剧劇办辦务務势勢劳勞单單卖賣卫衛厂廠历歷厅廳压壓县縣双雙变變号號听聽员員响響团團园園围圍图圖"
    "场場坏壞块塊坚堅声聲处處备備复復够夠奖獎妇婦宁寧审審宪憲宽寬宾賓导導将將尽盡层層岁歲岛島师師带帶帮幫"
    "应應庆慶庄莊废廢张張强強归歸当當录錄总總恶惡态態怀懷战戰户戶执執扩擴护護报報担擔拥擁择擇挥揮换換据據"
    "损損摄攝数數断斷旧舊显顯术術机機权權条條极極构構标標样樣树樹检檢欢歡残殘毁毀气氣汉漢汇匯没沒测測济濟"
    "浓濃涨漲渐漸湾灣满滿灭滅灯燈灾災热熱爱愛状狀独獨环環疗療码碼确確离離积積称稱稳穩穷窮竞競笔筆签簽简簡"
    "类類红紅级級纪紀纳納纽紐线線组組细細终終结結给給统統继繼绩績续續维維综綜编編网網罗羅职職联聯脑腦脸臉"
    "节節艺藝药藥获獲营營虑慮补補装裝规規视視览覽觉覺计計认認讨讨让讓议議记記讲講许許论論设設访訪证證评評识識"
    "诉訴词詞译譯试試话話该該详詳语語误誤请請诸諸谁誰调調谈談谋謀谢謝贝貝负負财財责責败敗货貨质質购購费費"
    "资資赛賽赞贊赶趕轮輪软軟转轉轻輕载載较較辆輛输輸边邊达達迁遷运運远遠违違连連迟遲适適选選逻邏邮郵释釋"
    "针針钟鐘钢鋼钱錢铁鐵银銀错錯阳陽阶階际際陆陸陈陳险險随隨难難韩韓页頁项項顺順须須顾顧预預领領题題额額"
    "风風飞飛饭飯馆館驻駐驾駕验驗骗騙鲁魯鲜鮮黄黃齐齊龄齡"
)
SIMPLIFIED = frozenset(s for s, t in zip(_HAN[::2], _HAN[1::2], strict=True) if s != t)
TRADITIONAL = frozenset(t for s, t in zip(_HAN[::2], _HAN[1::2], strict=True) if s != t)
CANTONESE = frozenset("嘅咗喺唔佢哋嚟冇咁啲嗰畀睇噉諗攞")
JAPANESE = frozenset("気発経総対関沢県図広駅込働円売読変実済価収検権験険挙帰鉄覧観労択辺舎仮戦単厳応歓歳歯毎渋滞浜禁様")


def _by_mark() -> Mapping[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for table in ({tag: words.split() for tag, words in _WORDS.items()}, _LETTERS):
        for tag, marks in table.items():
            for mark in dict.fromkeys(marks):
                found.setdefault(mark, []).append(tag)
    return {mark: tuple(tags) for mark, tags in found.items()}


# A word or letter -> the languages it speaks for.
MARKS: Mapping[str, tuple[str, ...]] = _by_mark()
