"""Invented officials, companies and persons; every name says that it is for demonstration.

Their numbers pass every check and yet belong to nobody: organisation codes begin with DEM,
and no county of 福州市 has the code 350199.
"""

from contextlib import suppress
from datetime import date, timedelta
from itertools import product

from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Group

import registry.actions
from registry import roles
from registry.identifiers import Kind, Unrecognised, recognise
from registry.models import Department, Official, Region, SubjectKind

PASSWORD = "xinyong-fuzhou-2016"
MAILBOX = "@demo.invalid"

UNITS = [
    "huanbao",
    "jianwei",
    "shichang",
    "anjian",
    "shuiwu",
    "fayuan",
    "renshe",
    "jiaotongwei",
    "shangwu",
    "jiaoyu",
    "xinyongban",
    "yinhang",
    "tuanwei",
    "caizheng",
]

_DIGITS = "0123456789"
_SYMBOLS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_DISTRICTS = {
    "鼓": "350102",
    "台": "350103",
    "仓": "350104",
    "马": "350105",
    "晋": "350111",
    "长": "350112",
    "闽": "350121",
    "连": "350122",
    "罗": "350123",
    "清": "350124",
    "永": "350125",
    "融": "350181",
}
_TRADES = ["环保科技", "建设工程", "食品", "物流", "电子商务"]
_SURNAMES = "林陈黄郑王李张吴刘杨许何郭叶蔡曾薛邱江谢潘高卢魏"
NAMESAKE = 6
_BIRTHDAY = date(1970, 1, 1)


def make_accounts():
    """The demonstration accounts, by username, all with the one initial password."""
    units = Department.objects.in_bulk(field_name="code")
    wanted = [
        (
            f"{code}_{suffix}",
            f"{units[code].short_name}{word}（演示）",
            units[code],
            group,
        )
        for code in UNITS
        for suffix, word, group in [
            ("clerk", "经办人", roles.CLERKS),
            ("reviewer", "审核人", roles.REVIEWERS),
        ]
    ]
    office = units["xinyongban"]
    wanted += [
        ("credit_office", "信用办管理员（演示）", office, roles.OFFICE),
        ("tip_officer", "举报受理员（演示）", office, roles.TIP_OFFICERS),
        ("auditor", "督查审计（演示）", units["shenji"], roles.AUDITORS),
        ("huanbao_system", "环保审批系统（演示）", units["huanbao"], roles.SYSTEMS),
    ]
    password = make_password(PASSWORD)
    return {values[0]: _account(*values, password) for values in wanted}


def _account(username, name, department, group, password):
    official = Official.objects.create(
        username=username,
        name=name,
        email=f"{username}{MAILBOX}",
        department=department,
        is_staff=group != roles.SYSTEMS,
        password=password,
    )
    official.groups.add(Group.objects.get(name=group))
    return official


def make_companies(on):
    """Sixty invented companies and individual businesses, those of good repute first."""
    regions = Region.objects.in_bulk(field_name="code")
    pairs = product(_TRADES, _DISTRICTS.items())
    return [
        _company(number, district, trade, regions[code], on)
        for number, (trade, (district, code)) in enumerate(pairs)
    ]


def _company(number, district, trade, region, on):
    small = number % 10 == 9
    organisation = _checked(
        f"DEM{number:05}", f"{_DIGITS}X", Kind.ORGANISATION_CODE, on
    )
    head = ("92" if small else "91") + region.code
    form = "店" if small else "有限公司"
    return registry.actions.subjects.enrol(
        kind=SubjectKind.INDIVIDUAL_BUSINESS if small else SubjectKind.ORGANISATION,
        name=f"福州{district}字{trade}{form}（演示）",
        identifier=_checked(head + organisation.value, _SYMBOLS, Kind.USCC, on),
        by=None,
        region=region,
    )


def make_persons(on):
    """Invented persons; the last has the same name as the one numbered NAMESAKE."""
    names = [f"{surname}演示" for surname in [*_SURNAMES, _SURNAMES[NAMESAKE]]]
    return [
        registry.actions.subjects.enrol(
            kind=SubjectKind.PERSON,
            name=name,
            identifier=identity_number(number, on),
            by=None,
        )
        for number, name in enumerate(names)
    ]


def identity_number(number, on):
    """The number of the invented person `number`."""
    born = _BIRTHDAY + timedelta(days=200 * number)
    return _checked(
        f"350199{born:%Y%m%d}{number + 1:03}", f"{_DIGITS}X", Kind.RESIDENT, on
    )


def registration_number(number, on):
    """The fifteen digits of an invented 工商注册号."""
    return _checked(f"350199{number:08}", _DIGITS, Kind.REGISTRATION, on)


def _checked(body, symbols, kind, on):
    for symbol in symbols:
        with suppress(Unrecognised):
            return recognise(body + symbol, today=on, kinds={kind})
    raise AssertionError("Every body has a check character.")
