"""Accounts by Flask, Flask-SQLAlchemy and Flask-JWT-Extended, as their documentation tells.

    flask_app.py COUNT    fills the empty database, and prints an access token of each person

DATABASE: a file of SQLite, or postgresql://… . SECRET: signs the tokens. PASSWORD: everybody's. HASH: "shipped", Werkzeug's own, or "ours".
"""

import datetime
import os
import sys

from argon2 import PasswordHasher
from argon2.exceptions import VerifyMismatchError
from flask import Flask, jsonify, request
from flask_jwt_extended import JWTManager, create_access_token, create_refresh_token, current_user, jwt_required
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import event, text
from werkzeug.security import check_password_hash, generate_password_hash

FIRST = 10_000_000
POSTGRES = os.environ["DATABASE"].startswith("postgresql:")
PLACE = os.environ["DATABASE"].replace("postgresql:", "postgresql+psycopg:") if POSTGRES else f"sqlite:///{os.environ['DATABASE']}"

app = Flask(__name__)
app.config.update(SQLALCHEMY_DATABASE_URI=PLACE, JWT_SECRET_KEY=os.environ["SECRET"], JWT_ACCESS_TOKEN_EXPIRES=datetime.timedelta(days=7))
db = SQLAlchemy(app)
jwt = JWTManager(app)
argon2 = PasswordHasher(time_cost=2, memory_cost=19456, parallelism=1)


class Person(db.Model):
    """Somebody with an account."""

    id = db.Column(db.Integer, primary_key=True)
    username = db.Column(db.String(150), unique=True, nullable=False)
    email = db.Column(db.String(254), unique=True, nullable=False)
    password = db.Column(db.String(255), nullable=False)

    def shown(self):
        return {"id": self.id, "username": self.username, "email": self.email}


def hashed(password):
    return argon2.hash(password) if os.environ["HASH"] == "ours" else generate_password_hash(password)


def matches(hash, password):
    if os.environ["HASH"] == "shipped":
        return check_password_hash(hash, password)
    try:
        return argon2.verify(hash, password)
    except VerifyMismatchError:
        return False


@jwt.user_identity_loader
def identity(person):
    return str(person.id)


@jwt.user_lookup_loader
def person_of(header, claims):
    return db.session.get(Person, int(claims["sub"]))


@app.post("/api/register")
def register():
    said = request.get_json()
    person = Person(username=said["username"], email=said["email"], password=hashed(said["password"]))
    db.session.add(person)
    db.session.commit()
    return jsonify(person.shown()), 201


@app.post("/api/login")
def log_in():
    said = request.get_json()
    person = Person.query.filter_by(username=said["username"]).one_or_none()
    if person is None or not matches(person.password, said["password"]):
        return jsonify(msg="Wrong username or password"), 401
    return jsonify(access_token=create_access_token(person), refresh_token=create_refresh_token(person))


@app.get("/api/me")
@jwt_required()
def who_am_i():
    return jsonify(current_user.shown())


def durable(connection, record):
    """As is advised for SQLite behind several processes; each COMMIT is synced."""
    for setting in ("journal_mode = wal", "synchronous = full", "busy_timeout = 10000"):
        connection.execute(f"pragma {setting}")


with app.app_context():
    if not POSTGRES:
        event.listen(db.engine, "connect", durable)


def make(count):
    """Everybody has one hash, so that it takes no hour."""
    db.create_all()
    one = hashed(os.environ["PASSWORD"])
    people = [Person(id=FIRST + number, username=f"seed{number:06d}", email=f"seed{number:06d}@example.org", password=one)
              for number in range(1, count + 1)]
    print("\n".join(create_access_token(person) for person in people))
    db.session.add_all(people)
    if POSTGRES:
        db.session.execute(text(f"alter sequence person_id_seq restart with {2 * FIRST}"))
    db.session.commit()


if __name__ == "__main__":
    with app.app_context():
        make(int(sys.argv[1]))
