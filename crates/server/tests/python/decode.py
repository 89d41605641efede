"""Decodes a token with the libraries that clients of the tutorial use.

Standard input: {"token": …, "key": …}. Standard output: the claims as each library reads them.
"""

import json
import sys

import jwt as pyjwt
from jose import jwt as jose

asked = json.load(sys.stdin)
token, key = asked["token"], asked["key"]
json.dump(
    {
        "python-jose": jose.decode(token, key, algorithms=["HS256"]),
        "PyJWT": pyjwt.decode(token, key, algorithms=["HS256"]),
    },
    sys.stdout,
)
