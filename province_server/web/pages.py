"""The routes of the pages, and what every page has in common: a language, a strict policy, no script."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from pathlib import Path
from urllib.parse import parse_qs, urlencode

import jinja2
import jwt
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from province_server.http import Problematic, read_body
from province_server.province import Province
from province_server.routes.asking import blocking, province_of
from province_server.web import charts
from province_server.web.board import Figures
from province_server.web.texts import Words, words_in
from province_server.web.tracking import STEPS
from province_server.world import LOCAL_ZONE

_HERE = Path(__file__).parent
_STYLE = (_HERE / "style.css").read_bytes()
_POLICY = "; ".join(
    (
        "default-src 'none'",
        "style-src 'self'",
        "img-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
_COOKIE = "bang_dieu_hanh"
_COOKIE_AUDIENCE = "urn:counter:board"
_COOKIE_HOLDS = timedelta(hours=8)
_FORM_BYTES = 4096


def _day(text: str) -> str:
    try:
        return date.fromisoformat(text).strftime("%d/%m/%Y")
    except ValueError:
        return text


def _moment(value: datetime | str) -> str:
    when = datetime.fromisoformat(value) if isinstance(value, str) else value
    return when.astimezone(LOCAL_ZONE).strftime("%H:%M %d/%m/%Y")


def _money(amount: int) -> str:
    return f"{amount:,} đ".replace(",", ".")


_templates = jinja2.Environment(
    loader=jinja2.FileSystemLoader(_HERE / "templates"),
    autoescape=True,
    undefined=jinja2.StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
_templates.filters.update(day=_day, moment=_moment, money=_money)


def _page(request: Request, name: str, shown: Mapping[str, object], status: int = 200) -> Response:
    words = words_in(request.query_params.get("lang"))
    query = {**{key: value for key, value in request.query_params.items() if key == "ma"}, "lang": words.other}
    path = "/bang-dieu-hanh" if request.url.path.startswith("/bang-dieu-hanh") else request.url.path
    text = _templates.get_template(name).render(
        words=words, say=words.say, other_language=f"{path}?{urlencode(query)}", **shown
    )
    return Response(text, status, _headers(), media_type="text/html; charset=utf-8")


def _headers() -> dict[str, str]:
    return {
        "Content-Security-Policy": _POLICY,
        "Referrer-Policy": "no-referrer",
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "no-store",
    }


async def _form(request: Request) -> Mapping[str, str]:
    body = await read_body(request, _FORM_BYTES)
    fields = parse_qs(body.decode("utf-8", errors="replace"), max_num_fields=10)
    return {name: values[0] for name, values in fields.items()}


async def style(_request: Request) -> Response:
    return Response(_STYLE, headers={"Cache-Control": "max-age=3600"}, media_type="text/css")


# --- the citizen's page -------------------------------------------------------------------------------------


async def track(request: Request) -> Response:
    """By the code: status, steps, dates. With the right digits posted: the rest."""
    province = province_of(request)
    code = request.query_params.get("ma", "").strip()[:80]
    shown: dict[str, object] = {
        "asked": code, "way": None, "content": None, "problem": "", "steps": STEPS, "procedure": "",
    }  # fmt: skip
    if not code:
        return _page(request, "tracking.html", shown)
    address = request.client.host if request.client else ""
    if await blocking(request, province.by_citizen.wait_s, address):
        return _page(request, "tracking.html", {**shown, "problem": "too_many"}, 429)
    way = await blocking(request, province.tracking.way, code)
    if way is None:
        return _page(request, "tracking.html", {**shown, "problem": "unknown"}, 404)
    shown["way"] = way
    if request.method == "POST":
        return await _show_content(request, province, shown)
    return _page(request, "tracking.html", shown)


async def _show_content(request: Request, province: Province, shown: dict[str, object]) -> Response:
    code = str(shown["asked"])
    digits = (await _form(request)).get("so", "")
    if await blocking(request, province.by_proof.wait_s, code):
        return _page(request, "tracking.html", {**shown, "problem": "too_many"}, 429)
    content = await blocking(request, province.tracking.content, code, digits)
    if content is None:
        return _page(request, "tracking.html", {**shown, "problem": "not_proven"}, 403)
    titles = await blocking(request, province.catalogue.titles)
    procedure = titles.get(content.procedure, content.procedure)
    return _page(request, "tracking.html", {**shown, "content": content, "procedure": procedure})


# --- the centre's board -------------------------------------------------------------------------------------


async def show_board(request: Request) -> Response:
    province = province_of(request)
    if not _signed_in(province, request):
        return _page(request, "sign_in.html", {"problem": ""})
    await blocking(request, province.contacts.write)
    figures = await blocking(request, province.board.figures)
    plan = await blocking(request, province.staffing.plan)
    titles = await blocking(request, province.catalogue.titles)
    words = words_in(request.query_params.get("lang"))
    shown = {
        "figures": figures,
        "plan": plan,
        "titles": titles,
        "daily": _daily(figures, words),
        "standing": _standing(figures, titles, words),
    }
    return _page(request, "board.html", shown)


async def sign_in(request: Request) -> Response:
    province = province_of(request)
    form = await _form(request)
    try:
        clerk_id = await blocking(
            request, province.clerks.sign_in_as, form.get("login", ""), form.get("password", ""), "supervisor"
        )
    except Problematic as error:
        return _page(request, "sign_in.html", {"problem": "sign_in_failed"}, error.problem.status)
    until = province.world.now() + _COOKIE_HOLDS
    claims = {"aud": _COOKIE_AUDIENCE, "sub": clerk_id, "exp": int(until.timestamp())}
    answer = RedirectResponse(f"/bang-dieu-hanh?lang={words_in(request.query_params.get('lang')).language}", 303)
    answer.set_cookie(
        _COOKIE,
        jwt.encode(claims, province.key.private, algorithm="EdDSA"),
        max_age=int(_COOKIE_HOLDS.total_seconds()),
        path="/bang-dieu-hanh",
        secure=request.url.scheme == "https",
        httponly=True,
        samesite="strict",
    )
    return answer


async def sign_out(request: Request) -> Response:
    language = words_in(request.query_params.get("lang")).language
    answer = RedirectResponse(f"/bang-dieu-hanh?lang={language}", 303)
    answer.delete_cookie(_COOKIE, path="/bang-dieu-hanh")
    return answer


def _signed_in(province: Province, request: Request) -> bool:
    try:
        claims = jwt.decode(
            request.cookies.get(_COOKIE, ""),
            province.key.private.public_key(),
            algorithms=["EdDSA"],
            audience=_COOKIE_AUDIENCE,
            options={"verify_exp": False, "require": ["sub", "exp"]},
        )
    except jwt.InvalidTokenError:
        return False
    return bool(claims["exp"] > province.world.now().timestamp())


def _daily(figures: Figures, words: Words) -> tuple[charts.Bar, ...]:
    def bar(day: str, number: int, *, expected: bool) -> charts.Bar:
        kind = words.say("forecast") if expected else words.say("received_short")
        return charts.Bar(
            label=f"{day[8:]}/{day[5:7]}",
            number=number,
            spoken=f"{_day(day)}: {number} {kind}",
            style="expected" if expected else "known",
        )

    return charts.columns([bar(one.day, one.number, expected=one.expected) for one in figures.days])


def _standing(figures: Figures, titles: Mapping[str, str], words: Words) -> tuple[charts.Stack, ...]:
    def row(unit: str, in_time: int, soon: int, late: int) -> charts.Stack:
        name = titles.get(unit, unit)
        told = (
            f"{name}: {in_time} {words.say('in_time')}, {soon} {words.say('due_soon').lower()}, "
            f"{late} {words.say('overdue').lower()}"
        )
        return charts.Stack(name, told, ((in_time, "in-time"), (soon, "soon"), (late, "overdue")))

    rows = [
        row(one.unit, one.running - one.due_soon - one.overdue, one.due_soon, one.overdue) for one in figures.units
    ]
    return charts.stacked_rows(rows)


PAGES = [
    Route("/style.css", style, methods=["GET"], include_in_schema=False),
    Route("/tra-cuu", track, methods=["GET", "POST"], include_in_schema=False),
    Route("/bang-dieu-hanh", show_board, methods=["GET"], include_in_schema=False),
    Route("/bang-dieu-hanh/dang-nhap", sign_in, methods=["POST"], include_in_schema=False),
    Route("/bang-dieu-hanh/dang-xuat", sign_out, methods=["POST"], include_in_schema=False),
]
