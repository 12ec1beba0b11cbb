"""Invented lists and names, as large as real ones get; all check digits are right."""

import random
from datetime import date, timedelta
from itertools import accumulate, product

import xlsxwriter

SYMBOLS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
WEIGHTS_9 = (3, 7, 9, 10, 5, 8, 4, 2)
WEIGHTS_17 = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
WEIGHTS_18 = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)
VALUE = {symbol: number for number, symbol in enumerate(SYMBOLS)}

REGIONS = ["福州市", "福州", "福建省", "福建", "福清市", "闽侯县", "长乐区", "连江县"]
REGIONS += [
    "鼓楼区",
    "台江区",
    "仓山区",
    "晋安区",
    "马尾区",
    "永泰县",
    "罗源县",
    "闽清县",
]
SYLLABLES = (
    "海峡榕城闽江鼎盛恒泰金瑞嘉和永顺达通鑫源祥丰宏远东方新华天成中正大兴隆安康乐居"
)
SYLLABLES += (
    "星辰博睿智创联合众诚信义德仁立本盈科讯迅捷美佳凯旋龙凤麒麟鹏程万里春秋冬夏"
)
TRADES = [
    "环保科技",
    "建筑工程",
    "贸易",
    "食品",
    "物流",
    "房地产开发",
    "信息技术",
    "餐饮管理",
]
TRADES += [
    "园林绿化",
    "机械设备",
    "纺织",
    "医药",
    "水产",
    "汽车销售",
    "劳务派遣",
    "文化传媒",
]
FORMS = ["有限公司", "有限责任公司", "股份有限公司", "分公司", "商行", "经营部"]
SURNAMES = "陈林黄郑王李张吴刘蔡杨许何郭江叶"
GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华"


def falling_weights(items):
    """Cumulative weights by which the first items come far more often, as in real names."""
    return list(accumulate(1 / (place + 1) for place in range(len(items))))


def organisation_names(count, seed=1):
    """Yield `count` names of region, brand, trade and form, some parts frequent and some rare."""
    chance = random.Random(seed)
    brands = [a + b for a, b in product(SYLLABLES, repeat=2)]
    chance.shuffle(brands)
    columns = [
        chance.choices(part, cum_weights=falling_weights(part), k=count)
        for part in (REGIONS, brands, TRADES, FORMS)
    ]
    third = chance.choices(["", *SYLLABLES], k=count)
    for region, brand, trade, form, extra in zip(*columns, third, strict=True):
        yield f"{region}{brand}{extra}{trade}{form}"


def person_names(count, seed=2):
    chance = random.Random(seed)
    for _ in range(count):
        given = "".join(chance.choices(GIVEN, k=chance.choice((1, 2, 2))))
        yield chance.choice(SURNAMES) + given


def code_of(number):
    """The valid 统一社会信用代码 of the invented organisation `number`."""
    body = f"{number:08d}"
    check = 11 - sum(map(_product, WEIGHTS_9, body)) % 11
    body = "91350100" + body + "0123456789X0"[check]
    total = sum(w * VALUE[c] for w, c in zip(WEIGHTS_18, body, strict=True))
    return body + SYMBOLS[-total % 31]


def number_of(serial):
    """The valid 居民身份证 number of the invented person `serial`."""
    born = date(1950, 1, 1) + timedelta(days=serial % 20_000)
    body = f"350102{born:%Y%m%d}{serial // 20_000 + 1:03d}"
    return body + "10X98765432"[sum(map(_product, WEIGHTS_17, body)) % 11]


def _product(weight, digit):
    return weight * int(digit)


HEADINGS = [
    "序号",
    "信用主体名称",
    "主体类别",
    "统一社会信用代码/证件号码",
    "认定文号",
    "列入事由",
    "认定依据",
    "认定日期",
    "违法行为发生日期",
    "告知书送达日期",
    "告知书送达凭证",
    "决定书送达日期",
    "决定书送达凭证",
    "备注",
]


def write_list(path, rows, *, decided):
    """Write a list of `rows` lines and 14 columns, three quarters of them organisations."""
    book = xlsxwriter.Workbook(path, {"constant_memory": True})
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    sheet = book.add_worksheet("黑名单")
    sheet.write_row(0, 0, HEADINGS)
    names, people = list(organisation_names(rows)), person_names(rows)
    served = decided - timedelta(days=40)
    for row in range(1, rows + 1):
        sheet.write_number(row, 0, row)
        if row % 4:
            subject = row - row // 50  # one in fifty is named a second time
            name, kind, number = names[subject], "法人及非法人组织", code_of(subject)
        else:
            name, kind, number = next(people), "自然人", number_of(row // 4)
        for column, text in enumerate([name, kind, number], start=1):
            sheet.write_string(row, column, text)
        sheet.write_string(row, 4, f"榕环罚〔2026〕{row}号")
        sheet.write_string(
            row, 5, f"未经批准擅自排放水污染物，情节严重（第{row % 97}类）"
        )
        sheet.write_string(row, 6, "《中华人民共和国水污染防治法》第八十三条")
        sheet.write_datetime(row, 7, decided, day)
        sheet.write_datetime(row, 8, decided - timedelta(days=60 + row % 300), day)
        sheet.write_datetime(row, 9, served, day)
        sheet.write_string(row, 10, f"送达回证〔2026〕{row}号")
        sheet.write_datetime(row, 11, decided, day)
        sheet.write_string(row, 12, f"送达回证〔2026〕决{row}号")
        sheet.write_string(row, 13, "测试数据")
    book.close()
