#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Builds and runs a consumer with CMake in each documented way: find_package after an install by Meson and after
one by CMake, add_subdirectory, and FetchContent of a local folder. It must print the version of the project.

check_cmake.py SOURCE_ROOT VERSION CONSUMER.cpp -- COMPILER...
"""
import os
import pathlib
import shutil
import sys
import tempfile

import installing

SKIP = 77
CONSUMER = """\
cmake_minimum_required(VERSION 3.16)
project(consumer LANGUAGES CXX)
@FIND@
add_executable(headers consumer.cpp)
target_link_libraries(headers PRIVATE headwire::core)
add_executable(library consumer.cpp)
target_compile_definitions(library PRIVATE WITH_LIBRARY)
target_link_libraries(library PRIVATE headwire::headwire)
"""
FETCH = """\
include(FetchContent)
FetchContent_Declare(headwire SOURCE_DIR "{source}")
FetchContent_MakeAvailable(headwire)
"""


def build_consumer(name, find, version, consumer, work, env, *options):
    folder = work / name
    folder.mkdir()
    (folder / "CMakeLists.txt").write_text(CONSUMER.replace("@FIND@", find), encoding="utf-8")
    shutil.copy(consumer, folder / "consumer.cpp")
    printed = installing.run("cmake", "-S", folder, "-B", folder / "build", "-DCMAKE_BUILD_TYPE=Release",
                             "-DCMAKE_CXX_FLAGS=-Wall -Wextra -Werror", *options, env=env)
    if "CMake Warning" in printed:
        sys.exit(printed)
    installing.run("cmake", "--build", folder / "build", env=env)
    for program in ("headers", "library"):
        installing.run_consumer(folder / "build" / program, version)


def install_with_cmake(source, work, env):
    build = work / "cmake_build"
    installing.run("cmake", "-S", source, "-B", build, f"-DCMAKE_INSTALL_PREFIX={work / 'cmake_prefix'}",
                   "-DCMAKE_INSTALL_LIBDIR=lib/some-triplet", env=env)
    installing.run("cmake", "--build", build, env=env)
    installing.run("cmake", "--install", build, env=env)
    return work / "cmake_prefix"


def refuses(version, prefix, work, env):
    """find_package must not take this installation for another minor version."""
    folder = work / "refuses"
    folder.mkdir()
    (folder / "CMakeLists.txt").write_text(
        "cmake_minimum_required(VERSION 3.16)\nproject(consumer LANGUAGES NONE)\n"
        f"find_package(headwire {version} QUIET)\n"
        "if(headwire_FOUND)\n  message(FATAL_ERROR found)\nendif()\n", encoding="utf-8")
    installing.run("cmake", "-S", folder, "-B", folder / "build", f"-DCMAKE_PREFIX_PATH={prefix}", env=env)


def main(root, version, consumer, separator, *compiler):
    if separator != "--" or not compiler:
        sys.exit(__doc__)
    if shutil.which("cmake") is None:
        print("there is no cmake")
        sys.exit(SKIP)
    env = installing.environment(compiler)
    major, minor, _ = version.split(".")
    find = f"find_package(headwire {major}.{minor} REQUIRED)"
    with tempfile.TemporaryDirectory() as folder:
        work = pathlib.Path(folder)
        source = work / "source"
        installing.library_only(pathlib.Path(root), source)
        by_meson = installing.install(source, work, env)
        moved = work / "moved"
        os.rename(by_meson, moved)  # nothing in it may name where it was installed
        build_consumer("after_meson", find, version, consumer, work, env, f"-DCMAKE_PREFIX_PATH={moved}")
        by_cmake = install_with_cmake(source, work, env)
        build_consumer("after_cmake", find, version, consumer, work, env,
                       f"-Dheadwire_DIR={by_cmake / 'lib/some-triplet/cmake/headwire'}")
        build_consumer("subdirectory", f'add_subdirectory("{source}" headwire)', version, consumer, work, env)
        build_consumer("fetched", FETCH.format(source=source), version, consumer, work, env,
                       "-DCMAKE_CXX_STANDARD=20")
        refuses(f"{major}.{int(minor) + 1}", moved, work, env)


main(*sys.argv[1:])
