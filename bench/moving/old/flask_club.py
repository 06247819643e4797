"""A Flask application over Flask-SQLAlchemy with passwords by Werkzeug, or by Flask-Security with its roles: what people come from.

    flask_club.py make COUNT    fills the empty database, and prints each person as a line of JSON
    flask_club.py ask           reads [login, password] a line, and prints whose account that opens, or null
    flask_club.py serve PORT    Flask-JWT-Extended with cookies at the paths of document A

DATABASE: a file of SQLite, or postgresql://… . SECURITY_PASSWORD_SALT: makes it one of Flask-Security. SECRET: signs the tokens, which live
LIFE seconds.
"""

import datetime
import json
import os
import sys

import passlib.hash
import waitress
from flask import Flask, jsonify, request
from flask_jwt_extended import (JWTManager, create_access_token, current_user, get_jwt, get_jwt_identity, jwt_required, set_access_cookies,
                                unset_jwt_cookies)
from flask_security import RoleMixin, Security, SQLAlchemyUserDatastore, UserMixin, verify_password
from flask_security.utils import get_hmac
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import func, or_
from werkzeug.security import check_password_hash, generate_password_hash

PLACE, SALT = os.environ["DATABASE"], os.environ.get("SECURITY_PASSWORD_SALT")
ACCESS = datetime.timedelta(seconds=int(os.environ.get("LIFE", "3600")))

app = Flask(__name__)
app.config |= {
    "SQLALCHEMY_DATABASE_URI": PLACE.replace("postgresql:", "postgresql+psycopg:") if PLACE.startswith("postgresql:") else f"sqlite:///{PLACE}",
    "SECRET_KEY": "x" * 32, "SECURITY_PASSWORD_SALT": SALT, "SECURITY_PASSWORD_NORMALIZE_FORM": "NFKD",
    "JWT_SECRET_KEY": os.environ.get("SECRET", "y" * 32), "JWT_TOKEN_LOCATION": ["headers", "cookies"], "JWT_ACCESS_TOKEN_EXPIRES": ACCESS,
    "JWT_CSRF_METHODS": ["POST", "PUT", "PATCH", "DELETE"],
}
db = SQLAlchemy(app)
jwt = JWTManager(app)

roles_users = db.Table("roles_users", db.Column("user_id", db.ForeignKey("user.id")), db.Column("role_id", db.ForeignKey("role.id")))


class Role(db.Model, RoleMixin):
    id = db.Column(db.Integer, primary_key=True)
    name = db.Column(db.String(80), unique=True)


class User(db.Model, UserMixin):
    id = db.Column(db.Integer, primary_key=True)
    username = db.Column(db.String(255), unique=True)
    email = db.Column(db.String(255), unique=True)
    password = db.Column(db.String(255))
    active = db.Column(db.Boolean, nullable=False)
    deleted = db.Column(db.Boolean, nullable=False, default=False)
    fs_uniquifier = db.Column(db.String(64), unique=True)
    confirmed_at = db.Column(db.DateTime)
    create_datetime = db.Column(db.DateTime)
    full_name = db.Column(db.String(255))
    phone = db.Column(db.String(255))
    roles = db.relationship("Role", secondary=roles_users)


if SALT:
    Security(app, SQLAlchemyUserDatastore(db, User, Role))

# The first people's cost what they do by default, the others' little, so that a run does not take an hour.
DEAR = 24
WERKZEUG = {
    "scrypt": ("scrypt", "scrypt:1024:8:1"), "pbkdf2-sha256": ("pbkdf2:sha256", "pbkdf2:sha256:1000"),
    "pbkdf2-sha512": ("pbkdf2:sha512:210000", "pbkdf2:sha512:1000"), "pbkdf2-sha1": ("pbkdf2:sha1:1000", "pbkdf2:sha1:1000"),
    "hmac-sha1": ("sha1", "sha1"), "hmac-md5": ("md5", "md5"), "hmac-sha256": ("sha256", "sha256"), "plain": ("plain", "plain"),
}
# Each of the HMAC that Flask-Security keys with its salt.
PASSLIB = {
    "argon2": lambda cheap: passlib.hash.argon2.using(rounds=1, memory_cost=256, parallelism=1) if cheap else passlib.hash.argon2,
    "bcrypt": lambda cheap: passlib.hash.bcrypt.using(rounds=5 if cheap else 12),
    "pbkdf2-sha512": lambda cheap: passlib.hash.pbkdf2_sha512.using(rounds=1000 if cheap else 25000),
    "pbkdf2-sha256": lambda cheap: passlib.hash.pbkdf2_sha256.using(rounds=1000 if cheap else 29000),
    "sha512-crypt": lambda cheap: passlib.hash.sha512_crypt.using(rounds=1000 if cheap else 656000),
    "sha256-crypt": lambda cheap: passlib.hash.sha256_crypt.using(rounds=1000 if cheap else 535000),
}


def hashed(number):
    """The form, and what the library makes of the person's password."""
    forms = PASSLIB if SALT else WERKZEUG
    form, cheap = list(forms)[number % len(forms)], number > DEAR
    if SALT:
        return form, PASSLIB[form](cheap).hash(get_hmac(password(number)))
    return form, generate_password_hash(password(number), WERKZEUG[form][cheap])


def name(number):
    return {
        1: f"Zoë{number}", 2: f"Иван{number}", 3: f"名前{number}", 4: f"a b.c-{number}", 5: f"long{number}".ljust(150, "x"),
        # By its case alone another one than that of the person three before; no name; somebody else's address, and one's own.
        20: f"PERSON{number - 3}", 21: None, 12: address(number - 1), 13: address(number),
    }.get(number % 50, f"person{number}")


def address(number):
    return f"Person{number}@Example.org" if number % 9 == 0 else f"person{number}@example.org"


def password(number):
    return {0: f"пароль № {number}", 1: f"a long one of {number} " * 5, 2: f"Пaß'w\"ord\\{number}"}.get(number % 40, f"Passw0rd{number}")


def person(number, roles):
    form, encoded = ("none", None) if number % 23 == 0 else hashed(number)
    user = User(username=name(number), email=None if number % 13 == 0 and name(number) else address(number), password=encoded,
                active=number % 19 != 0, deleted=number % 101 == 0, fs_uniquifier=str(number), full_name=f"Ада {number}",
                confirmed_at=None if number % 7 == 0 else datetime.datetime(2021, 3, 4, 5, 6, 7),
                create_datetime=datetime.datetime(2020, 7, 1, 12, 0, 0, number), phone=f"+7900{number:07d}",
                roles=[role for place, role in enumerate(roles) if number % (place + 3) == 0])
    db.session.add(user)
    db.session.flush()
    return {
        "id": user.id, "username": user.username or "", "email": user.email or "", "password": password(number), "form": form,
        "addresses": [(user.email, user.confirmed_at is not None, True)] if user.email else [], "active": user.active,
        "deleted": user.deleted, "roles": sorted(role.name for role in user.roles),
    }


def make(count):
    db.create_all()
    roles = [Role(name=one) for one in ("editor", "Редактор")]
    db.session.add_all(roles)
    people = [person(number, roles) for number in range(1, count + 1)]
    db.session.commit()
    for one in people:
        print(json.dumps(one))


def found(login, word):
    """As such applications do it: by name or address without case; SQLite knows that of ASCII alone."""
    key = login.lower()
    wanted = or_(User.username == login, User.email == login, func.lower(User.username) == key, func.lower(User.email) == key)
    for user in db.session.scalars(db.select(User).where(wanted, User.active, ~User.deleted).order_by(User.id)):
        if user.password and (verify_password(word, user.password) if SALT else check_password_hash(user.password, word)):
            return user
    return None


def ask():
    for line in sys.stdin:
        user = found(*json.loads(line))
        print(json.dumps(user and user.id))


@jwt.user_lookup_loader
def known(header, claims):
    return db.session.get(User, int(claims["sub"]))


@app.get("/health/ready")
def ready():
    return ""


@app.post("/user_account/login")
def log_in():
    user = found(request.json["username"], request.json["pwd"])
    if user is None:
        return jsonify(msg="Wrong username or password"), 401
    token = create_access_token(str(user.id))
    answer = jsonify(msg="login successful", token=token)
    set_access_cookies(answer, token)
    return answer


@app.get("/user_account/profile_settings")
@jwt_required()
def profile():
    return jsonify(contacts=None, email=current_user.email, full_name=current_user.full_name, phone=current_user.phone, pwd="********",
                   is_email_verified=current_user.confirmed_at is not None, username=current_user.username)


@app.get("/user_account/logout")
@jwt_required()
def log_out():
    answer = jsonify(msg="logout successful")
    unset_jwt_cookies(answer)
    return answer


@app.after_request
def renewed(answer):
    """As the library's guide renews cookies that are about to expire."""
    try:
        if get_jwt()["exp"] - datetime.datetime.now().timestamp() < ACCESS.total_seconds() / 2 and "/logout" not in request.path:
            set_access_cookies(answer, create_access_token(get_jwt_identity()))
    except (RuntimeError, KeyError):
        pass
    return answer


def serve(port):
    waitress.serve(app, host="127.0.0.1", port=port, threads=8)


if __name__ == "__main__":
    with app.app_context():
        {"make": make, "ask": ask, "serve": serve}[sys.argv[1]](*map(int, sys.argv[2:]))
