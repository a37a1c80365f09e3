# SPDX-License-Identifier: Apache-2.0
"""What the checks of this folder share: a copy of the library alone, installed."""
import os
import shutil
import subprocess
import sys


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
    for name in ("CMakeLists.txt", "meson.build", "meson_options.txt"):
        shutil.copy(root / name, target)
    for name in ("cmake", "include", "src"):
        shutil.copytree(root / name, target / name)


def install(source, work, env):
    """Installs the library alone and returns the prefix."""
    prefix = work / "prefix"
    parts = [f"-D{part}=disabled" for part in ("cli", "tests", "reference", "bench", "fuzz")]
    run("meson", "setup", work / "build", source, "--prefix", prefix, "--libdir", "lib", *parts, env=env)
    run("meson", "install", "-C", work / "build", env=env)
    for path in ("include/headwire/headwire.hpp", "lib/libheadwire.a", "lib/pkgconfig/headwire.pc",
                 "lib/cmake/headwire/headwire-config.cmake"):
        if not (prefix / path).is_file():
            sys.exit(f"not installed: {path}")
    return prefix


def environment(compiler):
    """Flags of the caller's environment, of a sanitizer for example, stay out of these builds."""
    env = {k: v for k, v in os.environ.items() if k not in ("CXXFLAGS", "LDFLAGS", "DESTDIR")}
    env["CXX"] = " ".join(compiler)
    env["CMAKE_GENERATOR"] = "Ninja"  # Meson has brought it; there may be no make
    return env
