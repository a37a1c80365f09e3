#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Installs Headwire into an empty folder, then builds and runs a consumer in each documented way, which must
print the version of the project.

check.py SOURCE_ROOT VERSION CONSUMER.cpp -- COMPILER...
"""
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

CONSUMER_MESON = """\
project('consumer', 'cpp', default_options: ['cpp_std=c++20'])
executable('consumer', 'consumer.cpp', dependencies: dependency('headwire'),
  cpp_args: '-DWITH_LIBRARY')
"""


def run(*command, **options):
    """Runs a command and returns what it printed; ends the test with all of it on failure."""
    command = [str(part) for part in command]
    print("$", " ".join(command), flush=True)
    done = subprocess.run(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
        **options,
    )
    if done.returncode != 0:
        sys.exit(f"{done.stdout}\nexit code {done.returncode}")
    return done.stdout


def run_consumer(program, version):
    major, minor, patch = map(int, version.split("."))
    expected = f"{version} {major * 10000 + minor * 100 + patch}\n"
    printed = run(program)
    if printed != expected:
        sys.exit(f"printed {printed!r}, expected {expected!r}: does include/headwire/version.hpp say what "
                 "meson.build says?")


def library_only(root, target):
    """Copies what a release needs for the library: what else the build reads would be missing."""
    target.mkdir(parents=True)
    for name in ("meson.build", "meson_options.txt"):
        shutil.copy(root / name, target)
    for name in ("include", "src"):
        shutil.copytree(root / name, target / name)


def install(source, work, env):
    """Installs the library alone and returns the prefix."""
    prefix = work / "prefix"
    parts = [f"-D{part}=disabled" for part in ("cli", "tests", "reference", "bench", "fuzz")]
    run("meson", "setup", work / "build", source, "--prefix", prefix, "--libdir", "lib", *parts, env=env)
    run("meson", "install", "-C", work / "build", env=env)
    for path in ("include/headwire/headwire.hpp", "lib/libheadwire.a", "lib/pkgconfig/headwire.pc"):
        if not (prefix / path).is_file():
            sys.exit(f"not installed: {path}")
    return prefix


def check_plain_include(prefix, version, consumer, work, compiler):
    program = work / "by_include"
    run(*compiler, "-std=c++20", "-Wall", "-Wextra", "-Werror", "-I", prefix / "include", consumer, "-o", program)
    run_consumer(program, version)


def check_pkg_config(prefix, version, consumer, work, compiler):
    env = {**os.environ, "PKG_CONFIG_PATH": str(prefix / "lib" / "pkgconfig")}
    installed = run("pkg-config", "--modversion", "headwire", env=env).strip()
    if installed != version:
        sys.exit(f"pkg-config says that {installed} is installed, not {version}")
    flags = run("pkg-config", "--cflags", "--libs", "headwire", env=env).split()
    program = work / "by_pkg_config"
    run(*compiler, "-std=c++20", "-DWITH_LIBRARY", consumer, *flags, "-o", program)
    run_consumer(program, version)


def check_subproject(source, version, consumer, work, env):
    parent = work / "parent"
    (parent / "subprojects").mkdir(parents=True)
    shutil.copytree(source, parent / "subprojects" / "headwire")
    wrap = "[provide]\nheadwire = headwire_dep\n"
    (parent / "subprojects" / "headwire.wrap").write_text("[wrap-file]\ndirectory = headwire\n" + wrap)
    (parent / "meson.build").write_text(CONSUMER_MESON)
    shutil.copy(consumer, parent / "consumer.cpp")
    # Every optional part asked for by the parent: the subproject must still be the library alone.
    run("meson", "setup", work / "sub", parent, "-Dauto_features=enabled", "-Dheadwire:werror=true", env=env)
    run("ninja", "-C", work / "sub", "-j2", env=env)
    run_consumer(work / "sub" / "consumer", version)
    built = {p.name for p in (work / "sub" / "subprojects" / "headwire").rglob("*.a")}
    if built != {"libheadwire.a"} or list((work / "sub").rglob("tests")):
        sys.exit(f"the subproject built more than the library: {built}")


def main(root, version, consumer, separator, *compiler):
    if separator != "--" or not compiler:
        sys.exit(__doc__)
    # Flags of the caller's environment, of a sanitizer for example, stay out of these builds.
    env = {k: v for k, v in os.environ.items() if k not in ("CXXFLAGS", "LDFLAGS", "DESTDIR")}
    env["CXX"] = " ".join(compiler)
    with tempfile.TemporaryDirectory() as folder:
        work = pathlib.Path(folder)
        source = work / "source"
        library_only(pathlib.Path(root), source)
        prefix = install(source, work, env)
        check_plain_include(prefix, version, consumer, work, compiler)
        check_pkg_config(prefix, version, consumer, work, compiler)
        check_subproject(source, version, consumer, work, env)


main(*sys.argv[1:])
