// SPDX-License-Identifier: Apache-2.0
//
// Runs a fuzz target without a fuzzer, built by any compiler. Arguments are files and folders of
// files, or `-` for standard input:
//
//     replay_decode FILE...                          each of them once: the seeds as a test
//     replay_decode --mutate COUNT SEED FILE...      that many changed inputs
//     replay_decode --mutate-for SECONDS SEED FILE...
//     replay_decode --blind COUNT SEED FILE...       changed without knowledge of protobuf
#include <algorithm>
#include <charconv>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <exception>
#include <filesystem>
#include <iostream>
#include <iterator>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "mutation_loop.hpp"
#include "support/data.hpp"
#include "target.hpp"

namespace {

namespace fs = std::filesystem;
using headwire::fuzz::loop_options;

std::vector<fs::path> files_of(const fs::path& path) {
  if (!fs::is_directory(path)) return {path};
  std::vector<fs::path> files;
  for (const fs::directory_entry& entry : fs::directory_iterator(path)) {
    if (entry.is_regular_file()) files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  return files;
}

std::vector<std::string> read_inputs(std::span<const char* const> arguments) {
  std::vector<std::string> inputs;
  for (const std::string_view argument : arguments) {
    if (argument == "-") {
      inputs.emplace_back(std::istreambuf_iterator<char>(std::cin),
                          std::istreambuf_iterator<char>());
      continue;
    }
    for (const fs::path& file : files_of(argument))
      inputs.push_back(headwire::test::read_file(file.string()));
  }
  // A test without its seeds must not pass.
  if (inputs.empty()) throw std::invalid_argument("no inputs");
  return inputs;
}

std::uint64_t to_number(std::string_view text) {
  std::uint64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{} || end != text.data() + text.size()) {
    throw std::invalid_argument("not a number: " + std::string(text));
  }
  return number;
}

/// Takes the option and its two numbers from the front; nullopt if there is none.
std::optional<loop_options> take_options(std::span<const char* const>& arguments) {
  if (arguments.empty() || !std::string_view(arguments[0]).starts_with("--")) return std::nullopt;
  const std::string_view name = arguments[0];
  if (arguments.size() < 3) throw std::invalid_argument(std::string(name) + " needs two numbers");
  const std::uint64_t amount = to_number(arguments[1]);
  loop_options options{.seed = to_number(arguments[2])};
  if (name == "--mutate-for") {
    options.most_time = std::chrono::seconds(amount);
  } else if (name == "--mutate" || name == "--blind") {
    options.most_executions = amount;
    options.blind = name == "--blind";
  } else {
    throw std::invalid_argument("unknown option " + std::string(name));
  }
  if (amount == 0) throw std::invalid_argument("nothing to do");
  arguments = arguments.subspan(3);
  return options;
}

void replay(const std::string& text) {
  // A block of the very size of the input: a sanitizer sees the first byte read beyond it.
  const std::vector<std::uint8_t> block(text.begin(), text.end());
  LLVMFuzzerTestOneInput(block.data(), block.size());
}

void mutate(std::vector<std::string> seeds, const loop_options& options) {
  const auto start = std::chrono::steady_clock::now();
  const std::uint64_t count = run_mutations(std::move(seeds), options);
  const std::chrono::duration<double> time = std::chrono::steady_clock::now() - start;
  std::cout << count << " executions in " << time.count() << " s\n";
}

}  // namespace

int main(int argc, char** argv) {
  try {
    std::span<const char* const> arguments(argv, static_cast<std::size_t>(argc));
    arguments = arguments.subspan(1);
    const std::optional<loop_options> options = take_options(arguments);
    std::vector<std::string> inputs = read_inputs(arguments);
    if (options) {
      mutate(std::move(inputs), *options);
      return 0;
    }
    for (const std::string& input : inputs)
      replay(input);
    std::cout << inputs.size() << " inputs replayed\n";
    return 0;
  } catch (const std::exception& error) {
    std::cerr << error.what() << '\n';
    return 1;
  }
}
