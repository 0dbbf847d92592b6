"""Words and letters that tell close languages apart, and Chinese characters that tell its two scripts apart.

A word that several languages write counts for each of them by its share. The lists are ordinary words chosen by hand;
for the closest pairs, what one language of a parallel text has and the other has not was looked through for gaps.
"""

import re
from collections.abc import Mapping

# Tags of languages that detectors mix up, with words that the others of the group do not have, or not so spelt.
_WORDS: Mapping[str, str] = {
    # Danish, Norwegian, Swedish, Faroese
    "da": "af efter op ud nu blev bliver blevet sig mig dig siger sagde noget nogen nogle gennem mellem uge ugen"
    " uger tilbage mod uden hende ind hvad igen meget også kun ikke været være hvordan jeg hun de det en et og"
    " at er for gør går får lige børn dage bedre højere nej hvis selvom ifølge mennesker sammen politi"
    " regeringen syv halv fordi der havde mere sidste end blive inden give fik vores næste skabe gøre blandt"
    " seneste fundet sprog skete mand række gik endnu derefter anden ændre tage skoler mænd måde fået arbejde"
    " andet tilføjede sejr kæmper bruge åbne vej uafhængige tilfælde tager studerende scoring næsten møder"
    " møde mulighed mindst løb lavede forsøger bedste vide skridt sandsynligt nuværende kvinde højst hjælpe"
    " givet gange brug vigtige uanset tæt sket sker skaber penge rejse otte nogensinde måske længere længe"
    " lovede høje hårdt endelige embedsmænd angrebet altid aften øjeblikket årtier årige vigtigt udtalte"
    " udtaler tidligt sikkerhed lave lande magt kaldt foran lov dog allerede bestemt skal skulle burde",
    "nb": "av etter opp ut nå ble blir blitt seg meg deg sier sa noe noen gjennom mellom uke uken uka tilbake mot"
    " uten henne inn hva igjen mye også bare ikke vært være hvordan jeg hun de det en et og at er for gjør går"
    " får like barn dager bedre høyere nei hvis ifølge mennesker sammen politi regjeringen sju halv fordi"
    " ettersom gikk fikk innen idet fremdeles avgjørende vei gjøre trolig funnet fullstendig forrige ga åpne"
    " sto forklarte fant annet anklagene snakket ledet henhold hendelsen ganger særlig mottok gutten tross"
    " trenger tilfeller tidlig tallet studentene oppdaget nåværende måneden medarbeidere lederne gjennomført"
    " forskjellige endret dere antall økt veien vant vanskelig utvalg støttespillere snakker sikkerhet setter"
    " penger oppmøtet mulig høyt håper hvite forårsaket annen deltakerne dagene beveger bemerket leder brann"
    " skader sent kraftig kart denne elsket skal skulle burde allerede ville kan",
    "nn": "ikkje eg dei ein eit frå vert vart kva korleis meir mykje nokon nokre noko sjølv berre òg saman då gjer"
    " seier blei ho hennar deira vere vore kven kvar mellom etter av opp ut no inn noregs høgare fleire veke"
    " gjennom ei sjå kjem millionar laurdag tidlegare kor framleis menneske fekk ifølgje heile kalla auka"
    " fortalde treng gjekk endra tysdag skular kome tilby tidleg snakka lova kjend guten veg røyste leiarane"
    " heilt halde gong gjere eitt verda utanfor studentar seinare sannsynleg regjeringa offentlege mogleg"
    " meiner leiar gonger gjera fanga verkeleg vatnet vanskeleg vanleg skulda seie nekta myndigheitene"
    " milliardar kvifor heldt einaste borgarar anna vis leiaren kvite kjelde kampar håpar auke auk alvorleg",
    "sv": "och att är inte för från också efter till jag eller sig mig ska skulle när så även mycket vad hur ett"
    " vara blev blivit blir någon något några mellan genom vecka veckan tillbaka utan henne enligt nu upp ut"
    " säger sade människor tillsammans polisen regeringen därför eftersom över hade andra än sedan sina två"
    " många första detta deras vid tidigare vilket där miljoner fyra fick bara alla måste inför nästa flera"
    " vill senaste göra ge försök runt klockan varit ur poäng ledare inom hela fortfarande dessa vissa söndag"
    " sista nära nya honom denna väntas stöd stora senare kunna ännu varje minuten här gör fler emot dess"
    " bollen beslut åtgärder våra väg trots sätt ger finns chans allt ändra väldigt utanför slutet rätt redan"
    " precis nästan män leda gick före antal visar timmar själva röst rum möte längre kunde hålla europeiska"
    " dock arbeta anser världen",
    "fo": "og at ikki tað við eru sum ein til frá eftir hevur hava verið vera eg hon teir tær nú millum gjøgnum",
    # Indonesian, Malay
    "id": "karena bisa polisi uang mobil kantor pekan pemerintah sebuah inggris serikat prancis jumat minggu senin"
    " kamis berbeda coba resmi bagian universitas terkait pun pria ujar ungkap agar setelah miliar triliun hal"
    " perusahaan persen kasus mau ingin tim pertandingan partai situs pajak kelompok proyek mantan istri kota"
    " maret juni juli agustus desember usai sementara namun eropa komunitas kualitas rumah sakit bahkan apakah"
    " membuat saat berkata mengatakan sebab cuaca kebijakan tewas bandara tentang beragam hukum ponsel hiu"
    " gawang gubernur tentara direktur olahraga mahasiswa pengadilan kesehatan dokter obat peneliti penelitian"
    " jam berbagai informasi pertanyaan koran musik film aktor penggemar penjualan investasi anggaran badai"
    " korban pengacara kepolisian keamanan sejumlah terjadi lainnya jutaan ribuan lalu tapi sang pemilu"
    " berencana memperingatkan menghimbau jemaat lokal media tersangka penembakan ternyata miliknya listrik"
    " kepala sekitar ketika hanya suara rusak pendidikan bahwa umum memiliki adanya laki poin meskipun petugas"
    " parlemen menit bicara toko merek merasa energi ditemukan rencana pendapat nuklir mulai yaitu menambahkan"
    " majelis dukungan yakin upaya tiongkok terlihat punya pemerintahan menemukan memulai kampanye"
    " diperkirakan bisnis siswa mencoba kesepakatan berbicara berarti supermarket skor publik provinsi posisi"
    " peran pendukung pelatih mengakhiri layanan internasional dimulai diharapkan berwenang wawancara total"
    " tersisa sore semacam perbedaan pemirsa pemilih memenangkan membahas memanfaatkan komisi ikut delapan"
    " daerah bapak artinya tunggal titik spanyol siap sekretaris nomor militer menyampaikan mengunjungi"
    " mengirimkan membangun mayoritas maupun lingkungan lanjut komentar kemarin karier jalur dijadwalkan"
    " dibandingkan departemen meksiko",
    "ms": "kerana boleh polis wang kereta pejabat kerajaan syarikat perancis jumaat ahad isnin khamis berbeza cuba"
    " rasmi bahagian universiti ialah beliau semasa sahaja daripada selepas manakala turut bilion perkara"
    " peratus kes mahu pasukan perlawanan parti laman cukai kumpulan projek bekas isteri bandar mac jun julai"
    " ogos disember eropah komuniti kualiti hospital malah adakah bagi berkata memberitahu lelaki awal mangsa"
    " bola pemain jawatan tular sewaktu pegawai dilapor dilaporkan akhbar maut cadangan apabila lepas ramai"
    " semula pula gabenor tentera pengarah sukan peguam mahkamah undi kesihatan doktor ubat perubatan"
    " penyelidik penyelidikan kajian jerung kanak-kanak pukul menerusi terdapat bermula pelbagai maklumat"
    " soalan muzik filem pelakon peminat pasaran jualan pelaburan bajet paun peniaga berlaku ditemui dijumpai"
    " menjadikan membuatkan keseluruhan rancangan pengerusi perhimpunan perbahasan kedudukan mendahului"
    " separuh nampaknya telah keselamatan tahanan mengikut menyatakan jumlah siaran rakyat ia bahawa hadapan"
    " awak minit kanak tiada nuklear kawasan dijangka mengundi majlis walau parlimen menghantar teruk siasatan"
    " perkhidmatan menyokong bermakna awam agensi sebarang petang menentang kemahiran kedai jenama baharu"
    " bagaimanapun sokongan sekatan piala perniagaan kesan kenyataan jurucakap berkuasa berjaya bercakap"
    " tempatan supaya sesiapa sebahagian rakan penyokong pengundi menyertai menambah kelihatan kakitangan"
    " antarabangsa suruhanjaya sepatutnya ribut mesyuarat menghalang kempen jurulatih jawatankuasa dasar budak"
    " berdekatan berbanding temu televisyen setiausaha rahsia persembahan pentas nampak menewaskan mendedahkan"
    " memaklumkan melawat matlamat kekal kejayaan kebangsaan inggeris iaitu encik diterima disebabkan cuma"
    " buat bersedia berbincang udang takkan seterusnya sepanyol rakaman pertubuhan perbicaraan perbezaan"
    " pentadbiran mewujudkan mesej",
    # Galician, Portuguese, Spanish, Catalan
    "gl": "unha non máis moi tamén xa xunto dixo hai á ás despois ata onde sen súa súas seu seus isto iso mentres"
    " aínda cando só dunha nunha dun nun polo pola polos polas coa co cos coas cun cunha o os do dos na no ao"
    " aos é foi ten están eles ela nos mellor maior anos xente goberno segundo porén deste desta tras tivo"
    " fixo pode poden xeral persoas millóns dous catro tiña podería facer moito teñen lle venres muller"
    " engadiu quen miña mañá eleccións asemblea algúns moitos luns moitas axudar xoves fóra case xuño xeito"
    " seguridade preto obxectivo nosa ninguén nin enerxía dicindo coñecido coma chuvia accións sexa nenos"
    " maioría liña calquera arredor voceiro vitoria tiñan relacións proxecto noso lles igrexas dúas di"
    " continúa camiño auga xogo xogadores xogador traballadores tiveron teño terían saír recibiu posibilidade"
    " multitude metade fronte escribiu diñeiro dixeron dereito comezou baixo axuda asasinato xusto xustiza"
    " volveu unhas traballo servizos servizo rúa reunións persoa mozos hoxe houbo forza fillos fará falar fai"
    " cidadáns centos atopado ameaza algunhas pasado domingo outras levado permanece primeiro ministro"
    " dianteiro usou atrás profesor pegada método",
    "pt": "não um uma são também muito já com em ele até depois quando ainda disse você há pela pelo pelos pelas num"
    " numa tem à às o os do dos na no ao aos é foi ela seu sua seus suas nos melhor maior anos gente governo"
    " segundo porém deste desta está estão mas mais isso isto eles ter ser pode podem geral após teve fez nem"
    " sem sobre lhe uns feira pessoas tinha referiu milhões equipa polícia quatro foram dois tendo enquanto"
    " dias três homem mulher alunos passado jogo embora eleições sexta segurança manhã investigação bem seja"
    " muitos lojas sul início fazer declaração vezes têm quem pessoal mudança minha fim alguma terça relações"
    " quinta pois nosso mês hoje comissão verão vem tão quanto junho jovens conselho conhecido além altura"
    " tenho tais serviços nível nossos negócio muitas devido crianças campanha cabeça algumas acrescentou"
    " treinador trabalho tinham serviço recebeu quase posição opinião ninguém meio longe ideia homens esforço"
    " diretor direito cujo conseguiu cidadãos trabalhadores tornou tenham sucesso secretário projeto nessa"
    " necessário maioria linha lhes legislação juiz uso estado estados presidente durante marido próximos",
    "es": "el los las y del una con es su sus más pero muy ya hay también cuando después dijo años al lo está están"
    " sin sobre según hasta donde fue ha han este esta porque como entre mejor mayor gente gobierno eso esto"
    " ellos ella personas había año millones mientras puede aunque ahora hacer le hacia tiene aún además"
    " miembros hombre afirmó viernes uno otra muchos declaró algunos tiempo solo señaló seguridad podría"
    " informó hace habían elecciones cómo poco mujer mañana hizo casi él qué otros nueva lunes estos unos"
    " tienen otro noche jóvenes jueves juego añadió tener ninguna mucho muchas cualquier ciudad ayuda siempre"
    " sean pueden nuevo largo junio incluso fueron fuera algunas acciones siguiente relaciones niños mayoría"
    " llegar agencia víctimas viene universidad pie pequeño pasó muerte mitad dice derecho salir nuestra"
    " nosotros llega justicia dijeron luego cada",
    "ca": "i els les amb per una és dels als pel ha més també però quan després va seu seva seus seves són aquest"
    " aquesta aquests fins sense segons on ell ella ells anys govern perquè com entre millor major molt molts"
    " ja hi ho cap tot fer nord ara dir durant persones mentre des milions any què dissabte abans veure"
    " president fet equip part està això diumenge davant passat té nom haver setmana quatre lloc tenir pot li"
    " estat encara dona només suport canvi temps dies centre altres tenia seguretat qui podrien meva tots gent"
    " escoles altra nit món moment estats diversos qualsevol cop agents totes mercat joc dijous ciutat bé tant"
    " sortir resultat posar pocs parlament nou moltes mai grup dimarts consell aquestes així trobar tenen sis"
    " prop veu objectiu ningú empreses hores",
    # the southern Slavic languages in Latin letters; Bosnian and Croatian are told apart by claims
    "hr": "tko tjedan tjedna tjedana siječnja veljače ožujka travnja svibnja lipnja srpnja kolovoza rujna listopada"
    " studenoga prosinca tisuća tisuće tijekom sukladno izvješće priopćenju europe europska europske europski"
    " tvrtka sigurnost gdje vrijeme prije poslije mjesto mjesta mjesec mjeseca dijete djeca djece uvijek ovdje"
    " cijena cijeli vijeće vijesti rijeka nedjelja nedjelju ponedjeljak srijeda srijedu čovjek uspjeh također"
    " dvije svijet svijeta dio dijela jučer htio vidjeti rješenje promjene obitelj uvjet uvjeti što nije nakon"
    " kao rekao rekla izjavio sad sam jer subotu milijuna predsjednik ponovno uz dodao posto osoba petak"
    " četvrtak umjetne zapravo vrlo prošle međutim općenito glasnogovornik vjerojatno ujutro ministar kasnije"
    " doći dogodilo gotovo zatvoru zastupnici opasnost neovisnost",
    "bs": "ko sedmica sedmice sedmicu januara februara marta aprila juna jula augusta septembra oktobra novembra"
    " decembra hiljada hiljade evrope evropska evropske evropski gdje vrijeme prije poslije mjesto mjesta"
    " mjesec mjeseca dijete djeca djece uvijek ovdje cijena cijeli vijeće vijesti nedjelja nedjelju"
    " ponedjeljak srijeda srijedu čovjek također dvije svijet svijeta dio dijela jučer rješenje promjene"
    " sigurnost opći općina šta porodica uslov nakon kao rekao rekla izjavio sad sam jer subotu miliona"
    " predsjednik ponovo dodao posto osoba petak četvrtak vještačke zapravo prošle međutim vjerovatno ujutro"
    " ministar kasnije doći desilo",
    "sr": "ko gde vreme pre posle mesto mesta mesec meseca dete deca dece uvek ovde cena ceo cela vesti reka nedelja"
    " nedelju ponedeljak sreda sredu čovek uspeh takođe dve svet sveta deo dela juče hteo videti rešenje"
    " promene bezbednost januara februara marta aprila juna jula avgusta septembra oktobra novembra decembra"
    " hiljada hiljade evrope evropska evropske evropski saopštenju porodica nedelje uslov šta nakon kao rekao"
    " rekla izjavio sada sam jer subotu miliona predsednik ponovo dodao odsto procenata petak četvrtak"
    " veštačke zapravo prošle međutim verovatno ujutru ministar kasnije tokom ће су који рекао није због"
    " године изјавио још према пре неколико био један али више када које само недељу председник све међутим"
    " кад где после увек током овде и је да у на за се од са не",
    "sl": "ki so bo kot pa povedal še pri več toda lahko bodo ni zaradi tudi proti bil dejal jih si saj naj sta leta"
    " jo ob glede zda vendar soboto kar tega če vse ker veliko nekaj zdaj zato odstotkov svojo prav morda"
    " čeprav zelo vedno pravi nedeljo medtem bolj milijonov znova vključno niso kjer imajo dveh teden naprej"
    " koncu žogo šole času zgodilo ponedeljek naslednje kaj dodal začetku verjetno torek našli katerem četrtek"
    " pozneje poroča petek očitno imeli danes sicer odločitev obtožbe je in na za se da iz tem ta ali",
    # Nguni and Sotho languages
    "zu": "ukuthi uma futhi kodwa ngoba kanti ukuze kanye uthe lapho ngesikhathi njengoba ngokuthi ngaphandle lokhu"
    " ngemva ngenkathi ngesonto manje iqembu esho iningi amaphoyisa ngokusho ngakho phansi lokho isikhathi"
    " abaningi umuntu edlule utshele lutho eziningi lezwe izwe izinsuku ingxenye billion watshela uzoba"
    " ukusiza uhulumeni omunye abasebenzi izindawo impela izikhulu ilungu",
    "xh": "ukuba xa kwaye yaye kwi apho njengoko kuba oko uthe ngoku ngelixa nangona kufuneka ngenxa kwakhona into"
    " kunye utshilo ezi nto eli malunga kakuhle okanye esitsho yokuba umntu iye iqela amapolisa ngokuba"
    " ngexesha kwezi inkxaso omnye kuyo amagosa oku ngoko kuthi khange esi uza ixesha lo olu kweli ithe"
    " ezininzi baya uri ukusuka ngakumbi kutsho uthetha zange thetha umfama ukugqiba",
    "ss": "kutsi nome ngekutsi futsi kantsi utsi batsi ngesikhatsi kodvwa kanye lapho nangabe letinye labanye kepha"
    " nga lengu ema bantfu wa sikhatsi watsi ekhatsi emaphoyisa langu phesenti loko phasi ngelisontfo embili"
    " letingu licembu kwatsi etindzaweni nyalo ligama umsebenti timali simo kwekutsi emandla tilwimi umuntfu"
    " kumele ngalesine ligoli kwentiwa",
    "tn": "gore mme jaanong thata gonne nngwe jalo batho mo fa kwa gape tota seno tse eo ka go ga le ba ya e o a"
    " fela jaaka tsa wa nna rra puso dikgang botlhe ngwaga",
    "st": "hore haholo empa bakeng moo hona ho ha ke tse ena batho jwalo hape ka mor feela le ba ya o tsa wa ntate"
    " mmuso ditaba bohle selemo hoba jwale hodima ntho boraro",
    # Dutch, Afrikaans, English
    "nl": "een het van de zijn is niet met voor dat hij ze wordt werd heeft naar bij ook zij maar nog uit",
    "af": "'n die is nie vir sy hy het wat met sal was ook deur maar hulle kan om te word na aan",
    "en": "the of and to in that was with for his her is are has have from after by as an on at said will not it be",
    # Czech, Slovak
    "cs": "je že se na který která které jsou byl byla bylo také jako ale podle když před své jeho ve pro řekl lidí"
    " jak více kteří říká být protože jsem poté nebo budou při měl roce pak další může jen let ještě což uvedl"
    " svou pokud kdy jejich jsme byli mají země svého první místo všechny teď nyní míč milionů mezi během"
    " velmi kvůli kterou čtyři zatímco týden svých pondělí několik něj mohou kterého den údajně této svůj"
    " příští prohlásil mít její",
    "sk": "je že sa na ktorý ktorá ktoré sú bol bola bolo tiež ako ale podľa keď pred svoje jeho aj povedal ľudí"
    " ktorí hovorí byť pretože potom alebo budú mal roku ďalšie môže len rokov ešte čo uviedol svoju ak kým"
    " ich sme majú krajiny svojho prvý miesto všetky teraz lopta miliónov medzi počas veľmi kvôli ktorú štyri"
    " zatiaľ týždeň svojich pondelok niekoľko môžu ktorého deň údajne tejto svoj budúci mať jej okrem",
    # Hindi, Marathi, Nepali
    "hi": "है हैं के की में से ने और पर यह वह था थे थी नहीं भी कि लिए हो गया गई कर रहा रहे इस साथ तो जो",
    "mr": "आहे आहेत मध्ये आणि हे हा ही होते होता होती नाही की साठी त्यांनी म्हणाले या ते तो ती एक असून केला केली"
    " केले झाला झाली झाले त्या व पण तर असे यांनी करण्यात",
    "ne": "छ छन् मा ले लाई र हुन् थियो भने पनि गरेको गर्ने भएको छैन उनले गरेका गर्न थिए तथा हो हुने यो त्यो गरे भए"
    " पछि अनि बताए तर भएका",
    # Cyrillic
    "bg": "се че за от на ще са бе беше който която които което каза след като при по този тази това тези може между"
    " обяви всеки членове бъде има няма много още също само както когато защото чрез срещу преди през годишен"
    " години година процента милиона хора първият във със към до и в",
    "mk": "се дека за од на ќе беше кој која кои кое рече по како при овој оваа ова овие може меѓу објави секој"
    " членови биде има нема многу уште исто само кога бидејќи преку против пред години година проценти милиони"
    " луѓе првиот во со кон до и тоа тој таа тие ги го му не сѐ изјави",
    "ru": "что это был была они было мы более году также когда время были еще который этом будет чем которые вы"
    " своего если однако об является только всего которая сказал из и не в на с он по как но для от за его ее"
    " после при уже или так",
    "uk": "що та він як це його про але після який щоб вони коли які також сказав року більше яка було час вона"
    " цього був якщо має дуже були ніж зі де їх або тих між ще є і й у з до на за від для із під над не",
    "be": "што і ў не на з ён яна яны гэта як да па за ад для пра але пасля які якая якія каб калі таксама сказаў"
    " года годзе больш было час быў была былі вельмі дзе іх альбо паміж яшчэ ёсць ужо",
}

# Parts of words, as expressions, that one of a group writes and another does not.
_PARTS: Mapping[str, str] = {
    "da": r"hed\b|heden\b|tion|ede\b|eret\b|øj|ej|ld\b|nd\b|æs|lig(?:t|e)?hed|ør\b|oge\b|ige\b|[aeiouyæøå]g[te]?\b",
    "nb": r"sjon|het\b|heten\b|(?:ll|nn|tt|kk|ss|mm)\b|ert\b|ene\b|øy|ei|[aeiouyæøå]k[te]?\b|[aeiouyæøå]t\b",
    "sv": r"[äö]|ck|[aeiouyåäö]r\b|orna\b|arna\b|tion|het\b|ad\b",
    "pt": r"ão|õe|ç|nh|lh|ss|j|[eo]m\b|\b[oa]s\b|gem\b|v[ae]l\b",
    "gl": r"ñ|ll|ción|cións|x|[aeio]n\b|\b[oa]s\b|ble\b|dade\b",
    "es": r"ñ|ll|ción|ciones|j|ie|ue|\b[ey]\b|dad\b|bles?\b",
    "ca": r"·|ny|ç|tat\b|ció\b|ment\b|\b[ldns]['’]|['’][lns]\b|ig\b|ts\b",
    "ms": r"iti\b|isi\b|ks\b|bh|kh|kan\b",
    "id": r"itas\b|nya\b|[rt]asi\b|kan\b",
    "nl": r"ij|ee[a-z]|aa[a-z]|sch|[dt]t\b|en\b|cht",
    "af": r"y[a-z]?|skap|['’‘ŉ]n|êr|heid\b|ie\b|ge[a-z]+\b|sk",
    "cs": r"ř|ů|ě|ou\b|ch\b|ost",
    "sk": r"ľ|ô|ä|ĺ|ŕ|ov[aá]\b|ť|dz|ia|ie|iu",
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


PARTS: Mapping[str, re.Pattern[str]] = {tag: re.compile(parts) for tag, parts in _PARTS.items()}
# A word or letter -> the languages it speaks for.
MARKS: Mapping[str, tuple[str, ...]] = _by_mark()
