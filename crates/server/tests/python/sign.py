"""Signs a token with the libraries that clients of the tutorial use.

Standard input: {"headers": …, "claims": …, "key": …}. Standard output: a token from each library.
"""

import json
import sys

import jwt as pyjwt
from jose import jwt as jose

asked = json.load(sys.stdin)
claims, key, headers = asked["claims"], asked["key"], asked["headers"]
json.dump(
    {
        "python-jose": jose.encode(claims, key, algorithm="HS256", headers=headers),
        "PyJWT": pyjwt.encode(claims, key, algorithm="HS256", headers=headers),
    },
    sys.stdout,
)
