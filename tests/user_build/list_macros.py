#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Lists the macros that the headers of Debian's most used development packages define.

    list_macros.py > system_macros.txt

A line is a name, or a name and the parameters of a function-like macro. Needs the packages below, g++,
and clang++ for the Windows headers. Left out are names that the C++ standard library itself defines as
macros, keywords, names reserved for the compiler (a leading underscore), and long ones: those have the
prefix of their library, which no name of Headwire has.
"""
import concurrent.futures
import re
import subprocess
import sys

PACKAGES = """
libc6-dev linux-libc-dev libx11-dev libxt-dev x11proto-dev libncurses-dev libcurl4-openssl-dev libssl-dev
zlib1g-dev libglib2.0-dev libpython3.11-dev qtbase5-dev libpcap0.8-dev libpng-dev libjpeg62-turbo-dev
libxml2-dev libsqlite3-dev libgl-dev libtirpc-dev mingw-w64-common
""".split()
# Of the packages with a thousand headers, those that programs include.
ONLY = {
    "qtbase5-dev": "qglobal.h qobjectdefs.h qcoreapplication.h".split(),
    "mingw-w64-common": """windows.h winsock2.h ws2tcpip.h rpc.h ole2.h shlobj.h wincrypt.h winternl.h
        ntstatus.h winerror.h commctrl.h tchar.h io.h process.h""".split(),
}
LINUX = ["g++", "-std=gnu++20", "-D_GNU_SOURCE", "-fPIC", "-I/usr/lib/x86_64-linux-gnu/glib-2.0/include"]
LINUX += [
    f"-I/usr/include/{folder}"
    for folder in """glib-2.0 python3.11 libxml2 tirpc x86_64-linux-gnu/qt5 x86_64-linux-gnu/qt5/QtCore""".split()
]
WINDOWS = ["clang++", "-target", "x86_64-w64-windows-gnu", "-isystem", "/usr/share/mingw-w64/include"]

LONGEST = 14
LONGEST_IN_CAPITALS = 8

# What other systems and older headers are known for (macOS's AssertMacros.h, Arduino.h, Windows without
# NOMINMAX, BSD's sys/param.h), and the names of the Atomix schema that any of them may have.
WELL_KNOWN = """
ALREADY_EXISTS CANCELED CONFLICT DEFAULT DELETE DISABLED ENABLED ERROR F(s) FALSE FAULT FORBIDDEN HIGH I IN
INPUT INTERNAL INVALID LOW MAX(a,b) MIN(a,b) NOT_FOUND NOT_SUPPORTED OK OPTIONAL OUT OUTPUT Status TIMEOUT
TRUE UNAUTHORIZED UNAVAILABLE UNKNOWN abs(x) bit(b) check(x) emit far foreach(x,y) forever huge
index(s,c) interface likely(x) linux major(x) makedev(x,y) max(a,b) min(a,b) minor(x) near
require(x,y) round(x) signals slots small unix unlikely(x) verify(x) word(h,l)
""".split()

# A program that defines one of these and includes any C++ header is in error ([macro.names]).
KEYWORDS = set("""
alignas alignof and and_eq asm auto bitand bitor bool break case catch char char8_t char16_t char32_t
class compl concept const consteval constexpr constinit const_cast continue co_await co_return co_yield
decltype default delete do double dynamic_cast else enum explicit export extern false final float for
friend goto if import inline int long module mutable namespace new noexcept not not_eq nullptr operator or
or_eq override private protected public register reinterpret_cast requires return short signed sizeof
static static_assert static_cast struct switch template this thread_local throw true try typedef typeid
typename union unsigned using virtual void volatile wchar_t while xor xor_eq
""".split())

# Those whose macros the headers of Headwire may use or see. Not <complex>, which drags in C's, with `I`.
STANDARD = """
algorithm array bit cassert cctype cerrno cfloat chrono cinttypes climits clocale cmath compare concepts
cstddef cstdint cstdio cstdlib cstring ctime cwchar cwctype exception functional iterator limits locale
memory mutex new optional ranges span sstream stdexcept string string_view system_error thread tuple
type_traits utility vector version
""".split()

DEFINITION = re.compile(r"^#define (\w+)(\(.*?\))?", re.MULTILINE)


def macros(command, source):
    """The parameters, with brackets, of each macro that is defined behind `source`; {} on an error."""
    run = subprocess.run(
        [*command, "-E", "-dM", "-x", "c++", "-"],
        input=source,
        capture_output=True,
        encoding="utf-8",
        errors="replace",
    )
    return dict(DEFINITION.findall(run.stdout)) if run.returncode == 0 else {}


def headers(package):
    run = subprocess.run(["dpkg-query", "-L", package], check=True, capture_output=True, encoding="utf-8")
    paths = [path for path in run.stdout.split() if path.endswith(".h")]
    return [path for path in paths if package not in ONLY or path.rsplit("/", 1)[1] in ONLY[package]]


def macros_of_header(path):
    if "/mingw-w64/" in path:
        return macros(WINDOWS, f'#include <windows.h>\n#include "{path}"\n')
    return macros(LINUX, f'#include "{path}"\n')


def main():
    well_known = dict(re.fullmatch(r"(\w+)(.*)", entry).groups() for entry in WELL_KNOWN)
    found = dict(well_known)
    paths = [path for package in PACKAGES for path in headers(package)]
    with concurrent.futures.ThreadPoolExecutor() as pool:
        for names in pool.map(macros_of_header, paths):
            for name, parameters in names.items():
                # One without parameters replaces every use of the name.
                if parameters == "" or name not in found:
                    found[name] = parameters
    standard = macros(["g++", "-std=c++20"], "".join(f"#include <{name}>\n" for name in STANDARD))
    kept = [
        name + parameters
        for name, parameters in found.items()
        if not name.startswith("_")
        and name not in KEYWORDS
        and name not in standard
        and (len(name) <= (LONGEST_IN_CAPITALS if name.isupper() else LONGEST) or name in well_known)
    ]
    print("\n".join(sorted(kept)))
    print(f"{len(paths)} headers, {len(found)} macros, {len(kept)} listed", file=sys.stderr)


main()
