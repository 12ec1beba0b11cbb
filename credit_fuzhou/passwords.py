from django.contrib.auth.password_validation import MinimumLengthValidator


class LongEnough(MinimumLengthValidator):
    """As Django's own, whose sentence is not in Chinese."""

    def get_error_message(self):
        return f"密码太短，至少要 {self.min_length} 个字符。"
