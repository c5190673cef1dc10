"""Letters that stand for others: look-alikes, Cyrillic ones, traditional Chinese ones."""

from __future__ import annotations

from typing import Final

LOOKALIKES: Final = str.maketrans(
    "АВЕКМНОРСТУХІЈЅаеорсухіјѕԁԛԝһӏΑΒΕΗΙΚΜΝΟΡΤΥΧΖαικνορτυχøØłŁđĐı’‘ʼ´`",
    "ABEKMHOPCTYXIJSaeopcyxijsdqwhlABEHIKMNOPTYXZaikvoptuxoOlLdDi'''''",
)
CYRILLIC: Final = str.maketrans(
    {
        **dict(zip("абвгдезийклмнопрстуфыэіїґє", "abvgdeziiklmnoprstufyeiige", strict=True)),
        "ё": "e",
        "ж": "zh",
        "х": "kh",
        "ц": "ts",
        "ч": "ch",
        "ш": "sh",
        "щ": "shch",
        "ъ": "",
        "ь": "",
        "ю": "yu",
        "я": "ya",
        "ў": "u",
    }
)
SIMPLIFIED: Final = str.maketrans(
    "湯訊飛曠視圖華衛雲從為際國長儲團爾線譜騰紅書節躍動數據網絡電腦計機體導積門廣東蘇瀋島漢慶"
    "龍灣臺業實術發開責資産產車軟設備務製聯銀專貿進創極強與氣園區縣場達應學醫藥檢測鋭銳紀認範"
    "勵亞廈寧暢維鵬復遼陝貴鄭濟無錫澤屬總對會組織傳輸點評衆眾邁凱羅蘭馬魯萬億寶號碼營運顯統級"
    "經濱環燈覺識別驅驗證處賽聰語義讀寫報雙樂聲現優銷廠質價財幣貨鋼鐵鎳礦紡絲",
    "汤讯飞旷视图华卫云从为际国长储团尔线谱腾红书节跃动数据网络电脑计机体导积门广东苏沈岛汉庆"
    "龙湾台业实术发开责资产产车软设备务制联银专贸进创极强与气园区县场达应学医药检测锐锐纪认范"
    "励亚厦宁畅维鹏复辽陕贵郑济无锡泽属总对会组织传输点评众众迈凯罗兰马鲁万亿宝号码营运显统级"
    "经滨环灯觉识别驱验证处赛聪语义读写报双乐声现优销厂质价财币货钢铁镍矿纺丝",
)
