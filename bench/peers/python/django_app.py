"""Accounts by Django, Django REST Framework and Simple JWT, with what a new project has in its settings.

    django_app.py COUNT    fills the empty database, and prints an access token of each person

DATABASE: a file of SQLite, or postgresql://… . SECRET: signs the tokens. PASSWORD: everybody's. HASH: "shipped", Django's own, or "ours".
"""

import datetime
import os
import sys
import urllib.parse

import django
from django.conf import settings
from django.contrib.auth.hashers import Argon2PasswordHasher

FIRST = 10_000_000
POSTGRES = os.environ["DATABASE"].startswith("postgresql:")
# The module has one name, whether it is run or imported.
sys.modules.setdefault("django_app", sys.modules[__name__])


class OurArgon2(Argon2PasswordHasher):
    """The parameters of the server that it is compared with."""

    time_cost = 2
    memory_cost = 19456
    parallelism = 1


def database(place):
    """Connections are kept, and each COMMIT is synced, as is advised for either."""
    if not POSTGRES:
        pragmas = "pragma journal_mode = wal; pragma synchronous = full;"
        return {"ENGINE": "django.db.backends.sqlite3", "NAME": place, "CONN_MAX_AGE": None,
                "OPTIONS": {"init_command": pragmas, "transaction_mode": "IMMEDIATE", "timeout": 10}}
    url = urllib.parse.urlsplit(place)
    return {"ENGINE": "django.db.backends.postgresql", "NAME": url.path[1:], "USER": url.username, "PASSWORD": url.password,
            "HOST": url.hostname, "PORT": url.port, "CONN_MAX_AGE": None}


VALIDATORS = ("UserAttributeSimilarityValidator", "MinimumLengthValidator", "CommonPasswordValidator", "NumericPasswordValidator")
OURS = {"PASSWORD_HASHERS": ["django_app.OurArgon2"]} if os.environ["HASH"] == "ours" else {}
settings.configure(
    DATABASES={"default": database(os.environ["DATABASE"])},
    INSTALLED_APPS=["django.contrib.auth", "django.contrib.contenttypes", "django.contrib.sessions", "django.contrib.messages",
                    "rest_framework"],
    MIDDLEWARE=["django.middleware.security.SecurityMiddleware", "django.contrib.sessions.middleware.SessionMiddleware",
                "django.middleware.common.CommonMiddleware", "django.middleware.csrf.CsrfViewMiddleware",
                "django.contrib.auth.middleware.AuthenticationMiddleware", "django.contrib.messages.middleware.MessageMiddleware",
                "django.middleware.clickjacking.XFrameOptionsMiddleware"],
    AUTH_PASSWORD_VALIDATORS=[{"NAME": f"django.contrib.auth.password_validation.{name}"} for name in VALIDATORS],
    REST_FRAMEWORK={"DEFAULT_AUTHENTICATION_CLASSES": ["rest_framework_simplejwt.authentication.JWTAuthentication"],
                    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"]},
    SIMPLE_JWT={"ACCESS_TOKEN_LIFETIME": datetime.timedelta(days=7)},
    SECRET_KEY=os.environ["SECRET"], ROOT_URLCONF="django_app", USE_TZ=True, ALLOWED_HOSTS=["localhost"],
    DEFAULT_AUTO_FIELD="django.db.models.BigAutoField", **OURS,
)
django.setup()

from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import User
from django.contrib.auth.password_validation import validate_password
from django.core.management import call_command
from django.core.wsgi import get_wsgi_application
from django.db import connection
from django.urls import path
from rest_framework.generics import CreateAPIView, RetrieveAPIView
from rest_framework.permissions import AllowAny, IsAuthenticated
from rest_framework.serializers import ModelSerializer
from rest_framework_simplejwt.tokens import AccessToken
from rest_framework_simplejwt.views import TokenObtainPairView, TokenVerifyView


class PersonSerializer(ModelSerializer):
    """What an account shows, and what one registers with."""

    class Meta:
        model = User
        fields = ["id", "username", "email", "password"]
        extra_kwargs = {"password": {"write_only": True}}

    def validate(self, attrs):
        validate_password(attrs["password"], User(username=attrs["username"], email=attrs["email"]))
        return attrs

    def create(self, validated_data):
        return User.objects.create_user(**validated_data)


class Register(CreateAPIView):
    """A new account."""

    permission_classes = [AllowAny]
    authentication_classes = []
    serializer_class = PersonSerializer


class Me(RetrieveAPIView):
    """Who am I?"""

    permission_classes = [IsAuthenticated]
    serializer_class = PersonSerializer

    def get_object(self):
        return self.request.user


urlpatterns = [path("api/register", Register.as_view()), path("api/login", TokenObtainPairView.as_view()), path("api/me", Me.as_view()),
               path("api/verify", TokenVerifyView.as_view())]
app = get_wsgi_application()


def make(count):
    """Everybody has one hash, so that it takes no hour."""
    call_command("migrate", verbosity=0)
    one = make_password(os.environ["PASSWORD"])
    people = [User(id=FIRST + number, username=f"seed{number:06d}", email=f"seed{number:06d}@example.org", password=one)
              for number in range(1, count + 1)]
    User.objects.bulk_create(people, batch_size=100)
    print("\n".join(str(AccessToken.for_user(person)) for person in people))
    if POSTGRES:
        with connection.cursor() as cursor:
            cursor.execute(f"alter sequence auth_user_id_seq restart with {2 * FIRST}")


if __name__ == "__main__":
    make(int(sys.argv[1]))
