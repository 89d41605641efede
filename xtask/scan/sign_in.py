"""How Schemathesis signs in: anew whenever a token is refused, since it signs out as well.

Each request comes from another network, so that the limits on guessing do not stop it early.
"""

import os
import random

import requests
import schemathesis


def anybody() -> str:
    return f"10.{random.randrange(256)}.{random.randrange(256)}.{random.randrange(1, 255)}"


@schemathesis.hook
def before_call(context, case, kwargs):
    case.headers = case.headers or {}
    case.headers.setdefault("X-Forwarded-For", anybody())


@schemathesis.auth(refresh_interval=600)
class Token:
    def get(self, case, context):
        answer = requests.post(
            os.environ["SCAN_BOARD"] + "/api/v1/auth/login",
            json={
                "email": os.environ["SCAN_EMAIL"],
                "password": os.environ["SCAN_PASSWORD"],
            },
            headers={"X-Forwarded-For": anybody()},
            timeout=30,
        )
        answer.raise_for_status()
        return answer.json()["access_token"]

    def set(self, case, data, context):
        case.headers = case.headers or {}
        case.headers["Authorization"] = f"Bearer {data}"
