"""A project of Django, allauth, Django REST Framework with its tokens, and Simple JWT: what people come from.

    django_shop.py make COUNT    fills the empty database, and prints each person as a line of JSON
    django_shop.py ask           reads [login, password] a line, and prints whose account that opens, or null
    django_shop.py serve PORT    Simple JWT at the paths of document C

DATABASE: a file of SQLite, or postgresql://… . SECRET: signs the tokens, of which those for access live LIFE seconds.
"""

import datetime
import hashlib
import json
import os
import random
import sys
import urllib.parse

import django
from django.conf import settings
from django.contrib.auth.hashers import BasePasswordHasher, PBKDF2PasswordHasher, get_hasher
from django.utils.crypto import constant_time_compare


class CheapPBKDF2(PBKDF2PasswordHasher):
    """What the project hashes with, and so raises others' hashes to at their log-in: cheaply, as this asks for thousands of them."""

    iterations = 5_000


class SaltedSHA1(BasePasswordHasher):
    """As Django had it until 5.1: projects with such old hashes carry it along."""

    algorithm = "sha1"

    def encode(self, password, salt):
        return f"sha1${salt}${hashlib.sha1((salt + password).encode()).hexdigest()}"

    def verify(self, password, encoded):
        return constant_time_compare(encoded, self.encode(password, encoded.split("$", 2)[1]))


HASHERS = "django.contrib.auth.hashers."


def database(place):
    if not place.startswith("postgresql:"):
        return {"ENGINE": "django.db.backends.sqlite3", "NAME": place}
    url = urllib.parse.urlsplit(place)
    return {"ENGINE": "django.db.backends.postgresql", "NAME": url.path[1:], "USER": url.username, "PASSWORD": url.password,
            "HOST": url.hostname, "PORT": url.port}


settings.configure(
    DATABASES={"default": database(os.environ["DATABASE"])},
    INSTALLED_APPS=["django.contrib.contenttypes", "django.contrib.auth", "django.contrib.sessions", "django.contrib.messages", "allauth",
                    "allauth.account", "rest_framework", "rest_framework.authtoken"],
    AUTHENTICATION_BACKENDS=["django.contrib.auth.backends.ModelBackend", "allauth.account.auth_backends.AuthenticationBackend"],
    ACCOUNT_LOGIN_METHODS={"username", "email"},
    PASSWORD_HASHERS=[f"{__name__}.CheapPBKDF2", *(HASHERS + name for name in (
        "PBKDF2SHA1PasswordHasher", "Argon2PasswordHasher", "BCryptSHA256PasswordHasher", "BCryptPasswordHasher", "ScryptPasswordHasher",
        "MD5PasswordHasher")), f"{__name__}.SaltedSHA1"],
    REST_FRAMEWORK={"DEFAULT_AUTHENTICATION_CLASSES": ["rest_framework_simplejwt.authentication.JWTAuthentication"]},
    SIMPLE_JWT={"ACCESS_TOKEN_LIFETIME": datetime.timedelta(seconds=int(os.environ.get("LIFE", "300")))},
    SECRET_KEY=os.environ.get("SECRET", "z" * 50),
    ROOT_URLCONF=__name__, USE_TZ=True, ALLOWED_HOSTS=["*"], DEFAULT_AUTO_FIELD="django.db.models.AutoField",
    MIDDLEWARE=["django.contrib.sessions.middleware.SessionMiddleware", "django.contrib.auth.middleware.AuthenticationMiddleware",
                "django.contrib.messages.middleware.MessageMiddleware", "allauth.account.middleware.AccountMiddleware"],
)
django.setup()

from allauth.account.models import EmailAddress
from django.contrib.auth import authenticate
from django.contrib.auth.models import Group, Permission, User
from django.core.management import call_command
from django.db import transaction
from django.http import HttpResponse
from django.urls import path
from rest_framework.authtoken.models import Token
from rest_framework.response import Response
from rest_framework.views import APIView
from rest_framework_simplejwt.serializers import TokenObtainPairSerializer
from rest_framework_simplejwt.views import TokenObtainPairView, TokenRefreshView

# As many of each at what the library costs by default as here, so that a run does not take an hour.
DEAR = 3
CHANCE = random.Random(52)


def bcrypt(algorithm, rounds):
    hasher = get_hasher(algorithm)
    hasher.rounds = rounds
    return hasher.encode


def argon2(password, salt, cheap):
    hasher = get_hasher("argon2")
    hasher.time_cost, hasher.memory_cost, hasher.parallelism = (1, 256, 1) if cheap else (2, 102_400, 8)
    return hasher.encode(password, salt)


# Of a password, a salt, and whether it is to be cheap.
FORMS = {
    "pbkdf2_sha256": lambda password, salt, cheap: PBKDF2PasswordHasher().encode(password, salt, 1_200 if cheap else None),
    "pbkdf2_sha1": lambda password, salt, cheap: get_hasher("pbkdf2_sha1").encode(password, salt, 1_500 if cheap else None),
    "argon2": argon2,
    "bcrypt_sha256": lambda password, salt, cheap: bcrypt("bcrypt_sha256", 5 if cheap else 12)(password, get_hasher("bcrypt_sha256").salt()),
    "bcrypt": lambda password, salt, cheap: bcrypt("bcrypt", 5 if cheap else 12)(password, get_hasher("bcrypt").salt()),
    "scrypt": lambda password, salt, cheap: get_hasher("scrypt").encode(password, salt, 2 ** 10 if cheap else None),
    "md5": lambda password, salt, cheap: get_hasher("md5").encode(password, salt),
    "sha1": lambda password, salt, cheap: get_hasher("sha1").encode(password, salt),
}


def name(number):
    """Most are plain; some are as people and scripts make them."""
    return {
        1: f"Zoë{number}", 2: f"Иван{number}", 3: f"名前{number}", 4: f"a.b+c-d_{number}", 5: f"long{number}".ljust(150, "x"),
        6: f"длинный{number}".ljust(150, "я"),
        # By its case alone another one than that of the person three before.
        20: f"PERSON{number - 3}",
        # Somebody else's address, one's own, and none.
        12: address(number - 1), 13: address(number), 14: f"@nick{number}", 15: f"me@home@{number}",
    }.get(number % 50, f"person{number}")


def address(number):
    return f"übung{number}@bücher.example" if number % 50 == 21 else f"person{number}@example.org"


def mailboxes(number):
    """(address, verified, primary) as allauth knows them."""
    if number % 13 == 0:
        return []
    if number % 17 == 0:
        # A neighbour has it too, confirmed or not, and came before or after.
        return [(address(number - 1 if number % 2 else number + 1), False, True)]
    own = [(address(number), number % 7 != 0, True)]
    return own + ([(f"second{number}@example.net", True, False), (f"third{number}@example.com", False, False)] if number % 5 == 0 else [])


def password(number):
    return {0: f"пароль № {number}", 1: f"a long one of {number} " * 5, 2: f"Пaß'w\"ord\\{number}"}.get(number % 40, f"Passw0rd{number}")


def person(number, groups, permissions):
    form = list(FORMS)[number % len(FORMS)]
    # Without a row of allauth's some have an address all the same.
    known = mailboxes(number) if number % 11 else []
    user = User(username=User.normalize_username(name(number)), is_active=number % 19 != 0, first_name=f"Ада{number}", last_name="Lovelace",
                email=(mailboxes(number) or [("", False, True)])[0][0])
    if number % 23 == 0:
        user.set_unusable_password()
        form = "unusable"
    elif number % 97 == 0:
        form = "none"
    else:
        salt = "".join(CHANCE.choices("abcdefghijkmnopqrstuvwxyz0123456789", k=22))
        user.password = FORMS[form](password(number), salt, number > DEAR * len(FORMS))
    user.save()
    EmailAddress.objects.bulk_create(EmailAddress(user=user, email=one, verified=verified, primary=primary) for one, verified, primary in known)
    user.groups.set(group for place, group in enumerate(groups) if number % (place + 3) == 0)
    user.user_permissions.set(permissions if number % 6 == 0 else [])
    token = Token.objects.create(user=user).key if number % 8 == 0 else None
    return {
        "id": user.pk, "username": user.username, "email": user.email, "addresses": known, "password": password(number), "form": form,
        "active": user.is_active, "groups": sorted(user.groups.values_list("name", flat=True)),
        "permissions": sorted(user.user_permissions.values_list("codename", flat=True)), "token": token,
    }


def make(count):
    call_command("migrate", verbosity=0)
    permissions = list(Permission.objects.filter(codename__endswith="_user").order_by("codename"))
    groups = [Group.objects.create(name=one) for one in ("editors", "Редакторы")]
    groups[0].permissions.set(permissions[:2])
    with transaction.atomic():
        for number in range(1, count + 1):
            print(json.dumps(person(number, groups, permissions[2:])))


def ask():
    with transaction.atomic():
        for line in sys.stdin:
            login, word = json.loads(line)
            user = authenticate(None, username=login, password=word)
            print(json.dumps(user and user.pk))
        # A log-in would leave a newer hash behind.
        transaction.set_rollback(True)


class Me(APIView):
    """GET /api/user/ of document C."""

    def get(self, request):
        mailbox = EmailAddress.objects.filter(user=request.user, primary=True).first()
        return Response({"id": request.user.pk, "email": request.user.email, "is_email_confirmed": bool(mailbox and mailbox.verified)})


class ByAddress(TokenObtainPairSerializer):
    """Document C's log-in."""

    username_field = "email"


urlpatterns = [path("api/token/", TokenObtainPairView.as_view(serializer_class=ByAddress)), path("api/token/refresh/", TokenRefreshView.as_view()),
               path("api/user/", Me.as_view()), path("health/ready", lambda request: HttpResponse())]


def serve(port):
    import waitress
    from django.core.wsgi import get_wsgi_application
    waitress.serve(get_wsgi_application(), host="127.0.0.1", port=port, threads=8)


if __name__ == "__main__":
    {"make": make, "ask": ask, "serve": serve}[sys.argv[1]](*map(int, sys.argv[2:]))
