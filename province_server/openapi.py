"""The OpenAPI description of the protocol, built from the messages of the contract and one table of operations.

``docs/openapi.yaml`` is this document; a test compares the two, and the table with the application's routes.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

import msgspec

from counter_app.contract import messages
from counter_app.contract.acts import BODIES, Act
from counter_app.contract.problems import Problem
from province_server.desk import DossierLine
from province_server.files.shelf import ShelvedFile
from province_server.routes import admin
from province_server.routes.health import Health

PROBLEM_STATUSES = {
    400: "Not understood: a field, a header or the body's digest is wrong.",
    401: "No valid token; get a new one, once.",
    403: "Not for this device or clerk.",
    404: "Not here, or not for this device.",
    405: "No such method here.",
    409: "It does not fit what the province has; the problem says how.",
    412: "Another version of tus.",
    413: "Too large.",
    415: "Another media type is needed.",
    416: "No such range.",
    429: "Too many requests; wait as long as Retry-After says.",
    460: "The bytes are not what their checksum says; they were dropped.",
    503: "Try again later.",
    507: "The province's disk is full.",
}


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter: where it stands, what it looks like."""

    name: str
    where: str
    text: str
    schema: Mapping[str, object]
    required: bool = False


@dataclass(frozen=True, slots=True)
class Operation:
    """One request: what it promises, what goes in, what may come out."""

    method: str
    path: str
    name: str
    promise: str
    takes: type | None = None
    gives: Mapping[int, type | str | None] = field(default_factory=dict)
    problems: tuple[int, ...] = ()
    parameters: tuple[Parameter, ...] = ()
    bearer: str = "device"
    sends_bytes: bool = False
    may_send_bytes: bool = False


_TEXT: Mapping[str, object] = {"type": "string"}
_NUMBER: Mapping[str, object] = {"type": "integer", "minimum": 0, "maximum": 2**53}
_DIGEST: Mapping[str, object] = {"type": "string", "pattern": "^[0-9a-f]{64}$"}
_BYTES = "application/octet-stream"
_CHUNK = "application/offset+octet-stream"


def _path(name: str, text: str, schema: Mapping[str, object] = _TEXT) -> Parameter:
    return Parameter(name, "path", text, schema, required=True)


def _query(name: str, text: str, most: int = 2**53) -> Parameter:
    return Parameter(name, "query", text, {**_NUMBER, "maximum": most})


_TUS = Parameter("Tus-Resumable", "header", "The version of tus.", {"const": "1.0.0"}, required=True)
_LENGTH = Parameter("Upload-Length", "header", "Bytes of the whole file.", _NUMBER, required=True)
_OFFSET = Parameter("Upload-Offset", "header", "Where the chunk begins.", _NUMBER, required=True)
_NAMED = Parameter(
    "Upload-Metadata",
    "header",
    "`sha256 ` and the base64 of the file's digest in hexadecimal.",
    _TEXT,
    required=True,
)
_CHECKSUM = Parameter("Upload-Checksum", "header", "`sha256 ` and the base64 of the chunk's digest.", _TEXT)
_UPLOAD = _path("upload_id", "As in the Location of the creation.")

OPERATIONS = (
    Operation("head", "/v1", "greet", "204 with `Counter-Protocol: 1`; anything else is not the province.",
              gives={204: None}, problems=(429,), bearer=""),
    Operation("post", "/v1/devices", "enrol",
              "Enrol with a one-time code and a public key, or begin a new epoch. The same request again gets the "
              "same answer.",
              takes=messages.EnrolRequest, gives={201: messages.EnrolAnswer},
              problems=(400, 401, 403, 409, 413, 415, 429, 503), bearer=""),
    Operation("post", "/v1/tokens", "issueToken", "A short token for an assertion that the device key signs.",
              takes=messages.TokenRequest, gives={200: messages.TokenAnswer},
              problems=(400, 401, 413, 415, 429, 503), bearer=""),
    Operation("post", "/v1/acts", "sendActs", "One answer per act, in the order given; each act has one effect.",
              takes=messages.ActBatch, gives={200: messages.ActsAnswer}, problems=(400, 401, 413, 415, 429, 503)),
    Operation("get", "/v1/changes", "readChanges", "Everything in the device's scope after a position, in order.",
              gives={200: messages.ChangesAnswer}, problems=(400, 401, 429, 503),
              parameters=(_query("after", "The last position seen; 0 for the beginning."),
                          _query("limit", "At most so many.", 500),
                          _query("wait", "Seconds to wait for something when there is nothing.", 25))),
    Operation("get", "/v1/dossiers/{name}", "followDossier",
              "A dossier by code or id with all its acts; the device's unit follows it from now on.",
              gives={200: messages.DossierAnswer}, problems=(400, 401, 404, 429, 503),
              parameters=(_path("name", "Code or id."),)),
    Operation("post", "/v1/number-slices", "leaseNumbers", "Serials of the unit's days, never given twice.",
              takes=messages.NumberSlicesRequest, gives={200: messages.NumberSlicesAnswer},
              problems=(400, 401, 403, 409, 413, 415, 429, 503)),
    Operation("get", "/v1/relay/devices", "listWindows",
              "The windows that the asking relay serves, with their keys.",
              gives={200: list[messages.DeviceLife]}, problems=(401, 403, 429, 503)),
    Operation("post", "/v1/files/missing", "askMissing", "Which of these files the province lacks.",
              takes=messages.MissingRequest, gives={200: messages.MissingAnswer},
              problems=(400, 401, 413, 415, 429, 503)),
    Operation("options", "/v1/files", "askAbilities", "What this tus server can do.",
              gives={204: None}, bearer=""),
    Operation("post", "/v1/files", "beginUpload",
              "201: upload to `Location`. 204: the file is here already. May carry the first bytes.",
              gives={201: None, 204: None}, problems=(400, 401, 404, 409, 412, 413, 429, 460, 503, 507),
              parameters=(_TUS, _LENGTH, _NAMED, _CHECKSUM), may_send_bytes=True),
    Operation("head", "/v1/files/uploads/{upload_id}", "lookAtUpload", "How many bytes have arrived.",
              gives={200: None}, problems=(400, 401, 404, 412, 429, 503), parameters=(_UPLOAD, _TUS)),
    Operation("patch", "/v1/files/uploads/{upload_id}", "appendChunk",
              "The bytes are kept, durably, before the answer; the last ones make the file visible.",
              gives={204: None}, problems=(400, 401, 404, 409, 412, 413, 415, 429, 460, 503, 507),
              parameters=(_UPLOAD, _TUS, _OFFSET, _CHECKSUM), sends_bytes=True),
    Operation("delete", "/v1/files/uploads/{upload_id}", "endUpload", "The upload and its bytes are forgotten.",
              gives={204: None}, problems=(400, 401, 404, 412, 429, 503), parameters=(_UPLOAD, _TUS)),
    Operation("post", "/v1/files/uploads/{upload_id}", "tunnel",
              "PATCH or DELETE for proxies that pass only POST.",
              gives={204: None}, problems=(400, 401, 404, 405, 409, 412, 413, 415, 429, 460, 503, 507),
              parameters=(_UPLOAD, _TUS, replace(_OFFSET, required=False), _CHECKSUM,
                          Parameter("X-HTTP-Method-Override", "header", "The method meant.",
                                    {"enum": ["PATCH", "DELETE"]}, required=True)),
              sends_bytes=True),
    Operation("get", "/v1/files/{digest}", "download", "The file's bytes, or one range of them.",
              gives={200: _BYTES, 206: _BYTES}, problems=(400, 401, 404, 416, 429, 503),
              parameters=(_path("digest", "sha256 of the file.", _DIGEST),
                          Parameter("Range", "header", "One range of bytes.", _TEXT))),
    Operation("get", "/v1/people/{id_number}/papers", "showPapers",
              "What the state holds about a person. The look-up is on record before the answer leaves.",
              gives={200: messages.PersonPapersAnswer}, problems=(400, 401, 403, 404, 429, 503),
              parameters=(_path("id_number", "The person's identity number."),
                          Parameter("Counter-Purpose", "header", "Why, percent-encoded.", _TEXT))),
    Operation("post", "/v1/certificates", "certify", "The province's figures for the device's day, signed.",
              takes=messages.CertificateRequest, gives={200: messages.Certificate},
              problems=(400, 401, 413, 415, 429, 503)),
    Operation("get", "/v1/health", "sayHealth", "Whether this process can serve.", gives={200: Health},
              problems=(503,), bearer=""),
    Operation("get", "/metrics", "sayMetrics", "Prometheus' text format.", gives={200: "text/plain"},
              problems=(429, 503), bearer=""),
    Operation("get", "/v1/admin/dossiers", "listDossiers", "Dossiers, the one due first coming first.",
              gives={200: list[DossierLine]}, problems=(400, 401, 429, 503), bearer="admin",
              parameters=(Parameter("state", "query", "Only those in this state.", _TEXT),)),
    Operation("get", "/v1/admin/dossiers/{name}", "showDossier", "One dossier by code or id.",
              gives={200: DossierLine}, problems=(400, 401, 404, 429, 503), bearer="admin",
              parameters=(_path("name", "Code or id."),)),
    Operation("post", "/v1/admin/dossiers/{name}/acts", "actOnDossier",
              "The competent unit does something, by the same table of moves as everybody.",
              takes=admin.ProvinceAct, gives={200: messages.ActAnswer},
              problems=(400, 401, 404, 413, 415, 429, 503), bearer="admin",
              parameters=(_path("name", "Code or id."),)),
    Operation("post", "/v1/admin/files", "shelveFile", "The body's bytes become a file of the province.",
              gives={201: ShelvedFile}, problems=(400, 401, 413, 415, 429, 503, 507), bearer="admin",
              sends_bytes=True),
    Operation("post", "/v1/admin/invitations", "inviteDevice", "A one-time code that enrols one device.",
              takes=admin.InvitationRequest, gives={201: admin.InvitationAnswer},
              problems=(400, 401, 413, 415, 429, 503), bearer="admin"),
    Operation("delete", "/v1/admin/devices/{device_id}", "withdrawDevice", "The device may no longer speak.",
              gives={204: None}, problems=(400, 401, 404, 429, 503), bearer="admin",
              parameters=(_path("device_id", "Which device."),)),
    Operation("put", "/v1/admin/clerks", "putClerk", "A member of staff; the windows of the units are told.",
              takes=admin.ClerkEntry, gives={204: None}, problems=(400, 401, 409, 413, 415, 429, 503),
              bearer="admin"),
)  # fmt: skip


def document() -> dict[str, object]:
    """The whole description, with every schema it names."""
    types = list(_types())
    schemas, components = msgspec.json.schema_components(
        types, schema_hook=_any_json, ref_template="#/components/schemas/{name}"
    )
    described = dict(zip(types, schemas, strict=True))
    paths: dict[str, dict[str, object]] = {}
    for operation in OPERATIONS:
        paths.setdefault(operation.path, {})[operation.method] = _described(operation, described)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Counter and province",
            "version": messages.PROTOCOL_VERSION,
            "description": "What a counter asks of the provincial server. `protocol.md` is the prose to it.",
            "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
        },
        "servers": [{"url": "/"}],
        "paths": paths,
        "components": {
            "schemas": dict(sorted(components.items())),
            "securitySchemes": {
                "device": {"type": "http", "scheme": "bearer", "description": "From `POST /v1/tokens`."},
                "admin": {"type": "http", "scheme": "bearer", "description": "The operator's secret."},
            },
        },
    }


def _any_json(_kind: type) -> dict[str, object]:
    """``object`` in a message is any JSON value."""
    return {"description": "Any JSON value."}


def _types() -> Iterator[type]:
    seen: list[object] = [Problem, Act, messages.ClerkRecord, messages.CatalogueVersion, *BODIES.values()]
    for operation in OPERATIONS:
        seen += [operation.takes, *operation.gives.values()]
    for kind in seen:
        if kind is not None and not isinstance(kind, str):
            yield kind  # type: ignore[misc]  # a type, or a list of one


def _described(operation: Operation, schemas: Mapping[type, object]) -> dict[str, object]:
    said: dict[str, object] = {"operationId": operation.name, "description": operation.promise}
    if operation.bearer:
        said["security"] = [{operation.bearer: []}]
    if operation.parameters:
        said["parameters"] = [_parameter(parameter) for parameter in operation.parameters]
    if operation.takes is not None:
        said["requestBody"] = _content("application/json", schemas[operation.takes])
    elif operation.sends_bytes:
        said["requestBody"] = _content(_BYTES if operation.bearer == "admin" else _CHUNK, {"type": "string"})
    elif operation.may_send_bytes:
        said["requestBody"] = {**_content(_CHUNK, {"type": "string"}), "required": False}
    responses: dict[str, object] = {
        str(status): _response(given, schemas) for status, given in operation.gives.items()
    }
    for status in operation.problems:
        problem: dict[str, object] = {"description": PROBLEM_STATUSES[status]}
        if operation.method != "head":
            problem["content"] = {"application/problem+json": {"schema": schemas[Problem]}}
        responses[str(status)] = problem
    said["responses"] = responses
    return said


def _parameter(parameter: Parameter) -> dict[str, object]:
    return {
        "name": parameter.name,
        "in": parameter.where,
        "description": parameter.text,
        "required": parameter.required,
        "schema": dict(parameter.schema),
    }


def _content(media_type: str, schema: object) -> dict[str, object]:
    return {"required": True, "content": {media_type: {"schema": schema}}}


def _response(given: type | str | None, schemas: Mapping[type, object]) -> dict[str, object]:
    if given is None:
        return {"description": "Done; there is no body."}
    if isinstance(given, str):
        return {"description": "The bytes.", "content": {given: {"schema": {"type": "string"}}}}
    return {"description": "The answer.", "content": {"application/json": {"schema": schemas[given]}}}
