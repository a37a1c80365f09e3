// SPDX-License-Identifier: Apache-2.0
//
// Runs a fuzz target on files, without a fuzzer: the seeds as an ordinary test with any compiler,
// or an input that a fuzzer found. Arguments are files and folders of files.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <exception>
#include <filesystem>
#include <iostream>
#include <span>
#include <string>
#include <vector>

#include "support/data.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace {

namespace fs = std::filesystem;

std::vector<fs::path> files_of(const fs::path& path) {
  if (!fs::is_directory(path)) return {path};
  std::vector<fs::path> files;
  for (const fs::directory_entry& entry : fs::directory_iterator(path)) {
    if (entry.is_regular_file()) files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  return files;
}

void replay(const fs::path& file) {
  const std::string text = headwire::test::read_file(file.string());
  // A block of the very size of the input: a sanitizer sees the first byte read beyond it.
  const std::vector<std::uint8_t> block(text.begin(), text.end());
  LLVMFuzzerTestOneInput(block.data(), block.size());
}

}  // namespace

int main(int argc, char** argv) {
  std::size_t count = 0;
  try {
    for (const char* const argument : std::span(argv, static_cast<std::size_t>(argc)).subspan(1)) {
      for (const fs::path& file : files_of(argument)) {
        replay(file);
        ++count;
      }
    }
  } catch (const std::exception& error) {
    std::cerr << error.what() << '\n';
    return 1;
  }
  std::cout << count << " inputs replayed\n";
  return count == 0 ? 1 : 0;  // a test without its seeds must not pass
}
