"""Invented numbers with true checks, computed the slow way, straight from the standards."""

USCC_SYMBOLS = "0123456789ABCDEFGHJKLMNPQRTUWXY"


def uscc(head, organisation):
    """GB 32100: eight characters, an organisation code, and the check over both."""
    body = head + organisation
    total = sum(USCC_SYMBOLS.index(c) * pow(3, i, 31) for i, c in enumerate(body))
    return body + USCC_SYMBOLS[-total % 31]


def organisation_code(body):
    """GB 11714: eight characters and their check."""
    weights = [3, 7, 9, 10, 5, 8, 4, 2]
    check = 11 - sum(int(c, 36) * w for c, w in zip(body, weights, strict=True)) % 11
    return body + {10: "X", 11: "0"}.get(check, str(check))


def person_number(region, birthday, sequence):
    """GB 11643: address, birth date, sequence, and the check of ISO 7064 MOD 11-2."""
    born = birthday if isinstance(birthday, str) else birthday.strftime("%Y%m%d")
    body = f"{region}{born:0>8}{sequence:03}"
    total = sum(int(c) * pow(2, 17 - i, 11) for i, c in enumerate(body))
    return body + "0123456789X"[(12 - total) % 11]


def registration_number(body):
    """ISO 7064 MOD 11,10 over fourteen digits."""
    product = 10
    for digit in body:
        product = ((product + int(digit)) % 10 or 10) * 2 % 11
    return body + str((11 - product) % 10)
