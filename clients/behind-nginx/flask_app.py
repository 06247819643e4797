"""A Flask application that believes its proxy."""

from flask import Flask

from vestibule.flask import Protect, caller
from vestibule.protect import BehindProxy

app = Flask(__name__)
protect = Protect(BehindProxy())


@app.route("/me", methods=["GET", "POST"])
@protect
def me() -> dict[str, object]:
    """Who asks."""
    who = caller()
    return {"id": who.id, "email": who.email or "", "groups": sorted(who.groups)}
