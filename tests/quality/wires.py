"""Pairs of reports of our own on one event each, told independently of one another: facts of public record."""

# Language: an event, and two reports of it, each a paragraph an item.
REPORTS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    # Philae lands on 67P, 12 November 2014 (ESA).
    "de": (
        (
            "Zum ersten Mal ist ein von Menschen gebautes Gerät auf einem Kometen gelandet. Um 17.03 Uhr am 12. November 2014 kam im Kontrollzentrum der Europäischen Weltraumorganisation in Darmstadt das Signal an, auf das die Fachleute zehn Jahre lang gewartet hatten.",
            "Das etwa hundert Kilogramm schwere Landegerät Philae hatte sich sieben Stunden zuvor von der Raumsonde Rosetta getrennt und war antriebslos auf den Himmelskörper 67P/Tschurjumow-Gerassimenko hinabgesunken. Weil das Signal gut 28 Minuten bis zur Erde braucht, ließ sich nichts mehr steuern.",
            "Ganz nach Plan ging es trotzdem nicht. Die beiden Harpunen, die das Gerät im Boden verankern sollten, lösten nicht aus, und Philae prallte zweimal ab, ehe es in einem schattigen Winkel zur Ruhe kam. Dort fiel zu wenig Licht auf die Solarzellen, so dass die Batterie nach rund sechzig Stunden leer war.",
            "Rosetta war am 2. März 2004 in Französisch-Guayana gestartet und hatte bis zum Ziel mehr als sechs Milliarden Kilometer zurückgelegt. Die Sonde begleitete den Kometen auf seinem Weg um die Sonne noch fast zwei Jahre, bis sie im September 2016 auf ihm aufsetzte.",
        ),
        (
            "Jubel in Darmstadt: Philae sitzt auf seinem Kometen. Nach einem Abstieg von sieben Stunden meldete sich der kleine Roboter der Esa am Mittwochnachmittag vom Boden eines Brockens, der kaum mehr als vier Kilometer misst und mehr als 500 Millionen Kilometer von uns entfernt durchs All zieht.",
            "Wie sich später zeigte, machte der Lander dabei einen Satz von fast einem Kilometer Höhe. Da die Anziehung auf dem Kometen nur den Bruchteil eines Promilles der irdischen beträgt, dauerte es knapp zwei Stunden, bis er wieder aufkam, und noch ein kürzerer Hüpfer folgte.",
            "Der Stromvorrat reichte für gut zweieinhalb Tage Arbeit. In dieser Zeit schickten die zehn Instrumente an Bord Bilder und Messwerte zur Erde, darunter Spuren organischer Moleküle, die in der Gaswolke über der Oberfläche gefunden wurden.",
            "Das Unternehmen, an dem neben Deutschland auch Frankreich und Italien großen Anteil hatten, kostete etwa 1,4 Milliarden Euro. Gefunden wurde der verschollene Lander erst Anfang September 2016 auf einem Foto, wenige Wochen vor dem Ende der Mission.",
        ),
    ),
    # The Paris agreement is adopted, 12 December 2015 (UNFCCC).
    "fr": (
        (
            "Un coup de marteau vert, et la salle s'est levée. Samedi 12 décembre 2015 au Bourget, les représentants de 195 pays ont adopté par consensus le premier accord universel sur le climat, au terme de deux semaines de négociations conduites par Laurent Fabius.",
            "Le texte fixe pour but de contenir le réchauffement « nettement en dessous de 2 °C » par rapport à l'ère préindustrielle, et de poursuivre les efforts pour le limiter à 1,5 °C. Ce dernier seuil était réclamé par les petits États insulaires, que menace la montée des eaux.",
            "Chaque pays doit présenter tous les cinq ans une contribution nationale, plus ambitieuse que la précédente, et un premier bilan mondial est prévu pour 2023. Les pays riches confirment par ailleurs leur promesse de mobiliser cent milliards de dollars par an à partir de 2020 pour aider les plus pauvres.",
            "Pour s'appliquer, l'accord devait être ratifié par au moins 55 pays comptant pour 55 % des émissions mondiales de gaz à effet de serre. La condition fut remplie en moins d'un an, et le traité est entré en vigueur le 4 novembre 2016, à la veille de la conférence de Marrakech.",
        ),
        (
            "Les délégués s'embrassent, certains pleurent : la conférence de Paris a réussi là où celle de Copenhague avait échoué six ans plus tôt. Pour la première fois, tous les États de la planète, grands et petits, s'engagent à réduire leurs émissions.",
            "Rien n'oblige pourtant un gouvernement à tenir les chiffres qu'il annonce. Les promesses déposées avant le sommet conduiraient, additionnées, à un réchauffement de près de trois degrés à la fin du siècle, selon les calculs des Nations unies.",
            "C'est pourquoi les négociateurs ont prévu un mécanisme de révision : les engagements seront revus à la hausse à intervalles réguliers, sous le regard des autres. Les ONG saluent un tournant, tout en regrettant que le mot de charbon ne figure nulle part dans le document.",
            "Les États-Unis et la Chine, les deux premiers pollueurs, avaient préparé le terrain par une déclaration commune dès 2014. Ils ont déposé ensemble leurs instruments de ratification en septembre 2016 à Hangzhou, ce qui a accéléré le mouvement.",
        ),
    ),
    # The miners of San José are rescued, 13 October 2010.
    "es": (
        (
            "Los treinta y tres mineros atrapados en la mina San José, en el norte de Chile, ya están en la superficie. El último en salir, a las 21.55 del 13 de octubre de 2010, fue el jefe de turno Luis Urzúa, después de 69 días bajo tierra.",
            "El rescate había comenzado poco después de la medianoche, cuando Florencio Ávalos abrió la puerta de la cápsula Fénix 2, un cilindro de acero de apenas medio metro de ancho pintado con los colores de la bandera. Cada viaje por el conducto de 622 metros duró alrededor de un cuarto de hora.",
            "El derrumbe del 5 de agosto había bloqueado la única galería de acceso. Durante diecisiete días nadie supo si quedaba alguien con vida, hasta que una sonda volvió a la superficie con un papel atado: «Estamos bien en el refugio los 33». El mensaje dio la vuelta al mundo.",
            "Tres perforadoras trabajaron a la vez para llegar hasta ellos, y la que seguía el llamado plan B lo consiguió el 9 de octubre. Más de mil millones de personas siguieron por televisión la operación, a la que asistieron los presidentes Sebastián Piñera, de Chile, y Evo Morales, de Bolivia.",
        ),
        (
            "Con gafas oscuras para protegerse de la luz y abrazados a sus familias, los hombres de la mina del desierto de Atacama fueron llegando uno a uno al campamento Esperanza. La operación, prevista para dos días, se completó en menos de veinticuatro horas.",
            "Entre los rescatados había un boliviano, Carlos Mamani, que llevaba cinco días en el yacimiento cuando ocurrió el accidente. El mayor de todos, Mario Gómez, tenía 63 años; el más joven, Jimmy Sánchez, tenía 19.",
            "Al principio se repartieron dos cucharadas de atún y medio vaso de leche cada cuarenta y ocho horas. Cuando por fin se abrió un conducto del grosor de un pomelo, les bajaron agua, medicinas, ropa y cartas, y la NASA aconsejó a los médicos sobre dieta y sueño.",
            "La compañía San Esteban, propietaria de la explotación de cobre y oro, había sido sancionada varias veces por falta de seguridad. El Gobierno chileno anunció una reforma de la inspección de minas y pasó a la empresa parte de la factura, estimada en veinte millones de dólares.",
        ),
    ),
    # The Higgs boson is announced, 4 July 2012 (CERN).
    "ru": (
        (
            "Физики Европейского центра ядерных исследований объявили 4 июля 2012 года об открытии новой частицы, похожей на бозон Хиггса. О результатах двух независимых экспериментов, ATLAS и CMS, рассказали на семинаре под Женевой, который транслировали по всему миру.",
            "Масса частицы составляет около 125 гигаэлектронвольт, то есть примерно в 133 раза больше массы протона. Вероятность того, что учёные приняли за сигнал случайный всплеск, не превышает одной трёхмиллионной: такой порог, пять стандартных отклонений, в физике принято считать открытием.",
            "Существование бозона предсказал в 1964 году британец Питер Хиггс, а независимо от него бельгийцы Франсуа Энглер и Роберт Браут. Без него Стандартная модель не объясняет, откуда у элементарных частиц берётся масса. Хиггс сидел в зале и не скрывал слёз.",
            "Частицу искали на Большом адронном коллайдере, кольце длиной 27 километров, проложенном под границей Швейцарии и Франции. Пучки протонов разгоняются в нём почти до скорости света и сталкиваются сотни миллионов раз в секунду. В 2013 году Хиггс и Энглер получили Нобелевскую премию.",
        ),
        (
            "«Думаю, она у нас есть», — так генеральный директор ЦЕРНа Рольф Хойер подвёл итог почти полувековой охоты. Аудиторию заняли с ночи: студенты спали у дверей, чтобы услышать доклады представителей двух коллабораций, в каждой из которых около трёх тысяч человек.",
            "Сам бозон увидеть нельзя: он распадается раньше, чем долетит до детектора. О нём судят по следам, например по паре фотонов или по четырём лептонам, и такие события приходится отбирать из триллионов столкновений, накопленных за два года работы ускорителя.",
            "Осторожность в словах не случайна. Чтобы убедиться, что найдено именно недостающее звено теории, предстояло измерить спин и чётность новой частицы, и только в марте 2013 года в лаборатории заговорили о бозоне Хиггса без оговорок.",
            "Строительство ускорителя обошлось в несколько миллиардов евро, и участвовали в нём десятки стран, в том числе Россия. Раньше того же искали на американском Тэватроне, который закрыли осенью 2011 года: ему не хватило энергии и данных.",
        ),
    ),
    # The Ever Given is refloated, 29 March 2021 (Suez Canal Authority).
    "ar": (
        (
            "أعلنت هيئة قناة السويس يوم الاثنين 29 مارس 2021 نجاح تعويم سفينة الحاويات العملاقة إيفر غيفن، بعد ستة أيام من جنوحها وإغلاقها الممر الملاحي بالكامل. واستؤنفت حركة الملاحة في الاتجاهين مساء اليوم نفسه.",
            "وكانت السفينة، التي يبلغ طولها 400 متر وتحمل نحو عشرين ألف حاوية، قد انحرفت عن مسارها صباح الثالث والعشرين من الشهر وسط رياح قوية وعاصفة رملية، فانغرست مقدمتها في الضفة الشرقية واستقرت مؤخرتها قرب الضفة الغربية.",
            "وشاركت في عملية الإنقاذ أكثر من عشر قاطرات، كما أزالت الكراكات قرابة ثلاثين ألف متر مكعب من الرمال من حول المقدمة. واستفادت الفرق من المد العالي الذي رافق اكتمال القمر، فتحركت السفينة أخيرا نحو منطقة البحيرات لفحصها.",
            "وتسبب الحادث في تكدس 422 سفينة عند مدخلي القناة وفي منطقة الانتظار، وقدرت الهيئة خسائرها بما بين 12 و15 مليون دولار يوميا. ويمر عبر القناة نحو 12 في المئة من التجارة العالمية، وهي أقصر طريق بين آسيا وأوروبا.",
        ),
        (
            "دوت صفارات القاطرات احتفالا حين عادت السفينة الضخمة إلى الطفو في الجزء الجنوبي من المجرى المائي المصري. وكتب الرئيس عبد الفتاح السيسي أن المصريين نجحوا في إنهاء الأزمة رغم تعقيدها الفني الهائل.",
            "ترفع الناقلة علم بنما وتملكها شركة يابانية هي شوي كيسن، بينما تشغلها مجموعة إيفرغرين التايوانية، وكانت في طريقها من الصين إلى ميناء روتردام الهولندي. ولم يصب أحد من طاقمها الهندي المؤلف من خمسة وعشرين بحارا.",
            "وقال خبراء الشركة الهولندية سميت سالفدج إن سحب مئتين وعشرين ألف طن من الوحل لم يكن سهلا، وإن تفريغ الحمولة كان سيستغرق أسابيع لو فشلت المحاولة. واضطرت شركات كثيرة في تلك الأيام إلى الدوران حول رأس الرجاء الصالح.",
            "واحتجزت السلطات السفينة بعد ذلك أكثر من ثلاثة أشهر في البحيرة المرة بسبب خلاف على التعويضات، ثم سمحت لها بالمغادرة في السابع من يوليو إثر اتفاق لم تكشف قيمته. وبدأت مصر بعدها مشروعا لتوسيع الجزء الجنوبي وتعميقه.",
        ),
    ),
    # Chang'e 4 lands on the far side, 3 January 2019 (CNSA).
    "zh-Hans": (
        (
            "北京时间2019年1月3日10时26分,嫦娥四号探测器成功降落在月球背面南极艾特肯盆地内的冯·卡门撞击坑,人类探测器首次实现在月球背面软着陆,并通过中继星传回了世界上第一张近距离拍摄的月背影像图。",
            "由于月球自转与公转周期相同,地球上永远看不到月球的背面,探测器在那里也无法直接同地面联系。为此,中国于2018年5月21日发射了鹊桥号中继星,让它在地月拉格朗日二点附近运行,为着陆器和巡视器转发信号。",
            "嫦娥四号2018年12月8日凌晨在西昌卫星发射中心由长征三号乙运载火箭送入太空,四天后进入环月轨道。着陆时,探测器从距月面15公里处开始动力下降,在一百米高度悬停,自主避开岩石和小坑后缓缓落下。",
            "当晚22时22分,玉兔二号月球车驶抵月面,留下了第一道车辙。它的任务包括探测月壤结构和矿物成分,着陆器上还带有低频射电仪器,因为那里没有来自地球的无线电干扰,是天文学家期待已久的观测地点。",
        ),
        (
            "飞控大厅里响起掌声:经过二十六天的飞行,中国的无人飞船平稳地停在了那片从未有人造访的土地上。美国、苏联过去的着陆都选在正面,因为隔着整个月球,任何指令都传不过去。",
            "科学家选中的盆地直径约两千五百公里,是太阳系里已知最大最古老的撞击构造之一。当年的巨大冲击可能把月幔物质翻到了表面,研究这些石头,有望弄清月亮早期的历史。",
            "这次任务还搭载了德国、瑞典、荷兰和沙特阿拉伯参与研制的仪器。一个密封的小罐里装着棉花、油菜和土豆的种子,其中棉籽在几天后发了芽,不过随着月夜来临、温度骤降,嫩芽很快就冻死了。",
            "小小的六轮车原计划工作三个月,结果一直走了好几年,成为在月面工作时间最长的巡视器。它的成功也为后来的采样返回打下基础:2020年底,嫦娥五号带回了一千七百多克样品。",
        ),
    ),
    # Hayabusa2 brings its capsule back, 6 December 2020 (JAXA).
    "ja": (
        (
            "宇宙航空研究開発機構は2020年12月6日、小惑星探査機はやぶさ2から切り離されたカプセルを、オーストラリア南部のウーメラ砂漠で回収したと発表した。カプセルは午前2時半ごろ火球となって夜空を横切り、パラシュートを開いて降下した。",
            "直径40センチのカプセルには、小惑星リュウグウで採取した砂や石が入っているとみられる。現地に着いた回収班は電波を頼りにヘリコプターで捜し、夜明けとともに着地点を確認した。カプセルは同8日に空路で相模原市の施設に運ばれた。",
            "はやぶさ2は2014年12月3日に種子島から打ち上げられ、2018年6月に目的地に到着した。翌年2月と7月に着陸し、2度目は人工クレーターを作った後の地下の物質を狙った。往復の飛行距離は約52億キロに及んだ。",
            "容器を開けたところ、目標の0.1グラムを大きく上回る約5.4グラムの試料が確認された。リュウグウは水や有機物を多く含む型の小惑星で、生命の材料がどこから来たのかを知る手がかりになると期待されている。",
        ),
        (
            "6年に及ぶ旅の締めくくりは、流れ星のような光の筋だった。管制室では拍手が起こり、責任者の津田雄一さんは、玉手箱が無事に帰ってきたと喜びを語った。機体そのものは地球に立ち寄らず、次の天体へ向かった。",
            "初代の機体は通信の途絶やエンジンの故障に苦しみながら、2010年にイトカワの微粒子を持ち帰った。後継機は大きな故障もなく、小型の探査ロボットを世界で初めて小惑星の表面で動かすなど、数々の成果を重ねた。",
            "岩だらけの地形は想定を超え、当初は百メートル四方の平らな場所に降りるはずが、実際に使えたのは半径3メートルほどの円だった。運用班は目印を落として誘導する方法を練り上げ、誤差およそ1メートルで降りることに成功した。",
            "持ち帰った黒い粒は国内外の研究者に配られ、米航空宇宙局にも一部が渡った。分析からは20種を超すアミノ酸が見つかっている。機体は燃料の残りを使い、2031年に別の小さな天体に着く予定だ。",
        ),
    ),
    # The boys of Tham Luang are rescued, 10 July 2018.
    "th": (
        (
            "ปฏิบัติการช่วยเหลือนักฟุตบอลเยาวชนทีมหมูป่าและผู้ฝึกสอนรวม 13 คน ที่ติดอยู่ในถ้ำหลวง อำเภอแม่สาย จังหวัดเชียงราย สิ้นสุดลงในวันที่ 10 กรกฎาคม 2561 เมื่อทีมนักดำน้ำนำสี่คนสุดท้ายกับโค้ชออกมาได้อย่างปลอดภัย หลังใช้เวลาสามวัน",
            "เด็กชายทั้งสิบสองคน อายุระหว่าง 11 ถึง 16 ปี เข้าไปในถ้ำหลังซ้อมฟุตบอลเมื่อวันที่ 23 มิถุนายน แต่ฝนที่ตกหนักทำให้น้ำท่วมทางออกอย่างรวดเร็ว นักดำน้ำชาวอังกฤษสองคนพบพวกเขาในคืนวันที่ 2 กรกฎาคม บนเนินดินห่างจากปากถ้ำราวสี่กิโลเมตร",
            "ระหว่างภารกิจ จ่าเอกสมาน กุนัน อดีตหน่วยซีล เสียชีวิตเมื่อวันที่ 6 กรกฎาคม ขณะนำถังอากาศไปวางตามเส้นทาง ระดับออกซิเจนที่ลดลงและพายุฝนระลอกใหม่ทำให้เจ้าหน้าที่ตัดสินใจพาเด็กดำน้ำออกมา แม้หลายคนว่ายน้ำไม่เป็น",
            "แพทย์ชาวออสเตรเลียให้ยาสลบก่อนออกเดินทาง เด็กแต่ละคนสวมหน้ากากเต็มใบหน้าและมีนักดำน้ำประกบตลอดทาง ทั้งหมดถูกส่งไปพักฟื้นที่โรงพยาบาลเชียงรายประชานุเคราะห์ ผู้คนจากหลายประเทศนับพันคนร่วมในการค้นหาและสูบน้ำครั้งนี้",
        ),
        (
            "เสียงปรบมือดังขึ้นสองข้างถนนเมื่อรถพยาบาลคันสุดท้ายแล่นออกจากภูเขา ชาวบ้านที่เฝ้ารอมานานกว่าสองสัปดาห์กอดกันร้องไห้ด้วยความยินดี ข่าวดีนี้แพร่ไปทั่วโลกระหว่างที่หลายประเทศกำลังชมฟุตบอลโลก",
            "ผู้ว่าราชการจังหวัดณรงค์ศักดิ์ โอสถธนากร ซึ่งเป็นหัวหน้าศูนย์บัญชาการ กล่าวว่าไม่มีใครคิดว่าจะทำได้สำเร็จ เพราะโพรงบางช่วงแคบเพียงสามสิบแปดเซนติเมตรและกระแสน้ำขุ่นจนมองไม่เห็นมือตัวเอง",
            "เครื่องสูบน้ำทำงานทั้งวันทั้งคืน ชาวนาในพื้นที่ยอมให้ปล่อยน้ำลงสู่ไร่นาของตนโดยไม่ขอค่าชดเชย ขณะที่อาสาสมัครทำอาหารและซักเสื้อผ้าให้ทีมงาน ผู้เชี่ยวชาญจากจีน สหรัฐอเมริกา และญี่ปุ่นก็เดินทางมาช่วยด้วย",
            "หลังจากนั้นเอกพล จันทะวงษ์ และเด็กอีกสามคนซึ่งเคยไร้สัญชาติได้รับสัญชาติไทย ส่วนวนอุทยานปิดไปนานกว่าหนึ่งปีก่อนจะเปิดให้นักท่องเที่ยวชมโถงแรกอีกครั้ง เรื่องราวนี้กลายเป็นภาพยนตร์และสารคดีหลายเรื่อง",
        ),
    ),
    # Mangalyaan reaches Mars, 24 September 2014 (ISRO).
    "hi": (
        (
            "भारत का मंगलयान 24 सितंबर 2014 की सुबह मंगल ग्रह की कक्षा में पहुँच गया। इसके साथ ही भारत पहले ही प्रयास में यह कामयाबी पाने वाला दुनिया का पहला देश और लाल ग्रह तक पहुँचने वाला एशिया का पहला देश बन गया।",
            "बेंगलुरु के नियंत्रण कक्ष में मौजूद प्रधानमंत्री नरेंद्र मोदी ने वैज्ञानिकों को बधाई देते हुए कहा कि उन्होंने असंभव को संभव कर दिखाया है। यान का मुख्य इंजन करीब 24 मिनट तक चलाया गया ताकि उसकी रफ़्तार घटे और ग्रह का गुरुत्वाकर्षण उसे पकड़ सके।",
            "यह यान 5 नवंबर 2013 को श्रीहरिकोटा से पीएसएलवी-सी25 रॉकेट के ज़रिये छोड़ा गया था। लगभग तीन सौ दिन में उसने 66 करोड़ किलोमीटर से ज़्यादा की दूरी तय की। पूरे अभियान पर 450 करोड़ रुपये ख़र्च हुए, जो किसी भी दूसरे देश के ऐसे अभियान से बहुत कम है।",
            "यान पर पाँच उपकरण लगे हैं, जो ग्रह की सतह की तस्वीरें लेंगे और उसके वायुमंडल में मीथेन की तलाश करेंगे। भारतीय अंतरिक्ष अनुसंधान संगठन के अनुसार इसे छह महीने काम करने के लिए बनाया गया था, मगर संपर्क 2022 तक बना रहा।",
        ),
        (
            "तालियों की गड़गड़ाहट और गले मिलते वैज्ञानिक: बुधवार को इसरो के केंद्र में यही नज़ारा था, जब बारह मिनट की देरी से आया संकेत बता गया कि सब ठीक रहा। अमेरिका, रूस और यूरोप के बाद भारत चौथी ऐसी ताक़त है।",
            "मार्स ऑर्बिटर मिशन का वज़न ईंधन समेत 1,350 किलोग्राम से कम था और उसे केवल पंद्रह महीने में तैयार किया गया। इंजन दस महीने तक बंद रहा था, इसलिए दो दिन पहले उसे चार सेकंड चलाकर परखा गया था।",
            "इससे पहले भेजे गए आधे से ज़्यादा अंतरराष्ट्रीय अभियान नाकाम रहे थे; चीन का यिंगहुओ और जापान का नोज़ोमी भी उनमें थे। जानकारों का कहना है कि सस्ती तकनीक से दुनिया के बाज़ार में उपग्रह प्रक्षेपण के लिए देश की साख बढ़ेगी।",
            "अमेरिकी एजेंसी नासा का मावेन यान सिर्फ़ दो दिन पहले वहाँ पहुँचा था। दोनों देशों ने मिलकर आँकड़े साझा करने के लिए एक समूह बनाया। बाद में नए दो हज़ार रुपये के नोट पर भी इस अंतरिक्ष यान का चित्र छापा गया।",
        ),
    ),
}

# What a publisher puts under every article, by language.
FEET = {
    "de": "Dieser Text ist Teil unseres Angebots für Leserinnen und Leser, die schnell wissen wollen, was geschehen ist. Wenn Ihnen ein Fehler auffällt, schreiben Sie uns bitte; wir berichtigen ihn und sagen, was falsch war. Unsere Redaktion arbeitet nach den Regeln, die wir auf der Seite über uns veröffentlicht haben, und sie nimmt von niemandem Weisungen an. Wer uns unterstützen möchte, kann ein Abonnement bestellen oder eine einmalige Summe überweisen.",
    "fr": "Cet article est libre d'accès grâce aux lecteurs qui nous soutiennent chaque mois. Si vous y trouvez une erreur, écrivez à la rédaction : nous la corrigerons et nous dirons ce qui était faux. Notre charte, publiée sur ce site, interdit à quiconque de nous dicter ce que nous écrivons. Pour recevoir chaque matin le choix de la rédaction, inscrivez-vous à notre lettre, et parlez-en autour de vous si elle vous plaît.",
    "es": "Este periódico vive de sus suscriptores y no acepta que nadie le diga qué debe publicar. Si ha encontrado un error en este texto, escríbanos: lo corregiremos y diremos qué estaba mal. Las normas de nuestra redacción pueden leerse en la página dedicada a quiénes somos. Cada mañana enviamos un boletín con lo más importante del día, que puede recibir sin coste alguno y dejar cuando quiera.",
    "ru": "Этот материал доступен всем благодаря читателям, которые поддерживают редакцию. Если вы заметили ошибку, напишите нам: мы исправим её и скажем, что было неверно. Правила, по которым мы работаем, опубликованы на странице о нас, и никто не указывает нам, о чём писать. Каждое утро мы рассылаем письмо с главными новостями, подписаться на него можно бесплатно, а отписаться в любой день.",
    "ar": "هذا المقال متاح للجميع بفضل القراء الذين يدعمون الصحيفة كل شهر. إذا وجدتم خطأ في النص فاكتبوا إلى هيئة التحرير وسنصححه ونذكر ما كان غير صحيح. القواعد التي نعمل بها منشورة في صفحة من نحن، ولا نتلقى تعليمات من أحد. نرسل كل صباح رسالة بأهم الأخبار يمكن الاشتراك فيها مجانا وإلغاؤها في أي وقت.",
    "zh-Hans": "本报道由读者的支持得以免费阅读。如果您在文中发现错误,请写信给编辑部,我们会更正并说明错在哪里。我们的工作准则公布在关于我们的页面上,任何人都不能指示我们写什么。每天早晨我们发送一封邮件,介绍当天最重要的新闻,您可以免费订阅,也可以随时退订。欢迎把这篇文章转给您的朋友。",
    "ja": "この記事は、毎月ご支援くださる読者のおかげで無料で公開しています。文中に誤りを見つけた方は編集部までお知らせください。訂正のうえ、どこが間違っていたかを明記します。取材と編集の決まりは本紙についてのページに掲げてあり、誰の指図も受けません。毎朝、主なニュースをまとめた便りをお届けしています。登録も解除もいつでも無料でできます。",
    "th": "บทความนี้เปิดให้อ่านฟรีด้วยการสนับสนุนของผู้อ่านทุกเดือน หากท่านพบข้อผิดพลาดโปรดเขียนถึงกองบรรณาธิการ เราจะแก้ไขและบอกว่าผิดตรงไหน หลักการทำงานของเราอยู่ในหน้าเกี่ยวกับเรา ไม่มีใครสั่งให้เราเขียนอะไรได้ ทุกเช้าเราส่งจดหมายรวมข่าวสำคัญประจำวัน สมัครได้โดยไม่เสียค่าใช้จ่ายและเลิกรับได้ทุกเมื่อ",
    "hi": "यह लेख उन पाठकों की मदद से सबके लिए मुफ़्त है जो हर महीने हमारा साथ देते हैं। अगर आपको कोई ग़लती मिले तो संपादक मंडल को लिखिए; हम उसे सुधारेंगे और बताएँगे कि क्या ग़लत था। हमारे काम के नियम हमारे बारे में वाले पन्ने पर छपे हैं और हमें कोई नहीं बताता कि क्या लिखना है। हर सुबह हम दिन की बड़ी ख़बरों की चिट्ठी भेजते हैं, जिसे कोई भी मुफ़्त मँगा सकता है।",
}  # fmt: skip
