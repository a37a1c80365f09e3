# SPDX-License-Identifier: Apache-2.0
"""Which messages have headers: the rules that users add."""
import pathlib
import tempfile
import unittest

import binlog
from binlog import REQUEST, RESPONSE, SET, WATCH, call, go
from program import FILE, USAGE, ProgramTest

CART = "/shop.v1.Cart/Add"
LOG = go(
    *call(1, request=REQUEST, response=RESPONSE),
    *call(2, method=CART, request=REQUEST, response=RESPONSE),
    *call(3, method=WATCH, request=REQUEST),
)
HEADER = len(binlog.command_headers())


class HeaderTable(ProgramTest):
    def types(self, *flags):
        """The header type by method and direction."""
        report = self.succeed("overhead", "--no-cost", "--format", "json", *flags, "-", stdin=LOG).json
        return {
            (method, way): headers["type"] and headers["type"].rpartition(".")[2]
            for method, ways in report["headers_per_method"].items()
            for way, headers in ways.items()
        }

    def file(self, text):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        path = pathlib.Path(folder.name) / "rules"
        path.write_text(text, encoding="utf-8")
        return str(path)

    def test_without_rules_only_the_services_of_atomix_have_headers(self):
        types = self.types()
        self.assertEqual(types[SET, "request"], "CommandRequestHeaders")
        self.assertEqual(types[SET, "response"], "CommandResponseHeaders")
        self.assertIsNone(types[CART, "request"])
        self.assertIsNone(types[WATCH, "request"])

    def test_a_rule_gives_a_method_its_header(self):
        flags = ("--header", f"{CART} request CommandRequestHeaders")
        types = self.types(*flags)
        self.assertEqual((types[CART, "request"], types[CART, "response"]), ("CommandRequestHeaders", None))
        report = self.succeed("overhead", "--no-cost", "--format", "json", *flags, "-", stdin=LOG).json
        self.assertEqual(report["methods"][CART]["request"]["header_bytes"], HEADER)

    def test_full_type_names_are_understood(self):
        types = self.types("--header", f"{CART} request atomix.multiraft.v1.QueryRequestHeaders")
        self.assertEqual(types[CART, "request"], "QueryRequestHeaders")

    def test_rules_come_before_the_built_in_ones(self):
        types = self.types("--header", f"{SET} request none", "--header", f"{WATCH} request PartitionRequestHeaders")
        self.assertIsNone(types[SET, "request"])
        self.assertEqual(types[SET, "response"], "CommandResponseHeaders")
        self.assertEqual(types[WATCH, "request"], "PartitionRequestHeaders")

    def test_a_star_stands_for_any_end(self):
        types = self.types("--header", "/shop.v1.Cart/* response QueryResponseHeaders", "--header", "* request none")
        self.assertEqual(types[CART, "response"], "QueryResponseHeaders")
        self.assertIsNone(types[SET, "request"])

    def test_the_closest_pattern_wins_wherever_it_stands(self):
        rules = (f"{CART} request QueryRequestHeaders", "/shop.v1.* request none", "/shop* request CommandRequestHeaders")
        for order in (rules, rules[::-1]):
            flags = [word for rule in order for word in ("--header", rule)]
            self.assertEqual(self.types(*flags)[CART, "request"], "QueryRequestHeaders")

    def test_of_the_same_pattern_the_later_rule_wins_and_flags_come_after_files(self):
        path = self.file(f"{CART} request none\n{CART} request QueryRequestHeaders\n")
        self.assertEqual(self.types("--headers", path)[CART, "request"], "QueryRequestHeaders")
        types = self.types("--header", f"{CART} request CommandRequestHeaders", "--headers", path)
        self.assertEqual(types[CART, "request"], "CommandRequestHeaders")

    def test_a_file_has_comments_blank_lines_and_tabs(self):
        path = self.file(f"# mine\n\n  \t\n{CART}\trequest  CommandRequestHeaders  # why\r\n{WATCH} request none")
        self.assertEqual(self.types("--headers", path)[CART, "request"], "CommandRequestHeaders")

    def test_a_mistake_in_a_file_is_told_with_file_and_line(self):
        for line, text in (
            (f"{CART} request", "expected three words"),
            (f"{CART} request none none", "expected three words"),
            (f"{CART} both none", "direction 'both'"),
            (f"{CART} request CommandHeaders", "CommandHeaders"),
            ("/a.*/b request none", "not its last character"),
            ("a.B/c request none", "does not begin with /"),
        ):
            path = self.file(f"# first\n{line}\n")
            self.fail_with(USAGE, "overhead", "--headers", path, "-", text=f"{path}:2: ")
            self.fail_with(USAGE, "overhead", "--headers", path, "-", text=text)
            self.fail_with(USAGE, "overhead", "--header", line, "-", text=text)

    def test_a_file_that_cannot_be_read_is_an_error(self):
        self.fail_with(FILE, "overhead", "--headers", "/nonexistent/rules", "-", text="/nonexistent/rules: No such file")
        self.fail_with(FILE, "overhead", "--headers", "/", "-", text="/: Is a directory")

    def test_the_built_in_table_knows_every_method_of_the_services(self):
        command = ("Command", ["counter.v1.Counter/" + m for m in ("Set", "CompareAndSet", "Increment", "Decrement")])
        command[1].extend("map.v1.Map/" + m for m in ("Put", "Insert", "Update", "Remove", "Clear", "Events"))
        command[1].extend("v1.Session/" + m for m in ("CreatePrimitive", "ClosePrimitive"))
        query = ("Query", ["counter.v1.Counter/Get"] + ["map.v1.Map/" + m for m in ("Size", "Get", "Entries")])
        partition = ("Partition", ["v1.Partition/" + m for m in ("OpenSession", "KeepAlive", "CloseSession")])
        none = (None, ["v1.Partition/Watch"] + ["v1.Node/" + m for m in ("Bootstrap", "Join", "Leave", "Watch")])
        for kind, methods in (command, query, partition, none):
            for name in methods:
                method = "/atomix.multiraft." + name
                log = go(*call(1, method=method, request=b"\x0a\x00", response=b"\x0a\x00"))
                report = self.succeed("overhead", "--no-cost", "--format", "json", "-", stdin=log).json
                for way in ("request", "response"):
                    expected = kind and f"atomix.multiraft.v1.{kind}{way.title()}Headers"
                    self.assertEqual(report["headers_per_method"][method][way]["type"], expected, method)
                    self.assertEqual(report["methods"][method][way]["has_headers"], kind is not None)


if __name__ == "__main__":
    unittest.main()
