"""A signing key on a PKCS#11 token: found by itself, opened with the PIN, given back after each signature.

The PIN is asked for when it is first needed, is kept in memory alone, and is forgotten when the token refuses it
or is pulled out. Every way in which a token can fail has its own sentence; none of them costs the paper anything.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import datetime
from typing import TYPE_CHECKING, Final

import pkcs11
from asn1crypto import x509
from pkcs11 import Attribute, ObjectClass, TokenFlag
from pkcs11 import exceptions as told
from pyhanko.sign import Signer as CmsSigner
from pyhanko.sign.pkcs11 import PKCS11Signer
from typing_extensions import override

from counter_app.documents.signing_keys import SigningKey, require_validity
from counter_app.domain.errors import NeedsAttention, TryLater
from counter_app.services.ports import PinEntry

if TYPE_CHECKING:
    from pkcs11._pkcs11 import lib as Library  # noqa: N812 - the library's class has a function's name

_GONE: Final = (
    told.DeviceRemoved,
    told.TokenNotPresent,
    told.TokenNotRecognised,
    told.NoSuchToken,
    told.SlotIDInvalid,
    told.SessionHandleInvalid,
    told.SessionClosed,
    told.DeviceError,
)
_SIGNS: Final = frozenset({"digital_signature", "non_repudiation"})


class TokenKey(SigningKey):
    """The clerk's key on whatever token is in the reader now.

    Args:
        library: The PKCS#11 library of the token's maker.
        pin: Asks the person.
        label: Take this token alone; empty takes the first one.
        owner: Who sits at the window: another person's PIN is never used.
    """

    def __init__(
        self, library: str, pin: PinEntry, *, label: str = "", owner: Callable[[], str] = lambda: ""
    ) -> None:
        self._library = library
        self._pin_entry = pin
        self._label = label
        self._owner = owner
        self._pin: str | None = None
        self._pin_of = ""
        self._session: pkcs11.Session | None = None

    @override
    def opened(self, when: datetime) -> CmsSigner:
        """The signer on the token.

        Raises:
            TryLater: ``token_absent``, or ``pin_needed`` when the person did not give the PIN.
            NeedsAttention: ``pin_wrong``, ``pin_locked``, ``token_library_missing``, ``token_without_key``,
                ``token_failed``, or the certificate is not valid.
        """
        with _in_our_words(self):
            self._close()
            token = self._token()
            self._session = token.open(user_pin=self._pin_for(token))
            signer = _signer_on(self._session, when, self)
        require_validity(signer, when)
        return signer

    def forget(self) -> None:
        """The token is gone, or another person sits here: the PIN is asked for again."""
        self._pin = None
        self._close()

    def _close(self) -> None:
        session, self._session = self._session, None
        if session is not None:
            with suppress(pkcs11.PKCS11Error):
                session.close()

    def _token(self) -> pkcs11.Token:
        library = _load(self._library)
        found = self._find(library)
        if found is None:
            # Some makers' libraries list the readers only once, when they are loaded.
            library.reinitialize()
            found = self._find(library)
        if found is None:
            self._pin = None
            raise TryLater("token_absent")
        return found

    def _find(self, library: Library) -> pkcs11.Token | None:
        for slot in library.get_slots(token_present=True):
            with suppress(told.TokenNotPresent, told.TokenNotRecognised):
                token: pkcs11.Token = slot.get_token()
                if TokenFlag.TOKEN_INITIALIZED in token.flags and self._label in {"", token.label.strip()}:
                    return token
        return None

    def _pin_for(self, token: pkcs11.Token) -> str:
        if self._pin_of != self._owner():
            self._pin, self._pin_of = None, self._owner()
        if self._pin is None:
            last_try = bool({TokenFlag.USER_PIN_FINAL_TRY, TokenFlag.USER_PIN_COUNT_LOW} & set(_flags(token)))
            self._pin = self._pin_entry.ask(token.label.strip(), last_try=last_try)
        if not self._pin:
            self._pin = None
            raise TryLater("pin_needed")
        return self._pin


class _TokenSigner(PKCS11Signer):
    """Signs once and gives the token back, so that it may be pulled out between two papers."""

    def __init__(
        self,
        key: TokenKey,
        session: pkcs11.Session,
        name: bytes,
        certificate: x509.Certificate,
        others: Sequence[x509.Certificate],
    ) -> None:
        super().__init__(session, signing_cert=certificate, key_id=name, ca_chain=others)
        self._key = key

    @override
    async def async_sign_raw(self, data: bytes, digest_algorithm: str, dry_run: bool = False) -> bytes:
        with _in_our_words(self._key):
            signature: bytes = await super().async_sign_raw(data, digest_algorithm, dry_run)
        if not dry_run:
            self._key._close()  # noqa: SLF001 - the two halves of one key
        return signature


@contextmanager
def _in_our_words(key: TokenKey) -> Iterator[None]:
    """Tell the token's errors in ours; a PIN that was refused or belongs to a token that is gone is forgotten."""
    try:
        yield
    except told.PinLocked as error:
        key.forget()
        raise NeedsAttention("pin_locked") from error
    except (told.PinIncorrect, told.PinInvalid, told.PinLenRange, told.PinExpired) as error:
        key.forget()
        raise NeedsAttention("pin_wrong") from error
    except _GONE as error:
        key.forget()
        raise TryLater("token_absent") from error
    except pkcs11.PKCS11Error as error:
        key.forget()
        raise NeedsAttention("token_failed", kind=type(error).__name__) from error


def _load(library: str) -> Library:
    try:
        return pkcs11.lib(library)
    except (RuntimeError, OSError) as error:
        raise NeedsAttention("token_library_missing", file=library) from error


def _signer_on(session: pkcs11.Session, when: datetime, key: TokenKey) -> _TokenSigner:
    """The signer of the first key whose certificate may sign, one that is valid now before any other."""
    certificates: dict[bytes, x509.Certificate] = {}
    for one in session.get_objects({Attribute.CLASS: ObjectClass.CERTIFICATE}):
        certificates[one[Attribute.ID]] = x509.Certificate.load(one[Attribute.VALUE])
    keys = [one[Attribute.ID] for one in session.get_objects({Attribute.CLASS: ObjectClass.PRIVATE_KEY})]
    usable = [name for name in keys if name in certificates and _may_sign(certificates[name])]
    if not usable:
        raise NeedsAttention("token_without_key")
    usable.sort(key=lambda name: not _is_valid(certificates[name], when))
    chosen = usable[0]
    others = [certificate for name, certificate in certificates.items() if name != chosen]
    return _TokenSigner(key, session, chosen, certificates[chosen], others)


def _may_sign(certificate: x509.Certificate) -> bool:
    usage = certificate.key_usage_value
    return not certificate.ca and (usage is None or bool(_SIGNS & set(usage.native)))


def _is_valid(certificate: x509.Certificate, when: datetime) -> bool:
    return bool(certificate.not_valid_before <= when <= certificate.not_valid_after)


def _flags(token: pkcs11.Token) -> list[TokenFlag]:
    return [flag for flag in TokenFlag if flag in token.flags]
