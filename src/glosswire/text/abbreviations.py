"""Words before a full stop that do not end a sentence, by language, and words that nearly always begin one.

All are in lower case. Titles never end a sentence; other abbreviations do where a word follows that begins one.
"""

from collections.abc import Mapping

# Titles and the like that a name follows, in whatever language they appear.
TITLES = frozenset(
    "mr mrs ms messrs dr drs prof st ste sen sens rep reps gov rev hon capt cpt cmdr col gen lt sgt maj adm det insp supt"
    " pres amb sr sra srta sras d dña dn mme mlle mgr mons dott dott.ssa ing avv arch on sig sig.ra rag geom dra exmo exma"
    " eng hr fr frl frk dhr mevr mej ir mnr mw eerw adv dipl mag ing.arch phdr mudr judr rndr bc mgr doc paeddr mvdr"
    " sv sw św ks bp abp płk gen por kpt mjr gosp prim mr.sc dipl.ing akad čl.kor g gđa gđica св г-н г-жа проф д-р акад"
    " гр о ген полк подп тов им ул пл о. дет κ κα κος δρ καθ αγ στρ sn sayın doç yrd av tğm bşk dç uzm шейх şht"
    " tn ny bpk ir hj kh ust datuk uas urram uas. phrof mnu bw bi hb bwana mhe ts th tp ths gs pgs bs"
    " डॉ डा श्री श्रीमती प्रो पं मो सुश्री मि रेव सेंट ডা ড অধ্যাপক প্রো মো ডঃ திரு டாக்டர் பேரா ரெவ் డా శ్రీ ప్రొ ಡಾ ಶ್ರೀ ಪ್ರೊ"
    " ഡോ പ്രൊഫ ശ്രീ ડૉ શ્રી પ્રો મિ રેવ ਡਾ ਸ਼੍ਰੀ ਪ੍ਰੋ ਮਿ ਰੈਵ د أ م ب ר פרופ წმ პროფ դոկտ պրոֆ".split()
)
# Abbreviations of any language in Latin letters that are no words of another.
EVERYWHERE = frozenset(
    "vs etc jr inc corp ltd co bros dept univ assn approx est ca cca vol ed eds cf ibid i.e e.g z.b d.h u.a bzw ggf usw"
    " sept sep oct okt nov dez feb febr jan janv juil aug ph.d u.s u.k u.n p.s p.m a.m d.c a.c n.v b.v s.a s.p.a s.r.l"
    " u.s.a m.b.h e.v no-pl tzv tj atd apod např resp m.in tzn itp itd m.fl f.eks bl.a bla t.ex d.v.s o.s.v osv mht pga"
    " evt o.l dvs mio mrd mln mld mlrd bio tys tis kr mia".split()
)
ABBREVIATIONS: Mapping[str, frozenset[str]] = {
    tag: frozenset(words.split())
    for tag, words in {
        "en": "a.k.a mt ft fig sq pt al viz ave blvd rd hwy jan feb mar apr jun jul aug sept oct nov dec",
        "de": "abs art bd bsp bspw ev evtl inkl exkl geb gest hrsg jh jhdt max min mind nr o.ä o.g s.o s.u sog std str tel"
        " u.ä u.u v.a vgl z.t z.zt zzgl rd ungef ehem zw verh led kath ev frhr gebr betr dgl ff km/h i.d.r i.v m.e m.w n.chr"
        " v.chr u.v.m u.s.w apl a.d a.m s jun sen stellv allg österr schweiz",
        "nl": "o.a bijv bv d.w.z e.d enz i.v.m m.b.t m.i.v n.a.v o.l.v p/a plm t.a.v t.o.v z.g.a zgn mr ds jl a.s nr pag str"
        " resp ong",
        "fr": "m mm pr me av bd hab env art chap p pp tél éd ex fig hôp l.p min max avr ste cie sté",
        "es": "ee uu ee.uu aa.vv av avda c cap dpto dptos ej fdo gral núm pág págs p.ej rr.hh s.l tel ud uds vd vds art aprox depto"
        " excmo ilmo lic mons rvdo a.c d.c d.f",
        "pt": "av cap ex ed art núm pág págs tel exmo ilmo n.º n.ª profa des min dep sto sta p.ex séc aprox hab",
        "gl": "ee uu av núm páx prof art tel sto sta aprox",
        "ca": "av núm pàg pàgs tel art aprox sta p.ex segle",
        "it": "art avv cap cfr dott ecc es geom id ill.mo n on pag pagg p.es prof s.p.a sigg sigg.re ss tel v min max circa"
        " r.g c.p c.p.c d.l d.lgs a.c d.c ca",
        "ro": "art bd dl dlui d-l dna d-na dra dvs ing lit nr pag par pct str șos tel jud mil min max cca gral lt-col",
        "pl": "al ang art cd dn ds dyr fot gm godz ha hr im in inż jw kier km kl kol kpr lek lic m.st mec min nb np nr nt os par pkt"
        " pl pn por pow poz proc przyp ppłk prok pt r red reż rkm rozdz rys s sp str sygn tel tj tow tzw ub ul ur w wg wiceprez woj"
        " ww zł zob zm śp m.in p.o b",
        "cs": "angl apod arch atp č čl čp fr genmjr gen hl inž j kap kpt lat mil mil mj např nár nám něm npor obr odst okr"
        " p pan plk pol popř pozn pplk prap pro prof př pí r roč resp rtm s sl st stol str sv tel tis tj tř tzn tzv ul vl"
        " vs zák zkr hod min",
        "sk": "angl apod č čl gen hl hod inž kpt mil min mjr nám napr nar obr ods okr p plk pozn prap prof r resp rím roč s"
        " spol st stor str sv tel tis t.j tzv t.č tzn ul vl zák",
        "sl": "angl čl dipl dr g ga itd itn mag mio npr oz p pon pribl prim prof sl sv št t.i tj tel ti tim tor ul univ",
        "hr": "br čl dr d.o.o engl god itd lat mil mlrd mr npr odn prof sl str sv tj tzv ul velš v.d g gđa",
        "da": "ang adr afd bl bilag cirka d dir eks ekskl f fhv fx gl hhv inkl jf jnr kap kl km/t lb maks med m.m m.v max min"
        " mfl nr o off omkr pct pga pr red s sml stk tlf tidl udg vedr årh årg årl kgl",
        "no": "adm ang ca d d.e div eks ekskl el f f.o.m forts fvt gj iht inkl jf kl kr kst maks m.a m.m mnd mva nr o.a off ofl"
        " pkt pr ref s sml st stk s.k tidl tlf tlf ved årg årh t.o.m",
        "sv": "al ang bl.a ca dr d.v.s e.d ex exkl f f.d f.n fig fr.o.m forts ggr inkl jfr kap kl kr m.a.o m.fl m.m max min milj"
        " mdr nr obs o.d o.dyl p.g.a prel resp s s.k st str t.o.m tel tf trol u.s.a urspr vard äv övers tab",
        "is": "a.m.k bls cm dr fl frk frv hr km kl kr m.a m.a.s millj nr o.fl o.s.frv osfrv s.k t.a.m t.d þ.e þ.m.t u.þ.b sk",
        "fo": "kl kr hr t.d o.a nr",
        "fi": "alk ap arv ao eaa em ens esim eo ev fil fk hra huom ilm ins jaa jne joht jos ja k kand kk klo ko ks lkm ltn luutn"
        " maist milj min mm mrd muk n nk nro ns nyk oik op os p par pj po prof prov puh pvm rva s sek so srk synt t tms tri"
        " toim v vas vk vrt vs vt ym yms yo yht",
        "et": "a e.m.a ehk eks hr ing jm jmt jne jr kd kpt lk lp lüh m.a.j mag nn nr nt om pr puud pr prl saj s sh skt sm so ss"
        " st st-d t tel tk tn u v vms vt vrd va ülh",
        "lt": "a akad al angl apyg aps atsak aut d doc dr el g gen ind inž įm įsk į.k isp kab kln km kpt kt kun k l lent liet lot"
        " m mėn min mln mlrd mokyt mstl mst obj p pan pav pvz prof proc pr psl pulk r red rus s sav sk spec sr šv š.m t"
        " tel tt t.p t.t t.y tūkst up v val vad vs vyr vyresn vok ž žr e.p n.d dir pirm",
        "lv": "aģ akc apr asist atb b.v dr g gs gvēž ģen inž izd jkdze jun kand kg km k-dze kkdze kpt kr līdz lpp m milj mljrd"
        " min nod nov plkst piem pilns prof red rsp sal sk skat st sv t.i t.s t.sk t.dz tālr tūkst tā.s u.c u.tml utt v.p"
        " vec vid zin",
        "hu": "áll alk alt bek bp bt db dr du ebd ev fr gr gt hg id ifj ig int ill ism jan febr márc ápr máj jún júl aug szept okt"
        " nov dec kb kft kg klt kr kv ld ltd min mrd n nr nyrt özv p pl pf plk r rt stb str sz szfv szt tc tel ti tv ua u.n un"
        " uo v vö vsz zrt ún",
        "tr": "alb apt as asb atm av bnb bkz bl bul cad co çev çvş doç dr dz ecz ed gen gön hv hz is ing ins kd km kur ltd m mad mah"
        " mat müh no nu onb op or ord ort örn öğr prof s sa sf sok sn şti t tel tğm tic tug tuğg ü üni vb vd vs yay yb"
        " y.doç yy yrd yzb m.ö m.s",
        "az": "akad prof dos cən və s b.e və b və s h.b m.ə",
        "sq": "dr prof z znj p.sh etj dmth shek nr art fq",
        "eu": "adib and eta abar dr jn or zk ord art tel etab",
        "cy": "dr mr mrs parch",
        "ga": "lch iml srl m.sh i.e an tuas",
        "mt": "dr sur eċċ pereż",
        "af": "bv asb d.w.s ens m.b.t n.a.v o.a prof mnr mev dr adv nr nm vm t.o.v",
        "id": "dkk dll dsb dst tsb tgl yth hlm jl kab kec no no a.n u.p d.a s.d a.s pt cv tbk ted km rp",
        "vi": "tt tp ts ths pgs gs bs ks ông q p tr",
        "ru": "г гг в вв н.э до н.э т.е т.д т.п т.к т.н т.о пр др проф акад им ул пл пер просп стр с рис табл тыс млн млрд трлн руб коп"
        " долл кв куб см мм км кг напр напр гл ст п пп обл р-н р пос дер д кор корп оф тел ок род англ нем фр лат греч изд ред"
        " сб янв фев мар апр авг сен сент окт нояб дек мин сек час ч чел экз шт св гос зам зав нач мэрск ген полк майор кап лейт"
        " серж ср см букв рр",
        "uk": "р рр в вв н.е до т.д т.п т.зв т.ч та ін проф акад ім вул пл просп стор с рис табл тис млн млрд трлн грн коп дол кв"
        " див напр гл ст п пп обл р-н смт м с-ще буд тел бл нар англ нім лат вид ред січ лют бер кві трав черв лип серп вер жовт"
        " лист груд хв год чол шт св держ заст зав ген полк зб",
        "be": "г гг ст т.д т.п т.зв ін праф акад ім вул пл с мал табл тыс млн млрд руб кап дал гл вобл р-н пас тэл нар св напр",
        "bg": "г гг в т.е т.н т.нар др проф доц акад ул бул пл стр бр хил млн млрд лв ст кв см км обл гр с ч мин сек англ нем лат"
        " напр вж чл ал св инж арх ген полк м.г т.г",
        "mk": "г тн т.е т.н др проф акад ул бул стр бр мил млрд ден ст чл на пр св анг англ итн",
        "sr": "г г-ђа гђа тј тзв итд нпр бр чл ст стр ул св др проф академик мил мили млрд дин год енгл лат сл око"
        " tj tzv itd npr br čl st str ul sv dr prof mil mlrd din god engl lat sl g",
        "mn": "он м.э",
        "ky": "ж жж б.а м.а ул",
        "kk": "ж жж т.б т.с.с б.з",
        "tg": "с ш",
        "el": "π.χ κ.ά κ.λπ κ.α δηλ βλ πρβλ σελ τηλ αρ αρ. αι εκ δισ μ.μ π.μ μ.χ κ κ.κ κκ αγ γεν στρ αντ χιλ χλμ τ.μ μμ πμ ό.π"
        " υπ λ.χ οδ λεωφ",
        "hy": "թ թթ դ հ հհ մ.թ.ա մ.թ ք էջ տես օր և այլն պրոֆ ակադ գ կմ մլն մլրդ հազ փ պողոց քառ պ տ",
        "ka": "ე.ი ე.წ ა.შ მაგ წ წწ საუკ გვ ქ ე ს პროფ აკად ბ-ნი ქ-ნი ლარ ათ მლნ მლრდ",
        "he": "מס עמ רח טל וכו",
        "ar": "ص ج ق هـ ه م ب ت د أ",
        "fa": "ه.ش ق.م ر.ک ص ج",
        "hi": "रु कि.मी मि सं पृ ई क्र यू.एस",
        "mr": "रु कि.मी मि सं पृ इ.स क्र",
        "ne": "रु कि.मी वि.सं ई.सं नं",
        "bn": "মি কি.মি খ্রি রেভ",
        "kn": "ಶೇ ರೂ ಕಿ.ಮೀ ಡೆಟ್",
        "te": "రూ కి.మీ",
        "ta": "ரூ கி.மீ திரு",
        "ml": "രൂ കി.മീ",
        "gu": "રૂ કિ.મી નં ડૉ",
        "pa": "ਰੁ",
        "si": "රු කි.මී පෙ.ව ප.ව",
    }.items()
}
# Abbreviations only where a number follows.
BEFORE_NUMBER = frozenset(
    "no nos nr nro nrn núm num n art arts p pp pg pag pág s ss str st vol fig abb abs kap cap chap tab bd rd op ch sec"
    " § č čl čís br бр № ст п стр с гл рис кв пп чл ал т л рр сторін ფ ბ թիվ kl klo plkst tel tlf sz ul al m km"
    " ca cca approx circa ок около бл rs rp fr kr sg usd eur".split()
)
# Languages that write an ordinal number with a full stop.
ORDINALS = frozenset(
    "az bs cs cv da de dsb et eu fi fo fy hr hsb hu is kl ku lb lt lv me mk nb nn no pl se sk sl sr tr tk".split()
)
# Words with a capital that nearly always begin a sentence: pronouns, articles, conjunctions, prepositions.
OPENERS: Mapping[str, frozenset[str]] = {
    tag: frozenset(words.split())
    for tag, words in {
        "en": "the a an he she it they we i you this that these those his her its their our in on at as but and so if when while"
        " after before there what who how why for from with by to not no yes however according since although now then",
        "de": "der die das den dem des ein eine einen einem einer er sie es wir ich ihr sein seine seinen ihre ihren dieser diese"
        " dieses in im am an auf aus bei mit nach von vor für zu zum zur aber und oder doch denn wenn als während da dort"
        " so auch nur wie was wer warum laut seit bis nun jetzt damit dabei dazu darum deshalb trotz man mehr nicht kein"
        " keine insgesamt bisher zudem allerdings gegen über unter um ob dass weil",
        "lb": "den de déi dat dës hien hatt si et mir an am um op fir mat no vun bei mee an oder wann wéi wat",
        "fr": "le la les l un une des il elle ils elles on nous je vous ce cet cette ces son sa ses leur en dans à au aux mais et ou"
        " si quand lors après avant selon pour par avec depuis ainsi alors",
        "es": "el la los las un una él ella ellos yo nosotros este esta estos su sus en a al con por para pero y o si cuando como"
        " según desde tras también no lo se",
        "pt": "o a os as um uma ele ela eles eu nós este esta isso seu sua em no na com por para mas e ou se quando como segundo"
        " desde após também não",
        "it": "il lo la i gli le un una uno egli lui lei loro io noi questo questa suo sua in nel nella a al con per da dal di del"
        " ma e o se quando come secondo dopo anche non",
        "nl": "de het een hij zij ze wij we ik dit dat deze die zijn haar hun in op aan met bij van voor naar uit om maar en of als"
        " toen terwijl volgens ook niet er dus",
        "sv": "den det de en ett han hon vi jag i på av för med till men och eller om när som enligt också inte så",
        "da": "den det de en et han hun vi jeg i på af for med til men og eller om når da som ifølge også ikke så der",
        "no": "den det de en et ei han hun ho vi eg jeg i på av for med til men og eller om når da som ifølge også ikke så",
        "fi": "hän se he ne me minä tämä nämä mutta ja tai jos kun koska myös ei niin",
        "et": "ta see nad nemad me ma aga ja või kui sest ka ei nii",
        "is": "hann hún það þeir þær við ég en og eða ef þegar í á af með til einnig ekki",
        "cs": "je jsou byl byla to ten ta ti on ona oni my já v ve na s se z ze k do po při podle ale a nebo když pokud také ne tak"
        " jeho její za",
        "sk": "je sú bol bola to ten tá tí on ona oni my ja v vo na s so z zo k do po pri podľa ale a alebo keď ak tiež nie tak"
        " jeho jej za",
        "sl": "je so to ta ti on ona oni mi jaz v na s z k do po pri ampak in ali ko če tudi ne tako njegov",
        "hr": "je su to taj ta ti on ona oni mi ja u na s sa iz k do po pri ali i ili kad ako također ne tako njegov za",
        "pl": "to ten ta ci on ona oni my ja w we na z ze do po przy według ale i a lub gdy jeśli także nie tak jego jej za",
        "hu": "a az ez ő ők mi én és de vagy ha amikor is nem így egy",
        "tr": "bu şu o onlar biz ben ve ama veya eğer ancak da de bir",
        "ru": "он она оно они мы я это этот эта эти в во на с со из к до по при но и а или если когда также не так его её за"
        " как по-прежнему однако",
        "uk": "він вона воно вони ми я це цей ця ці у в на з із до по при але і й а або якщо коли також не так його її за як",
        "el": "ο η το οι τα ένας μια αυτός αυτή αυτό στη στο στην στον από με για αλλά και ή αν όταν επίσης δεν",
    }.items()
}
_KIN = {"nb": "no", "nn": "no", "bs": "hr", "sr": "sr", "be": "ru", "bg": "bg", "ms": "id", "gsw": "de"}


def abbreviations_of(language: str) -> frozenset[str]:
    """What does not end a sentence in a language: its own abbreviations and those of every language."""
    return EVERYWHERE | ABBREVIATIONS.get(language, ABBREVIATIONS.get(_KIN.get(language, ""), frozenset()))


def openers_of(language: str) -> frozenset[str]:
    """What begins a sentence in a language; nothing where we have no list."""
    return OPENERS.get(language, OPENERS.get(_KIN.get(language, ""), frozenset()))
