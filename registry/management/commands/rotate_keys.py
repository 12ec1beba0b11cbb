"""Seal every number again under the newest key."""

import base64
from functools import partial

from django.apps import apps
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from registry import sealing
from registry.models import Row

BATCH = 1000  # rows


class Command(BaseCommand):
    help = (
        "用 CREDIT_DATA_KEYS 中最新的密钥重新加密全部自然人证件号码。"
        "逐批提交，中断后再次执行即可继续；全部完成后，旧密钥方可撤下。"
    )

    def handle(self, **options):
        broken = []
        for model, column, reseal in sealed_columns():
            done, failed = reseal_all(model, column, reseal)
            label = model._meta.verbose_name
            self.stdout.write(
                f"{label}：重新加密 {done} 条，无法打开 {len(failed)} 条。"
            )
            broken += [f"{label} {pk}：{reason}" for pk, reason in failed]
        if broken:
            raise CommandError(
                "下列数据仍用旧密钥，请勿撤下旧密钥：\n" + "\n".join(broken[:20])
            )
        self.stdout.write("全部证件号码均已使用最新密钥，旧密钥可以撤下。")


def sealed_columns():
    """Everything that is sealed: (model, column, function): what models name in SEALED, and cells of rows."""
    for model in apps.get_models():
        for column, purpose in getattr(model, "SEALED", {}).items():
            yield model, column, partial(reseal_value, purpose=purpose)
    yield Row, "cells", reseal_cells


def reseal_all(model, column, reseal):
    """Seal the values of `column` of `model` again under the newest key.

    Batch by batch, each in a transaction of its own: it may be interrupted and run again. Returns
    how many rows were sealed again, and (pk, reason) of those that could not be opened.
    """
    done, failed, last = 0, [], None
    while True:
        with transaction.atomic():
            rows = list(batch_after(model, column, last))
            fresh = []
            for row in rows:
                try:
                    value = reseal(getattr(row, column))
                except sealing.Unsealable as error:
                    failed.append((row.pk, str(error)))
                    continue
                if value is not None:
                    setattr(row, column, value)
                    fresh.append(row)
            model._base_manager.bulk_update(fresh, [column], batch_size=250)
        if not rows:
            return done, failed
        done += len(fresh)
        last = rows[-1].pk


def batch_after(model, column, last):
    rows = model._base_manager.filter(**{f"{column}__isnull": False}).order_by("pk")
    if last is not None:
        rows = rows.filter(pk__gt=last)
    return rows.only("pk", column).select_for_update(of=("self",))[:BATCH]


def reseal_value(blob, purpose=sealing.SUBJECT):
    """The value sealed again, or None where it is under the newest key already."""
    if sealing.needs_resealing(blob):
        return sealing.seal(sealing.unseal(blob, purpose), purpose)
    return None


def reseal_cells(cells):
    """The cells of an imported row, the sealed ones sealed again; None where none needed it."""
    renewed = [reseal_cell(cell) for cell in cells]
    return renewed if renewed != cells else None


def reseal_cell(cell):
    if not isinstance(cell, dict):
        return cell
    blob = reseal_value(base64.b64decode(cell["sealed"]))
    if blob is None:
        return cell
    return {**cell, "sealed": base64.b64encode(blob).decode()}
