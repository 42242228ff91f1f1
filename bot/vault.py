"""What is sealed in the database: readable only with the deployment's secret."""

import base64

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from outreach.errors import ConciergeError

# Separates these keys from any other use of the same secret.
_PURPOSE = b"concierge tokens at rest"


class CannotOpen(ConciergeError):
    """What was sealed with another secret, or is damaged."""


class Vault:
    def __init__(self, secret: str) -> None:
        key = HKDF(algorithm=SHA256(), length=32, salt=None, info=_PURPOSE).derive(secret.encode())
        self._fernet = Fernet(base64.urlsafe_b64encode(key))

    def seal(self, text: str) -> str:
        return self._fernet.encrypt(text.encode()).decode()

    def open(self, sealed: str) -> str:
        """Raises CannotOpen."""
        try:
            return self._fernet.decrypt(sealed.encode()).decode()
        except InvalidToken:
            raise CannotOpen(
                "A stored token was sealed with another SECRET_KEY: set the former one, or install the app again."
            ) from None
