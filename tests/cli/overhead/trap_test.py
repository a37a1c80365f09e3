# SPDX-License-Identifier: Apache-2.0
"""What the tests of unusual logs share."""
from binlog import SET
from program import SUCCESS, ProgramTest, run


class TrapTest(ProgramTest):
    def report(self, log, *flags, code=SUCCESS, error=""):
        """The JSON report of a log given as bytes, or of a file."""
        source, stdin = ("-", log) if isinstance(log, bytes) else (str(log), b"")
        outcome = run("overhead", "--no-cost", "--format", "json", *flags, source, stdin=stdin)
        self.assertEqual(outcome.code, code, outcome.err)
        if error:
            self.assertIn(error, outcome.err)
        else:
            self.assertEqual(outcome.err, "")
        return outcome.json

    def check_requests(self, report, method=SET, **expected):
        actual = report["methods"][method]["request"]
        self.assertEqual({key: actual[key] for key in expected}, expected)

    def check_oddities(self, report, **expected):
        self.assertEqual(report["oddities"], expected)
