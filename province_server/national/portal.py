"""The national portal over HTTP: sign in, send dossiers and their progress, look one up.

The portal wants to be told whether a record is new or an update and answers a wrong guess with words; ``store``
mends the guess by itself, so that sending the same dossier any number of times leaves one there.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import msgspec
import requests

from province_server.national.records import DossierRecord, ProgressRecord

TIMEOUT = (10.0, 60.0)
SUCCESS = frozenset({"0", "00"})
ALREADY_THERE = "đã tồn tại"
NOT_THERE = "không tồn tại"
ALREADY_THERE_CODES = frozenset({"3", "-3"})
SESSION_OVER = frozenset({"401", "-401"})


class PortalUnreachable(Exception):
    """No answer, or none that is the portal's: try later."""


class PortalRefused(Exception):
    """The portal said no; ``code`` and ``text`` are its own."""

    def __init__(self, code: str, text: str) -> None:
        super().__init__(f"{code}: {text}")
        self.code = code
        self.text = text


@dataclass(frozen=True, slots=True)
class PortalAccess:
    """Where the adapter is and as whom we come; ``unit`` is the province's agency code there."""

    adapter: str
    user: str
    password: str
    unit: str
    auth_path: str = "/auth"
    integration_path: str = "/integration"


class _Answer(msgspec.Struct, kw_only=True):
    error_code: str | int = ""
    error_message: str = ""
    session: str = ""
    data: object = None


class NationalPortal:
    """One session with the portal; signs in when it has none and again when it was closed."""

    def __init__(self, access: PortalAccess) -> None:
        self._access = access
        self._http = requests.Session()
        self._session = ""

    def close(self) -> None:
        self._http.close()

    def store(self, record: DossierRecord, *, known: bool) -> None:
        """The portal has exactly this record afterwards, whether or not ``known`` was right.

        Raises:
            PortalUnreachable: try later.
            PortalRefused: the record itself is not accepted.
        """
        try:
            self._send(record, updating=known)
        except PortalRefused as refused:
            if not known and _says_already_there(refused):
                self._send(record, updating=True)
            elif known and NOT_THERE in refused.text.lower():
                self._send(record, updating=False)
            else:
                raise

    def report(self, steps: Sequence[ProgressRecord]) -> None:
        """Tell the progress of a dossier that the portal has."""
        if steps:
            self._call("CapNhatTienDoHoSoMC", data=[msgspec.to_builtins(step) for step in steps])

    def look_up(self, code: str) -> dict[str, object] | None:
        """What the portal holds under this code, or None."""
        found = self._call("TraCuuHoSo", mahoso=code).data
        return found if isinstance(found, dict) else None

    def _send(self, record: DossierRecord, *, updating: bool) -> None:
        self._call("DongBoHoSoMC", isUpdating=str(updating), data=[msgspec.to_builtins(record)])

    def _call(self, service: str, **fields: object) -> _Answer:
        for again in (True, False):
            if not self._session:
                self._sign_in()
            body = {"session": self._session, "madonvi": self._access.unit, "service": service, **fields}
            answer = self._post(self._access.integration_path, body)
            code = str(answer.error_code)
            if code in SUCCESS:
                return answer
            if code in SESSION_OVER and again:
                self._session = ""
                continue
            raise PortalRefused(code, answer.error_message)
        raise PortalUnreachable("the portal closes every session at once")

    def _sign_in(self) -> None:
        body = {"username": self._access.user, "password": self._access.password}
        answer = self._post(self._access.auth_path, body)
        if not answer.session:
            raise PortalRefused(str(answer.error_code), answer.error_message or "no session")
        self._session = answer.session

    def _post(self, path: str, body: Mapping[str, object]) -> _Answer:
        try:
            response = self._http.post(self._access.adapter.rstrip("/") + path, json=body, timeout=TIMEOUT)
            response.raise_for_status()
            return msgspec.json.decode(response.content, type=_Answer)
        except requests.RequestException as error:
            raise PortalUnreachable(type(error).__name__) from error
        except (msgspec.MsgspecError, UnicodeDecodeError) as error:
            raise PortalUnreachable("the answer is not the portal's") from error


def _says_already_there(refused: PortalRefused) -> bool:
    return ALREADY_THERE in refused.text.lower() or refused.code in ALREADY_THERE_CODES
