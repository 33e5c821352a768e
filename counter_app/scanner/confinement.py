"""Takes from a process what reading strangers' images never needs: the network, other programs, writing files.

Memory, pixels and time have limits of their own; this is for the day on which a library that decodes images is
made to run somebody else's code. What such code could reach is then this one process and the files that the clerk
may read anyway, and no way to send them anywhere or to leave anything behind.

Linux does this for any process that asks: a seccomp filter refuses the system calls with EPERM, Landlock every
change in the file system. Both are asked for here in a few lines through the C library, because the packages that
wrap them are either bound to a system library that an office PC may lack or not kept up. Nothing of it can be
taken back, and children inherit it. Where the kernel does not know one of them, the process goes on without it.
Windows takes other programs away through a job object; the rest it ties to the way a process is started.
"""

from __future__ import annotations

import ctypes
import os
import platform
import struct
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from counter_app.scanner.job import limit_this_process

_PR_SET_NO_NEW_PRIVS: Final = 38
_SECCOMP_SET_MODE_FILTER: Final = 1
_SECCOMP_ALL_THREADS: Final = 1
_ALLOW: Final = 0x7FFF0000
_REFUSE: Final = 0x00050000 | 1  # with EPERM
_LOAD, _IF_EQUAL, _IF_AT_LEAST, _RETURN = 0x20, 0x15, 0x35, 0x06
_CALL_AT, _MACHINE_AT = 0, 4

_LANDLOCK_CREATE: Final = 444
_LANDLOCK_ADD_RULE: Final = 445
_LANDLOCK_RESTRICT: Final = 446
_PATH_BENEATH: Final = 1
_LANDLOCK_VERSION: Final = 1
_WRITE_FILE: Final = 1 << 1
_REMOVE_AND_MAKE: Final = sum(1 << bit for bit in range(4, 13))
_LINK_ELSEWHERE, _TRUNCATE = 1 << 13, 1 << 14
_KNOWS_LINK, _KNOWS_TRUNCATE = 2, 3


@dataclass(frozen=True, slots=True)
class _Machine:
    """Numbers of system calls on one kind of processor. Calls from ``foreign_from`` on are of another kind."""

    audit: int
    seccomp: int
    network: Sequence[int]
    programs: Sequence[int]
    foreign_from: int = 0


# socket socketpair connect bind listen accept accept4 sendto sendmsg sendmmsg, and ways round them or into other
# processes: io_uring_setup ptrace process_vm_readv process_vm_writev pidfd_getfd bpf userfaultfd
_MACHINES: Final = {
    "x86_64": _Machine(
        audit=0xC000003E,
        seccomp=317,
        network=(41, 53, 42, 49, 50, 43, 288, 44, 46, 307, 425, 101, 310, 311, 438, 321, 323),
        programs=(59, 322),
        foreign_from=0x40000000,
    ),
    "aarch64": _Machine(
        audit=0xC00000B7,
        seccomp=277,
        network=(198, 199, 203, 200, 201, 202, 242, 206, 211, 269, 425, 117, 270, 271, 438, 280, 282),
        programs=(221, 281),
    ),
}


@dataclass(frozen=True, slots=True)
class Confined:
    """What this process can no longer do."""

    network: bool
    programs: bool
    writing: bool


def confine(*, needs_programs: bool = False, writes_below: Sequence[str] = ()) -> Confined:
    """Give up what this kernel lets a process give up, for this process and everything it starts.

    Network and programs are gone for all of its threads, writing for the one that calls and those that it starts:
    call it before the first thread is started, or on the one that decodes. One that ``needs_programs`` keeps them
    and what they write; in the folders ``writes_below`` files may still be put aside.
    """
    if sys.platform == "win32":
        alone = not needs_programs and limit_this_process(alone=True)
        return Confined(network=False, programs=alone, writing=False)
    machine = _MACHINES.get(platform.machine())
    if not sys.platform.startswith("linux") or machine is None:
        return Confined(network=False, programs=False, writing=False)
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0:
        return Confined(network=False, programs=False, writing=False)
    refused = [*machine.network, *(() if needs_programs else machine.programs)]
    is_filtered = _filter_calls(libc, machine, refused)
    return Confined(
        network=is_filtered,
        programs=is_filtered and not needs_programs,
        writing=not needs_programs and _forbid_writing(libc, writes_below),
    )


def _filter_calls(libc: ctypes.CDLL, machine: _Machine, refused: Sequence[int]) -> bool:
    program = _program(machine, refused)
    instructions = ctypes.create_string_buffer(program)
    described = ctypes.create_string_buffer(struct.pack("@HP", len(program) // 8, ctypes.addressof(instructions)))
    told = libc.syscall(
        ctypes.c_long(machine.seccomp),
        ctypes.c_long(_SECCOMP_SET_MODE_FILTER),
        ctypes.c_long(_SECCOMP_ALL_THREADS),
        ctypes.c_void_p(ctypes.addressof(described)),
    )
    return bool(told == 0)


def _program(machine: _Machine, refused: Sequence[int]) -> bytes:
    """The filter: calls of another machine's kind and the refused ones fail, all others pass."""
    tests = [(_IF_EQUAL, number) for number in refused]
    if machine.foreign_from:
        tests.insert(0, (_IF_AT_LEAST, machine.foreign_from))
    to_refusal = len(tests)
    steps = [
        (_LOAD, 0, 0, _MACHINE_AT),
        (_IF_EQUAL, 0, to_refusal + 2, machine.audit),
        (_LOAD, 0, 0, _CALL_AT),
        *((test, to_refusal - place, 0, number) for place, (test, number) in enumerate(tests)),
        (_RETURN, 0, 0, _ALLOW),
        (_RETURN, 0, 0, _REFUSE),
    ]
    return b"".join(struct.pack("=HBBI", *step) for step in steps)


def _forbid_writing(libc: ctypes.CDLL, folders: Sequence[str]) -> bool:
    """No file is written, made, renamed or removed but below these folders; what is open already stays open.

    Nothing can still be written: Tesseract opens the null device for its log and dies where that is refused.
    """
    version = libc.syscall(
        ctypes.c_long(_LANDLOCK_CREATE), None, ctypes.c_long(0), ctypes.c_long(_LANDLOCK_VERSION)
    )
    if version < 1:
        return False
    rights = _WRITE_FILE | _REMOVE_AND_MAKE
    if version >= _KNOWS_LINK:
        rights |= _LINK_ELSEWHERE
    if version >= _KNOWS_TRUNCATE:
        rights |= _TRUNCATE
    handled = ctypes.c_uint64(rights)
    rules = libc.syscall(
        ctypes.c_long(_LANDLOCK_CREATE),
        ctypes.byref(handled),
        ctypes.c_long(ctypes.sizeof(handled)),
        ctypes.c_long(0),
    )
    if rules < 0:
        return False
    try:
        allowed = [(os.devnull, rights & (_WRITE_FILE | _TRUNCATE)), *((folder, rights) for folder in folders)]
        if not all(_allow(libc, rules, path, some) for path, some in allowed):
            return False
        return bool(libc.syscall(ctypes.c_long(_LANDLOCK_RESTRICT), ctypes.c_long(rules), ctypes.c_long(0)) == 0)
    finally:
        os.close(rules)


def _allow(libc: ctypes.CDLL, rules: int, path: str, rights: int) -> bool:
    """These rights at this path and below; a path that is not there needs none."""
    try:
        place = os.open(path, os.O_PATH)
    except OSError:
        return True
    try:
        told = libc.syscall(
            ctypes.c_long(_LANDLOCK_ADD_RULE),
            ctypes.c_long(rules),
            ctypes.c_long(_PATH_BENEATH),
            ctypes.c_char_p(struct.pack("=Qi", rights, place)),
            ctypes.c_long(0),
        )
        return bool(told == 0)
    finally:
        os.close(place)
