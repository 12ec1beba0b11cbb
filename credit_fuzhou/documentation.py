"""Settings of the API's documentation (`/api/schema/`, `/api/docs/`); it loads nothing from elsewhere."""

SETTINGS = {
    "TITLE": "福州市公共信用信息平台接口",
    "DESCRIPTION": (
        "供各单位业务系统读取名单。请求须带接口令牌（请求头 `Authorization: Token 令牌`），"
        "令牌由信用办签发；能读到的内容与令牌所属账号在后台能看到的一致。"
        "列表按编号从新到旧分页，沿答复中的 `next` 继续读取，不提供总数。"
        "自然人的证件号码只显示部分数字。"
    ),
    "VERSION": "v1",
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "SERVE_INCLUDE_SCHEMA": False,
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
    "SWAGGER_UI_SETTINGS": {"deepLinking": True, "validatorUrl": None},
    "ENUM_NAME_OVERRIDES": {
        "RunsFromEnum": "registry.models.Standard.RunsFrom",
        "SubjectKindEnum": "registry.models.SubjectKind",
    },
}
