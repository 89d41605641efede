"""Walks through the tutorial's API in the tutorial's order, as its readers do.

Argument: the address of an empty board. Needs nothing but Python. Ends with an error at the first
answer that is not what the tutorial shows.
"""

import json
import sys
import urllib.error
import urllib.parse
import urllib.request
from datetime import date

BOARD = sys.argv[1]
EMAIL = "ping@fastapitutorial.com"
PASSWORD = "loveyou"
JOB = {
    "title": "SDE super",
    "company": "doogle",
    "company_url": "www.doogle.com",
    "location": "USA, NY",
    "description": "python",
    "date_posted": "2022-03-20",
}


def call(method, path, body=None, form=None, headers=None):
    """An answer's status, headers and JSON."""
    headers = dict(headers or {})
    data = None
    if body is not None:
        data = json.dumps(body).encode()
        headers["Content-Type"] = "application/json"
    if form is not None:
        data = urllib.parse.urlencode(form).encode()
    request = urllib.request.Request(BOARD + path, data, headers, method=method)
    try:
        answer = urllib.request.urlopen(request, timeout=30)
    except urllib.error.HTTPError as refusal:
        answer = refusal
    with answer:
        return answer.status, answer.headers, json.load(answer)


def expect(answer, status, subset):
    """Checks an answer's status, and what of it the tutorial shows."""
    got, _, shown = answer
    assert got == status, (got, shown)
    if isinstance(subset, dict):
        shown = {name: shown.get(name) for name in subset}
    assert shown == subset, (shown, subset)


def jobs_of(answer, *names):
    """A list's status, and its jobs with only the fields that the tutorial shows."""
    status, _, jobs = answer
    return status, [{name: job[name] for name in names} for job in jobs]


# Chapter by chapter: an account …
user = {"username": EMAIL, "email": EMAIL, "password": PASSWORD}
expect(call("POST", "/users/", user), 200, {"username": EMAIL, "email": EMAIL, "is_active": True})
assert call("POST", "/users/", {**user, "email": "no address"})[0] == 422

# … a token, with a form …
refused = call("POST", "/login/token", form={"username": EMAIL, "password": "wrong"})
expect(refused, 401, {"detail": "Incorrect username or password"})
status, headers, login = call("POST", "/login/token", form={"username": EMAIL, "password": PASSWORD})
assert status == 200 and login["token_type"] == "bearer", login
cookie = headers["Set-Cookie"]
assert cookie.startswith("access_token=") and "HttpOnly" in cookie, cookie
bearer = {"Authorization": f"Bearer {login['access_token']}"}
by_cookie = {"Cookie": cookie.split(";")[0]}

# … jobs: posted, read, listed, searched, changed, taken down.
expect(call("POST", "/jobs/create-job/", JOB), 401, {"detail": "Not authenticated"})
posted = call("POST", "/jobs/create-job/", JOB, headers=bearer)
url = posted[2]["company_url"]
assert url.rstrip("/") == "https://www.doogle.com", url
JOB["company_url"] = url
expect(posted, 200, JOB)
expect(call("GET", "/jobs/get/1"), 200, JOB)
expect(call("GET", "/jobs/get/1/"), 200, JOB)
expect(call("GET", "/jobs/get/2"), 404, {"detail": "Job with this id 2 does not exist"})
assert call("GET", "/jobs/get/one")[0] == 422
undated = {name: value for name, value in JOB.items() if name != "date_posted"}
expect(
    call("POST", "/jobs/create-job", {**undated, "title": "Gardener"}, headers=by_cookie),
    200,
    {"title": "Gardener", "date_posted": date.today().isoformat()},
)
listed = jobs_of(call("GET", "/jobs/all"), *JOB)
assert listed[0] == 200 and JOB in listed[1] and len(listed[1]) == 2, listed
expect(call("GET", "/jobs/autocomplete?term=SDE"), 200, ["SDE super"])

changed = {**JOB, "title": "Lead"}
assert call("PUT", "/jobs/update/1", changed)[0] == 401
expect(
    call("PUT", "/jobs/update/1", changed, headers=bearer),
    200,
    {"msg": "Successfully updated data."},
)
expect(call("GET", "/jobs/get/1"), 200, changed)
expect(
    call("PUT", "/jobs/update/9", changed, headers=bearer),
    404,
    {"detail": "Job with id 9 not found"},
)
assert call("DELETE", "/jobs/delete/1")[0] == 401
expect(call("DELETE", "/jobs/delete/1", headers=bearer), 200, {"detail": "Successfully deleted."})
assert call("GET", "/jobs/get/1")[0] == 404
assert call("DELETE", "/jobs/delete/1", headers=bearer)[0] == 404
forged = {"Authorization": f"Bearer {login['access_token'][:-4]}AAAA"}
expect(
    call("POST", "/jobs/create-job/", JOB, headers=forged),
    401,
    {"detail": "Could not validate credentials"},
)
print("done")
