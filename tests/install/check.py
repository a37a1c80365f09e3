#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Installs Headwire into an empty folder, then builds and runs a consumer in each documented way, which must
print the version of the project.

check.py SOURCE_ROOT VERSION CONSUMER.cpp -- COMPILER...
"""
import os
import pathlib
import shutil
import sys
import tempfile

import installing

CONSUMER_MESON = """\
project('consumer', 'cpp', default_options: ['cpp_std=c++20'])
executable('consumer', 'consumer.cpp', dependencies: dependency('headwire'),
  cpp_args: '-DWITH_LIBRARY')
"""


def check_plain_include(prefix, version, consumer, work, compiler):
    program = work / "by_include"
    installing.run(*compiler, "-std=c++20", "-Wall", "-Wextra", "-Werror", "-I", prefix / "include", consumer, "-o", program)
    installing.run_consumer(program, version)


def check_pkg_config(prefix, version, consumer, work, compiler):
    env = {**os.environ, "PKG_CONFIG_PATH": str(prefix / "lib" / "pkgconfig")}
    installed = installing.run("pkg-config", "--modversion", "headwire", env=env).strip()
    if installed != version:
        sys.exit(f"pkg-config says that {installed} is installed, not {version}")
    flags = installing.run("pkg-config", "--cflags", "--libs", "headwire", env=env).split()
    program = work / "by_pkg_config"
    installing.run(*compiler, "-std=c++20", "-DWITH_LIBRARY", consumer, *flags, "-o", program)
    installing.run_consumer(program, version)


def check_subproject(source, version, consumer, work, env):
    parent = work / "parent"
    (parent / "subprojects").mkdir(parents=True)
    shutil.copytree(source, parent / "subprojects" / "headwire")
    wrap = "[provide]\nheadwire = headwire_dep\n"
    (parent / "subprojects" / "headwire.wrap").write_text("[wrap-file]\ndirectory = headwire\n" + wrap)
    (parent / "meson.build").write_text(CONSUMER_MESON)
    shutil.copy(consumer, parent / "consumer.cpp")
    # Every optional part asked for by the parent: the subproject must still be the library alone.
    installing.run("meson", "setup", work / "sub", parent, "-Dauto_features=enabled", "-Dheadwire:werror=true", env=env)
    installing.run("ninja", "-C", work / "sub", "-j2", env=env)
    installing.run_consumer(work / "sub" / "consumer", version)
    built = {p.name for p in (work / "sub" / "subprojects" / "headwire").rglob("*.a")}
    if built != {"libheadwire.a"} or list((work / "sub").rglob("tests")):
        sys.exit(f"the subproject built more than the library: {built}")


def main(root, version, consumer, separator, *compiler):
    if separator != "--" or not compiler:
        sys.exit(__doc__)
    env = installing.environment(compiler)
    with tempfile.TemporaryDirectory() as folder:
        work = pathlib.Path(folder)
        source = work / "source"
        installing.library_only(pathlib.Path(root), source)
        prefix = installing.install(source, work, env)
        check_plain_include(prefix, version, consumer, work, compiler)
        check_pkg_config(prefix, version, consumer, work, compiler)
        check_subproject(source, version, consumer, work, env)


main(*sys.argv[1:])
