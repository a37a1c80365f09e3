#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Writes a header that fills the namespace `shop` with functions and operators which abort when called.

    make_names.py --include include/headwire --program every_call --output foreign_names.hpp

For every identifier in the headers of the library, and for the functions of the standard library that are
customised by overloading, there is a greedy template; for every function that --program holds as an
instance, an overload with exactly its parameters, which overload resolution prefers to any template.
"""
import argparse
import pathlib
import re
import subprocess

# Found by argument-dependent lookup on purpose: the documented ways to name and to print an enumerator.
CUSTOMISED = {"enumerator_name", "format_as"}
# Names of the test's own messages and of what the language or <cassert> and its like take.
TAKEN = {"shop", "Colour", "Id", "Session", "Primitive", "Chain", "Order", "Tag", "self", "proto", "std",
         "headwire", "fmt", "errno", "stderr", "assert", "main"}
KEYWORDS = set("""alignas alignof and and_eq asm auto bitand bitor bool break case catch char char8_t char16_t
char32_t class compl concept const consteval constexpr constinit const_cast continue co_await co_return co_yield
decltype default delete do double dynamic_cast else enum explicit export extern false float for friend goto if
inline int long mutable namespace new noexcept not not_eq nullptr operator or or_eq private protected public
register reinterpret_cast requires return short signed sizeof static static_assert static_cast struct switch
template this thread_local throw true try typedef typeid typename union unsigned using virtual void volatile
wchar_t while xor xor_eq""".split())
STANDARD = """addressof advance apply as_bytes as_writable_bytes back begin bit_cast cbegin cend clear compare
construct_at copy copy_n countl_zero countr_zero crbegin crend data declval destroy destroy_at distance empty end
equal exchange fill find format_arg formatter forward front get hash_value invoke iter_move iter_swap make_optional
make_tuple max memcmp memcpy memmove memset min move next prev rbegin rend rotl rotr search size ssize swap tie
to_address to_integer to_underlying value visit what""".split()

UNARY = "! ~ * + - ++ --".split()
BINARY = "== != < > <= >= + - * / % & | ^ && || << >> ->* += -= *= /= %= &= |= ^= <<= >>=".split()
# What the messages hold: an exact overload for each is ambiguous with a member operator of std::optional.
HELD = ["Colour", "Id", "Session", "Primitive", "Chain", "Order<Tag>"]

TOP = """// Made by make_names.py.
#pragma once
#include <cstdio>
#include <cstdlib>
#include <optional>

namespace shop {

/// Converts to whatever the caller would like to have.
struct anything {
  template <class T>
  operator T() const;
};
[[noreturn]] inline anything found(const char* name) {
  std::fprintf(stderr, "the program's own %s was called\\n", name);
  std::abort();
}
"""


def identifiers(folder):
    names = set()
    for path in sorted(folder.rglob("*.hpp")):
        text = re.sub(r'//[^\n]*|"(?:\\.|[^"\\])*"|#\w+[^\n]*', " ", path.read_text(encoding="utf-8"))
        names |= set(re.findall(r"\b[A-Za-z_]\w*", text))
    return {name for name in names if not name.startswith(("_", "HEADWIRE_"))}


def greedy(name):
    return (f'template <class... T_> anything {name}(T_&&...) {{ found("{name}"); }}\n'
            f'template <auto, class... T_> anything {name}(T_&&...) {{ found("{name}"); }}\n')


def closing(text, start, pairs="()"):
    """Index of the bracket that closes the one at `start`."""
    depth = 0
    for i in range(start, len(text)):
        depth += (text[i] == pairs[0]) - (text[i] == pairs[1])
        if depth == 0:
            return i
    raise ValueError(text)


def without_template_arguments(text):
    while "<" in text:
        start = text.index("<")
        text = text[:start] + text[closing(text, start, "<>") + 1:]
    return text


def exact(signature):
    """An overload with the parameters of a demangled function of the library; None if it has none for us."""
    text = re.sub(r"\boperator\S*", "operator_", signature)
    if "{" in text or "shop::" not in text or "operator_" in text:
        return None
    # The parameters are the last brackets outside of template arguments.
    depth = 0
    start = None
    for i in range(len(text) - 1, -1, -1):
        depth += (text[i] in ")>") - (text[i] in "(<")
        if text[i] == "(" and depth == 0:
            start = i
            break
    if start is None:
        return None
    parameters = text[start:closing(text, start) + 1]
    # A type that is a member of a template may be one that another instance has, too.
    if "shop::" not in parameters or re.search(r">::[a-z]", parameters):
        return None
    path = without_template_arguments(text[:start]).split()[-1]
    # wire/isa.hpp names an inline namespace.
    *scope, name = (part for part in path.split("::") if not re.fullmatch(r"isa\w*", part))
    if scope not in (["headwire"], ["headwire", "detail"], ["headwire", "fuzz"]) or name in CUSTOMISED:
        return None
    if not name.isidentifier():  # the type that another function returns
        return None
    return f'inline anything {name}{parameters} {{ found("{name}"); }}\n'


def exact_overloads(program):
    listed = subprocess.run(["nm", "-C", "--defined-only", program], capture_output=True, text=True, check=True)
    found = {exact(line.split(maxsplit=2)[2]) for line in listed.stdout.splitlines() if len(line.split()) > 2}
    return sorted(found - {None})


def operators():
    yield from (f'template <class T> anything operator{op}(T&&) {{ found("operator{op}"); }}\n' for op in UNARY)
    yield from (f'template <class T, class U> anything operator{op}(T&&, U&&) {{ found("operator{op}"); }}\n'
                for op in BINARY + [","])
    yield ("#ifndef FOREIGN_NAMES_WITH_FMT\n"
           'template <class T> anything operator&(T&&) { found("operator&"); }\n#endif\n')
    for op in BINARY[:13]:
        for right in ("Colour", "int"):
            yield f'inline anything operator{op}(Colour, {right}) {{ found("operator{op}"); }}\n'
    for op in ("*", "!"):
        for held in HELD:
            for holder in (f"std::optional<{held}>", f"headwire::result<{held}>",
                           f"headwire::result<std::optional<{held}>>"):
                yield f'inline anything operator{op}({holder}&) {{ found("operator{op}"); }}\n'
                yield f'inline anything operator{op}(const {holder}&) {{ found("operator{op}"); }}\n'


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--include", type=pathlib.Path, required=True)
    parser.add_argument("--program", required=True)
    parser.add_argument("--output", type=pathlib.Path, required=True)
    arguments = parser.parse_args()
    names = sorted((identifiers(arguments.include) | set(STANDARD)) - KEYWORDS - TAKEN - CUSTOMISED)
    exacts = exact_overloads(arguments.program)
    if len(names) < 500 or len(exacts) < 100:
        parser.error(f"only {len(names)} names and {len(exacts)} functions: this would prove nothing")
    text = TOP + "".join(map(greedy, names)) + "".join(exacts) + "".join(operators()) + "\n}  // namespace shop\n"
    arguments.output.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
