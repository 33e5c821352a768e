"""Joins the use cases of a counter to the screens of its window: a thin line from question to answer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import ParamSpec, TypeVar

from counter_app.bootstrap import Counter
from counter_app.commands.window_answers import Answers
from counter_app.commands.window_settings import settings_services
from counter_app.domain.errors import CounterError
from counter_app.domain.ids import UnitCode
from counter_app.domain.scanning import ScanProfile, Source
from counter_app.services.ports import DeviceIdentity
from counter_app.sync.stick import FolderStick
from counter_app.ui.parts import WindowParts
from counter_app.ui.presenters.branch_services import BranchServices
from counter_app.ui.presenters.capture import CaptureServices
from counter_app.ui.presenters.day import DayServices
from counter_app.ui.presenters.deeds import DeedServices
from counter_app.ui.presenters.find import FindServices
from counter_app.ui.presenters.intake_services import IntakeServices
from counter_app.ui.presenters.notices import NoticesServices
from counter_app.ui.presenters.quick_pin import QuickPinServices
from counter_app.ui.presenters.results import ResultsServices
from counter_app.ui.presenters.review import ReviewServices
from counter_app.ui.presenters.screens import Choice
from counter_app.ui.presenters.strip import StripServices
from counter_app.ui.presenters.sync import SyncServices
from counter_app.ui.presenters.troubles import TroublesServices
from counter_app.ui.sticks import sticks
from counter_app.ui.words import words

P = ParamSpec("P")
R = TypeVar("R")

PROFILES: tuple[tuple[Choice, ScanProfile], ...] = (
    (Choice("one-side", words("Capture", "Một mặt, màu, 200 dpi")), ScanProfile(dpi=200)),
    (Choice("two-sides", words("Capture", "Hai mặt, màu, 200 dpi")), ScanProfile(dpi=200, duplex=True)),
    (Choice("fine", words("Capture", "Một mặt, màu, 300 dpi")), ScanProfile(dpi=300)),
    (
        Choice("flatbed", words("Capture", "Mặt kính, màu, 300 dpi")),
        ScanProfile(source=Source.FLATBED, dpi=300, expected_pages=1),
    ),
)


def later(build: Callable[[], Callable[P, R]]) -> Callable[P, R]:
    """Something that is built when it is first called: the window opens without what it needs."""

    def call(*asked: P.args, **named: P.kwargs) -> R:
        return build()(*asked, **named)

    return call


def pdf_pictures(pdf: bytes) -> tuple[bytes, ...]:
    """The pages of a PDF as pictures."""
    from counter_app.documents.pictures import pdf_pictures as pictures  # noqa: PLC0415 - see ``later``

    return pictures(pdf)


def enrolled_identity(counter: Counter) -> DeviceIdentity | None:
    """Who this window is; enrols with the code of the settings when it was never enrolled and one is given."""
    if counter.settings.training:
        return training_identity(counter)
    known = counter.enrol.identity()
    if known is None and counter.settings.enrol_code:
        place = (counter.settings.site_code, counter.settings.window_code)
        known = counter.enrol(counter.settings.enrol_code, title=" ".join(filter(None, place)))
        # The first feed brings the staff, without whom nobody can sign in.
        while counter.integrate.pull():
            pass
    return known


def training_identity(counter: Counter) -> DeviceIdentity:
    """This window for practice: made here, known to no province."""
    from counter_app.services.training import prepare_training  # noqa: PLC0415 - only where people practise
    from counter_app.sync.passwords import verifier_of  # noqa: PLC0415 - as above

    unit = counter.catalogue.organisation.receivers(counter.today())[0]
    return prepare_training(counter.store.open_work, counter.secrets.device_keys, UnitCode(unit.code), verifier_of)


def opened_parts(counter: Counter) -> WindowParts:
    """The window's parts, enrolled first where IT gave a code.

    Called off the window's thread. A province out of reach keeps nobody from working who worked here before.
    """
    try:
        return parts_of(counter, enrolled_identity(counter))
    except CounterError as trouble:
        return replace(parts_of(counter, counter.enrol.identity()), trouble=trouble)


def parts_of(counter: Counter, identity: DeviceIdentity | None) -> WindowParts:
    """Everything that the window asks of the program."""
    queries = counter.store.queries
    answers = Answers(counter)
    return WindowParts(
        unit=answers.own_unit(identity),
        window=identity.window if identity else "",
        sign_in=counter.sign_in.with_password,
        sign_out=counter.sign_in.sign_out,
        sign_in_in_browser=counter.sign_in.with_browser if counter.browser else None,
        asks_pins=counter.pins.asked_by,
        subscribe=counter.events.subscribe,
        page_image=answers.page_image,
        begin_reading=counter.recognise.begin,
        intake=IntakeServices(
            register=counter.register,
            procedures=answers.procedures,
            read_card_text=counter.identify.from_text,
            read_card_picture=counter.identify.from_image,
            scan_card=later(lambda: counter.scan_card),
            record_fee=counter.hand_over.record_fee,
            receipt=later(lambda: counter.print_receipt),
            render=pdf_pictures,
            earlier=queries.person_dossiers,
            look_up=counter.held_papers.look_up,
            reuse=counter.reuse,
            grant=counter.grant_exception,
            scan_original=later(lambda: counter.originals.scan),
            written_pages=later(lambda: counter.originals.written_pages),
            seal_when_ready=later(lambda: counter.originals.seal_when_ready),
            slips=counter.reception_slips,
            communes=answers.communes,
            full_title=answers.full_title,
            open_held=counter.held_papers.open,
            title_of=answers.title_of,
            now=counter.clock.now,
        ),
        capture=CaptureServices(
            facts=answers.capture_facts,
            devices=counter.capture.devices,
            profiles=PROFILES,
            fitted=answers.fitted,
            scan=answers.scan,
            wait_for_start=counter.capture.wait_for_start,
            arrange=counter.arrange,
            separators=later(lambda: counter.print_separators),
            render=pdf_pictures,
            look_at=counter.recognise.look_at,
        ),
        review=ReviewServices(
            facts=answers.review_facts,
            waive=counter.arrange.waive,
            grant_exception=counter.grant_exception,
            reuse=counter.reuse,
            confirm=counter.paper_fields.confirm,
            look_up=counter.held_papers.look_up,
            open_held=counter.held_papers.open,
            render=pdf_pictures,
            seal=later(lambda: counter.seal),
        ),
        day=DayServices(
            counts=queries.counts,
            queue=queries.queue,
            search=queries.search,
            title_of=answers.title_of,
            now=counter.clock.now,
            deeds=DeedServices(
                dossier=queries.dossier,
                decide=counter.decide,
                slips=lambda: counter.print_slips,
                receipt=later(lambda: counter.print_receipt),
                fee_receipts=counter.fee_receipts,
                lists=lambda: counter.print_lists,
                render=pdf_pictures,
                now=counter.clock.now,
            ),
        ),
        results=ResultsServices(
            waiting=queries.queue,
            search=queries.search,
            by_code=queries.dossier_by_code,
            dossier=queries.dossier,
            fetch_result=counter.hand_over.fetch_result,
            hand_over=counter.hand_over,
            rate=counter.hand_over.rate,
            render=pdf_pictures,
            title_of=answers.title_of,
            now=counter.clock.now,
        ),
        troubles=troubles_of(counter),
        branch=branch_of(counter),
        sync=SyncServices(
            sync_state=queries.sync_state,
            link_problem=answers.link_problem,
            gives_way=lambda: counter.transport.pace.gives_way,
            send_now=counter.engine.send_now,
            waiting=queries.waiting,
            figures=queries.day_certificate,
            certificate=counter.certify.of,
            sticks=sticks,
            pack=lambda folder: counter.pack_box(FolderStick(folder)),
            pack_next=lambda folder: counter.pack_box(FolderStick(folder), go_on=True),
            unpack=lambda folder: counter.unpack_replies(FolderStick(folder)),
            paper=counter.reports.paper,
            render=pdf_pictures,
            where=lambda: (answers.own_unit(identity), identity.window if identity else ""),
            title_of=answers.title_of,
            now=counter.clock.now,
        ),
        find=FindServices(queries.search, queries.excerpt, answers.title_of),
        settings=settings_services(counter, pdf_pictures),
        quick_pin=QuickPinServices(
            allowed=counter.quick_lock.allowed,
            opens_for=counter.quick_lock.opens_for,
            set_pin=counter.quick_lock.set_pin,
            forget=counter.quick_lock.forget,
            unlock=counter.quick_lock.unlock,
        ),
        notices=NoticesServices(
            queries.sync_state, lambda unit: queries.counts(unit, counter.today()), counter.clock.now
        ),
        first_time=answers.first_time,
        lock_after_s=counter.settings.lock_minutes * 60.0,
        training=counter.settings.training,
        strip=StripServices(
            sync_state=queries.sync_state, send_now=counter.engine.send_now, now=counter.clock.now
        ),
        started=answers.started,
        now=counter.clock.now,
    )


def troubles_of(counter: Counter) -> TroublesServices:
    """What the list "Cần xử lý" asks of the program."""
    queries, answers = counter.store.queries, Answers(counter)
    return TroublesServices(
        open=queries.troubles,
        dossier=queries.dossier,
        solve=counter.solve_trouble,
        act=answers.act,
        redo=counter.redo,
        receive_again=counter.receive_again,
        reopen=counter.reopen,
        sign_later=later(lambda: counter.sign_later),
        enrol=later(lambda: counter.lives.begin_with_code),
        receipt=later(lambda: counter.print_receipt),
        render=pdf_pictures,
        send_now=counter.engine.send_now,
        title_of=answers.title_of,
        unit_title=answers.unit_title,
        name_of=counter.staff_names,
        now=counter.clock.now,
    )


def branch_of(counter: Counter) -> BranchServices:
    """What the supervisor's screen asks of the program."""
    queries, answers = counter.store.queries, Answers(counter)
    return BranchServices(
        supervise=counter.supervise,
        queue=queries.queue,
        dossier=queries.dossier,
        history=queries.dossier_acts,
        reassign=counter.reassign,
        procedures=answers.procedures,
        title_of=answers.title_of,
        unit_title=answers.unit_title,
        workbook=counter.reports.workbook,
        paper=counter.reports.paper,
        render=pdf_pictures,
        keep=answers.keep,
        elsewhere=queries.troubles_elsewhere,
        troubles=queries.troubles,
        act=answers.act,
        solve=counter.solve_trouble,
        now=counter.clock.now,
    )
