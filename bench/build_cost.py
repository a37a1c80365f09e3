# SPDX-License-Identifier: Apache-2.0
"""What compile_time and size share: small sources that use each library, and how to compile them."""
import pathlib
import resource
import shutil
import subprocess
import tempfile

import measured
from measured import ROOT

PROTO = ROOT / "tests" / "reference"

MESSAGES = [
    "PartitionRequestHeaders", "PartitionResponseHeaders", "SessionRequestHeaders",
    "SessionResponseHeaders", "PrimitiveRequestHeaders", "PrimitiveResponseHeaders",
    "OperationRequestHeaders", "OperationResponseHeaders", "CommandRequestHeaders",
    "CommandResponseHeaders", "QueryRequestHeaders", "QueryResponseHeaders",
]
# The one message that "one message" means: with all four levels.
FIRST = "CommandRequestHeaders"

HEADWIRE = """#include <headwire/atomix/multiraft/v1/headers.hpp>
#include <headwire/headwire.hpp>
namespace hw = headwire::atomix::multiraft::v1;
"""
PROTOZERO = """#include "peers/protozero_headers.hpp"
namespace hw = headwire::atomix::multiraft::v1;
namespace pz = headwire::bench::with_protozero;
"""
LIBPROTOBUF = """#include "headers.pb.h"
namespace pb = atomix::multiraft::v1;
"""


def headwire_source(messages, encode=False):
    """Functions that decode, and encode, these messages."""
    text = HEADWIRE
    for name in messages:
        text += f"bool read(headwire::bytes in, hw::{name}& out) {{ return bool(headwire::decode(in, out)); }}\n"
        if encode:
            text += (f"unsigned long write(const hw::{name}& in, headwire::mutable_bytes out) "
                     "{ return headwire::encode(in, out)->size(); }\n")
    return text


def protozero_source(messages, encode=False):
    """The same with protozero."""
    text = PROTOZERO
    for name in messages:
        text += f"void get(protozero::pbf_reader in, hw::{name}& out) {{ pz::read(in, out); }}\n"
        if encode:
            text += f"void put(pz::pbf_writer& to, const hw::{name}& in) {{ pz::write_fields(to, in); }}\n"
    return text


def libprotobuf_source(messages):
    """The same with the classes that protoc has made."""
    text = LIBPROTOBUF
    for name in messages:
        text += f"bool read(const void* in, int size, pb::{name}& out) {{ return out.ParseFromArray(in, size); }}\n"
    return text


class Compiler:
    """A compiler and a folder that goes away."""

    def __init__(self, command):
        self.command = command
        self.folder = pathlib.Path(tempfile.mkdtemp())
        subprocess.run(["protoc", f"--proto_path={PROTO}", f"--cpp_out={self.folder}",
                        str(PROTO / "headers.proto")], check=True)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        shutil.rmtree(self.folder)

    @property
    def generated(self):
        """What protoc has made of the schema, as one source."""
        return (self.folder / "headers.pb.cc").read_text(encoding="utf-8")

    def compile(self, text):
        """Compiles a source at -O2; gives the object and the processor time that it took."""
        source, target = self.folder / "unit.cpp", self.folder / "unit.o"
        source.write_text(text, encoding="utf-8")
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run([self.command, "-std=c++20", "-O2", "-w", f"-I{ROOT / 'include'}", f"-I{ROOT / 'bench'}",
                        f"-I{self.folder}", "-c", str(source), "-o", str(target)], check=True)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        return target, (after.ru_utime - before.ru_utime) + (after.ru_stime - before.ru_stime)


def record(name, compiler, value):
    """Keeps a result for a compiler in bench/results.json."""
    measured.store(name, measured.stored(name) | {compiler: value})
