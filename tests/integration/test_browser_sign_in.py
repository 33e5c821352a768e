"""Signing in at the province's identity provider: PKCE through the browser, checked again by the province."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import jwt
import msgspec
import pytest

from counter_app.bootstrap import Counter, open_counter
from counter_app.contract.messages import TokenAnswer, TokenRequest
from counter_app.domain.errors import LinkDown, NotAllowed, Refused
from counter_app.settings import Settings, resources_folder
from counter_app.sync.browser_sign_in import OidcSignIn
from counter_app.sync.outside import Outside
from province_server.oidc import nonce_for
from province_server.settings import Provider
from province_server.tokens import GRANT_TYPE
from tests.rigs.bare_counter import Counter as BareCounter
from tests.rigs.cases import new_id
from tests.rigs.identity_provider import CLIENT, Browser, IdentityProvider, identity_provider
from tests.rigs.province import PASSWORD, GivenWorld, RunningProvince, run_province, settings_in
from tests.rigs.windows import hasten_sign_ins, invite, shipped_catalogue


@pytest.fixture
def provider(monkeypatch: pytest.MonkeyPatch) -> Iterator[IdentityProvider]:
    with identity_provider(monkeypatch) as running:
        yield running


@pytest.fixture
def running(provider: IdentityProvider, tmp_path: Path) -> Iterator[RunningProvince]:
    """A province whose clerks sign in at that provider."""
    settings = replace(settings_in(tmp_path / "province"), identity=Provider(provider.url, CLIENT))
    for province in run_province(settings):
        hasten_sign_ins(province)
        yield province


@pytest.fixture
def browser() -> Iterator[Browser]:
    made = Browser()
    yield made
    made.close()


@pytest.fixture
def counter(
    running: RunningProvince, provider: IdentityProvider, browser: Browser, tmp_path: Path
) -> Iterator[Counter]:
    """An enrolled window that was told of the provider."""
    settings = Settings(
        profile=tmp_path / "window", resources=resources_folder(), tessdata=None, key_home="file",
        server_url=running.url, oidc_issuer=provider.url, oidc_client=CLIENT,
    )  # fmt: skip
    made = open_counter(settings, catalogue=shipped_catalogue())
    made.enrol(invite(running))
    while made.integrate.pull():
        pass
    made.__dict__["browser"] = OidcSignIn(
        provider.url, CLIENT, Outside(), open_browser=browser.open, patience_s=5.0
    )
    yield made
    made.close()


def test_a_clerk_who_signed_in_at_the_provider_sits_at_the_window(counter: Counter, browser: Browser) -> None:
    session = counter.sign_in.with_browser()

    browser.close()
    assert (session.clerk_id, session.name, session.roles) == ("clerk-lan", "Lan", frozenset({"clerk"}))
    assert not session.offline
    assert "Có thể đóng trang này" in browser.pages[-1].text


def test_the_provider_was_asked_with_pkce_and_a_fresh_nonce(
    counter: Counter, browser: Browser, provider: IdentityProvider
) -> None:
    counter.sign_in.with_browser()
    counter.sign_in.with_browser()

    browser.close()
    first, second = provider.asked
    assert {one["code_challenge_method"] for one in (first, second)} == {"S256"}
    for name in ("state", "nonce", "code_challenge"):
        assert first[name] != second[name]
    assert "secret" not in " ".join(first)


def test_a_wrong_password_at_the_provider_opens_no_session(counter: Counter, browser: Browser) -> None:
    browser.password = "đoán mò"

    with pytest.raises(NotAllowed, match="browser_sign_in_refused"):
        counter.sign_in.with_browser()

    assert counter.at_window.session is None


def test_somebody_whom_the_province_does_not_employ_opens_no_session(counter: Counter, browser: Browser) -> None:
    browser.login, browser.password = "nobody-here", "mật khẩu khác"

    with pytest.raises(Refused, match="sign_in_failed"):
        counter.sign_in.with_browser()

    assert counter.at_window.session is None


def test_nobody_who_comes_back_is_an_end_too(browser: Browser, provider: IdentityProvider) -> None:
    browser.login = None
    impatient = OidcSignIn(provider.url, CLIENT, Outside(), open_browser=browser.open, patience_s=0.5)

    with pytest.raises(NotAllowed, match="browser_sign_in_abandoned"):
        impatient.id_token("n")


def test_a_page_that_guesses_at_the_loopback_is_not_listened_to(counter: Counter, browser: Browser) -> None:
    browser.detour = "?code=stolen&state=guessed"

    session = counter.sign_in.with_browser()

    browser.close()
    assert session.clerk_id == "clerk-lan"
    assert [page.status_code for page in browser.pages] == [200, 404, 200]


def test_a_host_that_is_not_the_provider_is_told(browser: Browser, running: RunningProvince) -> None:
    with pytest.raises(LinkDown, match="not_the_identity_provider"):
        OidcSignIn(running.url, CLIENT, Outside(), open_browser=browser.open).id_token("n")


# --- what a clerk alone may ask for ---------------------------------------------------------------------------


def test_after_the_browser_a_clerk_looks_a_person_up_without_a_password(
    counter: Counter, browser: Browser, running: RunningProvince
) -> None:
    counter.sign_in.with_browser()
    browser.close()

    papers = counter.person_papers("074190000123", "Kiểm tra giấy tờ đã có")

    (line,) = running.province.people.look_ups("074190000123")
    assert papers == ()
    assert (line.clerk_id, line.purpose) == ("clerk-lan", "Kiểm tra giấy tờ đã có")


def test_the_proof_of_the_browser_lasts_a_working_day_and_no_longer(
    counter: Counter, browser: Browser, running: RunningProvince
) -> None:
    counter.sign_in.with_browser()
    browser.close()

    running.world.ahead += timedelta(hours=9)
    counter.person_papers(new_id(), "x")
    running.world.ahead += timedelta(hours=4)

    with pytest.raises(Refused, match="sign_in_failed"):
        counter.person_papers(new_id(), "x")


def test_a_clerk_who_was_withdrawn_looks_nobody_up_with_the_proof_of_the_morning(
    counter: Counter, browser: Browser, running: RunningProvince
) -> None:
    counter.sign_in.with_browser()
    browser.close()
    record = running.province.clerks.find("clerk-lan")
    assert record is not None
    running.province.clerks.put(msgspec.structs.replace(record, active=False))

    with pytest.raises(Refused, match="sign_in_failed"):
        counter.person_papers(new_id(), "x")


def proof_of(device: BareCounter, provider: IdentityProvider, jti: str) -> str:
    """What the province gives this device for a sign-in at the provider."""
    request = TokenRequest(
        grant_type=GRANT_TYPE, assertion=device.assertion(jti=jti), id_token=token_of(provider, jti)
    )
    answer = device.read(device.post("/v1/tokens", request, token=""), TokenAnswer)
    return str(answer.sign_in)


def shown(device: BareCounter, proof: str) -> int:
    """The status of a token request with this proof."""
    request = TokenRequest(grant_type=GRANT_TYPE, assertion=device.assertion(), sign_in=proof)
    return device.post("/v1/tokens", request, token="").status_code


def test_the_proof_is_good_on_the_device_that_it_was_given_to(
    running: RunningProvince, provider: IdentityProvider
) -> None:
    device, thief = running.counter(), running.counter()
    proof = proof_of(device, provider, "proof-1")

    assert (shown(device, proof), shown(thief, proof)) == (200, 401)


def test_neither_the_proof_nor_a_token_of_requests_is_taken_for_the_other(
    running: RunningProvince, provider: IdentityProvider
) -> None:
    device = running.counter()
    proof = proof_of(device, provider, "proof-2")
    token = device.read(device.ask_token(), TokenAnswer).access_token

    as_token = device.get("/v1/changes?after=0", headers={"Authorization": f"Bearer {proof}"}).status_code

    assert (as_token, shown(device, token), shown(device, proof[:-4] + "AAAA")) == (401, 401, 401)


def test_a_password_gives_no_proof_of_the_browser(running: RunningProvince) -> None:
    device = running.counter()

    answer = device.read(device.ask_token("lan", PASSWORD), TokenAnswer)

    assert (answer.sign_in, answer.login) == ("", "lan")


# --- the province's own look at the token ----------------------------------------------------------------------


def asked_with(device: BareCounter, id_token: str, jti: str) -> int:
    """The status of a token request with this ID token for the assertion of this name."""
    assertion = device.assertion(jti=jti)
    request = TokenRequest(grant_type=GRANT_TYPE, assertion=assertion, id_token=id_token)
    return device.post("/v1/tokens", request, token="").status_code


def token_of(provider: IdentityProvider, jti: str, **changed: object) -> str:
    """What the provider would sign for the assertion of this name."""
    now = int(GivenWorld().now().timestamp())
    claims = {
        "iss": provider.url, "aud": CLIENT, "sub": "s", "preferred_username": "lan", "iat": now, "exp": now + 300,
        "nonce": nonce_for(jti), **changed,
    }  # fmt: skip
    return jwt.encode(claims, provider.key.as_pem(private=True), algorithm="RS256", headers={"kid": "k1"})


def test_the_province_takes_a_token_for_its_assertion_once(
    running: RunningProvince, provider: IdentityProvider
) -> None:
    device = running.counter()
    token = token_of(provider, "j1")

    statuses = [asked_with(device, token, jti) for jti in ("j1", "j1", "j2")]

    assert statuses == [200, 401, 401]


def test_another_device_cannot_use_a_token_that_it_found(
    running: RunningProvince, provider: IdentityProvider
) -> None:
    thief = running.counter()

    assert asked_with(thief, token_of(provider, "of-another-device"), "mine") == 401


@pytest.mark.parametrize(
    "changed",
    [
        {"aud": "another-program"},
        {"iss": "https://elsewhere.example"},
        {"exp": 1_700_000_000, "iat": 1_699_999_000},
        {"nonce": "a guess"},
        {"preferred_username": ""},
        {"preferred_username": "nobody-here"},
    ],
)
def test_a_token_that_says_anything_else_is_refused(
    running: RunningProvince, provider: IdentityProvider, changed: dict[str, object]
) -> None:
    assert asked_with(running.counter(), token_of(provider, "j", **changed), "j") == 401


def test_a_token_signed_by_somebody_else_is_refused(running: RunningProvince, provider: IdentityProvider) -> None:
    forger = IdentityProvider(url=provider.url)

    forged = token_of(forger, "j")
    unsigned = jwt.encode(jwt.decode(forged, options={"verify_signature": False}), "", algorithm="none")

    assert asked_with(running.counter(), forged, "j") == 401
    assert asked_with(running.counter(), unsigned, "j2") == 401


def test_a_province_without_a_provider_takes_no_such_token(lone_province: RunningProvince) -> None:
    assert asked_with(lone_province.counter(), "anything", "j") == 401


def test_keys_that_were_changed_at_the_provider_are_fetched_anew(
    running: RunningProvince, provider: IdentityProvider
) -> None:
    device = running.counter()
    before = asked_with(device, token_of(provider, "j1"), "j1")
    provider.key = IdentityProvider().key
    running.world.ahead += timedelta(seconds=3700)

    after = asked_with(device, token_of(provider, "j2", iat=later(running), exp=later(running) + 300), "j2")

    assert (before, after) == (200, 200)


def later(running: RunningProvince) -> int:
    return int(running.world.now().timestamp())
