// SPDX-License-Identifier: Apache-2.0
//
// The subcommands about single messages. Each adds itself to the command line; when it is the one
// that was asked for, it sets `exit_code` or throws a `failure`.
#pragma once

namespace CLI {
class App;
}

namespace headwire::tool {

void add_inspect(CLI::App& app, int& exit_code);
void add_encode(CLI::App& app, int& exit_code);
void add_verify(CLI::App& app, int& exit_code);
void add_peek(CLI::App& app, int& exit_code);
void add_patch(CLI::App& app, int& exit_code);
void add_splice(CLI::App& app, int& exit_code);
void add_types(CLI::App& app, int& exit_code);

}  // namespace headwire::tool
