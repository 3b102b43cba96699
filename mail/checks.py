"""Settings without which mail would go nowhere, or round in circles."""

from django.conf import settings
from django.core import checks
from django.utils.module_loading import import_string

from mail.backend import OutboxEmailBackend


@checks.register("mail")
def check_delivery_backend(app_configs, **kwargs):
    """Require that the outbox delivers through a backend that is not the outbox itself."""
    path = getattr(settings, "MAIL_DELIVERY_BACKEND", "")
    try:
        backend = import_string(path)
    except ImportError:
        return [
            checks.Error(
                f"MAIL_DELIVERY_BACKEND ({path!r}) names no mail backend.",
                hint="Set it to a dotted path, such as django.core.mail.backends.smtp.EmailBackend.",
                id="mail.E001",
            )
        ]
    if isinstance(backend, type) and issubclass(backend, OutboxEmailBackend):
        return [
            checks.Error(
                "MAIL_DELIVERY_BACKEND is the outbox itself: no mail would ever leave.",
                hint="EMAIL_BACKEND is the outbox; MAIL_DELIVERY_BACKEND is what really sends.",
                id="mail.E002",
            )
        ]
    return []
