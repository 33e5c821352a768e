"""Gives the signing library's questions for time stamps (RFC 3161) to the authority that the counter knows."""

from __future__ import annotations

from typing import Final

from asn1crypto import tsp, x509
from pyhanko.sign.timestamps import TimeStamper
from typing_extensions import override

from counter_app.domain.errors import NeedsAttention
from counter_app.services.ports import TrustService

ALGORITHM: Final = "sha256"
_GIVEN: Final = frozenset({"granted", "granted_with_mods"})


class Stamper(TimeStamper):
    """What the library asks for stamps. Its calls raise ``LinkDown`` when the authority cannot be reached."""

    def __init__(self, trust: TrustService) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._trust = trust

    def certificates(self) -> list[x509.Certificate]:
        """What the authority signs its stamps with; asks it once."""
        digest = b"\0" * 32
        nonce, request = self.request_cms(digest, ALGORITHM)  # type: ignore[no-untyped-call]
        del nonce
        answer = tsp.TimeStampResp.load(self._trust.time_stamp(request.dump()))
        token = answer["time_stamp_token"]
        if answer["status"]["status"].native not in _GIVEN:
            raise NeedsAttention("time_stamp_refused")
        self._register_dummy(ALGORITHM, token)  # type: ignore[no-untyped-call]
        return [one.chosen for one in token["content"]["certificates"] if isinstance(one.chosen, x509.Certificate)]

    @override
    async def async_request_tsa_response(self, req: tsp.TimeStampReq) -> tsp.TimeStampResp:
        return tsp.TimeStampResp.load(self._trust.time_stamp(req.dump()))
