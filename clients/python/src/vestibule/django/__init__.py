"""Guards for Django and Django REST framework, made of the setting `VESTIBULE`."""

from vestibule.django.views import VestibuleMiddleware, protect

__all__ = ["VestibuleMiddleware", "protect"]
