"""The pages that the tests of all pages visit."""

PUBLIC = [
    "/", "/search/?q=福州", "/red/", "/black/", "/person/", "/standards/", "/departments/",
    "/notices/", "/guide/", "/status/", "/measures/", "/memoranda/", "/classes/", "/verify/",
    "/examples/", "/statistics/", "/proof/", "/ledger/", "/disputes/objections/new/",
    "/disputes/complaints/new/", "/disputes/tips/", "/repair/apply/", "/no-such-page/",
]  # fmt: skip

DESK = [
    "/admin/", "/admin/keys/", "/admin/registry/entry/", "/admin/registry/entry/?status__exact=published", "/admin/registry/batch/add/", "/admin/registry/subject/",
    "/admin/registry/message/", "/admin/registry/deadline/", "/admin/sanctions/order/",
    "/admin/sanctions/check/", "/admin/disputes/objection/", "/admin/repair/application/",
    "/admin/reporting/monthlyreport/", "/admin/reporting/monthlyreport/city/",
    "/admin/reporting/monthlyreport/statistics/", "/admin/reporting/supervision/scorecard/",
]  # fmt: skip
