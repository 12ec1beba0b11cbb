"""A save that an action refuses: tried once, undone, and explained on the form that was posted."""

from unittest import mock

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.urls import reverse

from registry.adminkit.refusals import RefusalForm
from registry.errors import Refused
from registry.models import CalendarYear
from tests.registry.desk import Desk

TYPED = {
    "year": 2031,
    "state": "official",
    "notice_no": "国办发明电〔2030〕1号",
    "notice_on": "2030-11-01",
}


class RefusedSaveTests(Desk):
    def post(self, refusal, **typed):
        def write_and_refuse(request, obj, form, change):
            obj.save()
            raise refusal

        desk = admin.site._registry[CalendarYear]
        self.sign_in(self.officer)
        with (
            mock.patch.object(desk, "save_model", side_effect=write_and_refuse) as self.save,
            mock.patch.object(RefusalForm, "clean", autospec=True, side_effect=RefusalForm.clean) as self.clean,
        ):  # fmt: skip
            return self.client.post(self.address, {**TYPED, **typed})

    @property
    def address(self):
        year = CalendarYear.objects.filter(year=2031).first()
        if year is None:
            return reverse("admin:registry_calendaryear_add")
        return reverse("admin:registry_calendaryear_change", args=[year.pk])

    def test_is_tried_once_undone_and_explained_with_what_was_typed(self):
        page = self.post(Refused("不能保存。", "另有原因。"))

        self.assertContains(page, "不能保存。")
        self.assertContains(page, "另有原因。")
        self.assertContains(page, 'value="国办发明电〔2030〕1号"')
        self.assertEqual(self.save.call_count, 1)
        self.assertEqual(self.clean.call_count, 1)
        self.assertFalse(CalendarYear.objects.filter(year=2031).exists())
        self.assertTrue(page.context["add"])

    def test_of_a_row_that_is_there_shows_what_the_database_has_besides(self):
        year = CalendarYear.objects.create(year=2031, state="estimated")

        page = self.post(ValidationError("不能保存。"), notice_no="改过的文号")

        year.refresh_from_db()
        self.assertContains(page, "不能保存。")
        self.assertContains(page, 'value="改过的文号"')
        self.assertEqual(year.notice_no, "")
        self.assertEqual(page.context["original"].notice_no, "")

    def test_a_refusal_that_has_no_form_is_not_hidden(self):
        desk = admin.site._registry[CalendarYear]
        self.sign_in(self.officer)

        with (
            mock.patch.object(desk, "get_fieldsets", side_effect=Refused("不行。")),
            self.assertRaisesMessage(Refused, "不行。"),
        ):
            self.client.get(reverse("admin:registry_calendaryear_add"))
