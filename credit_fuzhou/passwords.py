"""Password validators with Chinese messages."""

from django.contrib.auth.password_validation import MinimumLengthValidator


class LongEnough(MinimumLengthValidator):
    """Django's validator; its own message is not translated into Chinese."""

    def get_error_message(self):
        return f"密码太短，至少要 {self.min_length} 个字符。"
