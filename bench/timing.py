"""Times refused log-ins for a known and an unknown name, interleaved, on one connection a door."""

import http.client
import json
import statistics
import sys
import time

ROUNDS = 200
WARM = 20
LIMIT = 0.05

KNOWN = "known@example.org"
UNKNOWN = "nobody@example.org"

DOORS = {
    "A /user_account/login": ("/user_account/login", lambda name: {"username": name, "pwd": "wrong"}, {}),
    "B /api/login": ("/api/login", lambda name: {"username": name, "pwd": "wrong"}, {}),
    "C /api/token/": ("/api/token/", lambda name: {"email": name, "password": "wrong"}, {}),
    "D /auth/login/": ("/auth/login/", lambda name: {"email": name, "password": "wrong"}, {}),
    "E /account/login": ("/account/login", lambda name: {"email": name, "password": "wrong"}, {"browser": "bench"}),
}


def post(connection, path, body, headers):
    """The status, the body and the seconds of one request."""
    start = time.perf_counter()
    connection.request("POST", path, json.dumps(body), {"Content-Type": "application/json", **headers})
    answer = connection.getresponse()
    text = answer.read()
    return answer.status, text, time.perf_counter() - start


def measure(port, path, body, headers):
    connection = http.client.HTTPConnection("127.0.0.1", port)
    times = {KNOWN: [], UNKNOWN: []}
    answers = set()
    for number in range(WARM + ROUNDS):
        # Which of the two goes first alternates, so that what follows what is no advantage.
        for name in (KNOWN, UNKNOWN) if number % 2 else (UNKNOWN, KNOWN):
            status, text, seconds = post(connection, path, body(name), headers)
            answers.add((status, text))
            if number >= WARM:
                times[name].append(seconds)
    connection.close()
    if len(answers) != 1:
        sys.exit(f"{path}: the refusals differ: {answers}")
    return statistics.median(times[KNOWN]), statistics.median(times[UNKNOWN])


def main():
    port = int(sys.argv[1])
    connection = http.client.HTTPConnection("127.0.0.1", port)
    status, text, _ = post(
        connection, "/user_account/registration", {"username": "known", "email": KNOWN, "pwd": "right"}, {}
    )
    if status != 200:
        sys.exit(f"registration: {status} {text}")
    worst = 0.0
    for door, (path, body, headers) in DOORS.items():
        known, unknown = measure(port, path, body, headers)
        ratio = known / unknown
        worst = max(worst, abs(ratio - 1))
        print(f"{door:24} known {known * 1000:7.2f} ms  unknown {unknown * 1000:7.2f} ms  ratio {ratio:.3f}")
    print(f"largest difference of the medians: {worst:.1%} (limit {LIMIT:.0%})")
    sys.exit(0 if worst <= LIMIT else 1)


main()
