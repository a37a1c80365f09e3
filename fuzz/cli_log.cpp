// SPDX-License-Identifier: Apache-2.0
//
// What `headwire overhead` reads: any bytes as a log. Reading in windows, and ahead on a thread,
// must give the records that a plain walk finds, and the parts of each message must add up. The
// first two bytes of an input select the framing and the longest record. The rest is the file, or a
// message of which each length-delimited field becomes a record, so that the mutator can change
// records as fields.
#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <headwire/headwire.hpp>
#include <iostream>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>

#include "cli/overhead/entry_stream.hpp"
#include "cli/overhead/log_analysis.hpp"
#include "cli/overhead/message_split.hpp"
#include "fields.hpp"
#include "plain_log.hpp"
#include "support/data.hpp"
#include "target.hpp"
#include "unit/support/heap_block.hpp"

namespace headwire::fuzz {
namespace {

using tool::framing;
using tool::binarylog::GrpcLogEntry;

/// A file in memory, with a path by which the program can open it.
class memory_file {
 public:
  explicit memory_file(std::string_view content) : file_(::memfd_create("log", MFD_CLOEXEC)) {
    const ssize_t written = ::write(file_.descriptor(), content.data(), content.size());
    if (written != static_cast<ssize_t>(content.size())) throw std::runtime_error("no memory file");
  }
  [[nodiscard]] std::string path() const {
    return "/proc/self/fd/" + std::to_string(file_.descriptor());
  }

 private:
  tool::file_handle file_;
};

/// One input: how the file is read, and the file.
struct log_input {
  std::optional<framing> given;
  std::uint64_t max_record;
  std::string file;

  /// As the program finds it out.
  [[nodiscard]] framing kind() const {
    if (given || file.empty()) return given.value_or(framing::go);
    return tool::detect_framing(static_cast<std::byte>(file[0]));
  }
};

[[noreturn]] void fail(const log_input& input, std::string_view difference) {
  std::cerr << "the log readers differ: " << difference
            << "\n  framing:    " << (input.given ? name_of(*input.given) : "found out")
            << "\n  max record: " << input.max_record
            << "\n  file:       " << test::to_hex(as_bytes(input.file))
            << "\n  as a test:  xxd -r -p | "
            << "headwire overhead --max-record " << input.max_record << " -\n"
            << std::flush;
  std::abort();
}

/// Behaves as the file does at each step.
class log_check {
 public:
  explicit log_check(const log_input& input)
      : input_(input), plain_(read_plainly(input.file, input.kind(), input.max_record)) {}

  void run() {
    check_reader();
    if (input_.kind() != framing::frames) check_stream();
    for (const plain_record& record : plain_.records)
      check_parts(record.content);
  }

 private:
  void require(bool good, std::string_view what) const {
    if (!good) fail(input_, what);
  }

  tool::byte_input open(const memory_file& file) const {
    std::string error;
    std::optional<tool::byte_input> opened = tool::byte_input::open(file.path(), error);
    require(opened.has_value(), error);
    return std::move(*opened);
  }

  void check_end(const tool::byte_input& file, const tool::log_reader& reader) const {
    require(reader.failure().has_value() == plain_.failure.has_value(), "whether reading failed");
    if (plain_.failure) {
      require(reader.failure()->why == *plain_.failure, "why reading failed");
      require(reader.failure()->offset == plain_.end, "where reading failed");
    }
    // It takes reading zeros to find that they go on to the end.
    if (plain_.failure != tool::read_failure::reason::zeros) {
      require(file.offset() == plain_.end, "where reading ended");
    }
  }

  /// Record by record; what follows in the buffer comes by the other call, now and then.
  void check_reader() const {
    const memory_file file(input_.file);
    tool::byte_input in = open(file);
    tool::byte_buffer buffer;
    in.use(buffer);
    tool::log_reader reader(in, input_.given, input_.max_record);
    tool::record read{};
    std::size_t count = 0;
    while ((count % 3 == 1 && reader.next_buffered(read)) || reader.next(read)) {
      require(count < plain_.records.size(), "a record too many");
      const plain_record& expected = plain_.records[count++];
      require(as_text(read.content) == expected.content, "the bytes of a record");
      require(read.offset == expected.offset, "the offset of a record");
      require(read.compressed == expected.compressed, "the flag of a record");
    }
    require(count == plain_.records.size(), "records are missing");
    check_end(in, reader);
  }

  /// What the thread makes of the file, record by record.
  void check_stream() const {
    const memory_file file(input_.file);
    tool::byte_input in = open(file);
    tool::log_reader reader(in, input_.given, input_.max_record);
    tool::header_table table;
    tool::traffic traffic(table,
                          {.methods = 4, .sample_headers = 2, .sample_bytes = 64, .seed = 1});
    tool::log_analysis analysis(traffic, 4, std::nullopt);
    auto expected = plain_.records.begin();
    {
      tool::entry_stream stream(in, reader);
      while (const tool::entry_batch* const batch = stream.next()) {
        check_batch(*batch, expected);
        analysis.add(*batch);
      }
    }
    require(expected == plain_.records.end(), "entries are missing");
    check_end(in, reader);
    check_counts(analysis);
  }

  void check_batch(const tool::entry_batch& batch,
                   std::vector<plain_record>::const_iterator& expected) const {
    auto entry = batch.entries().begin();
    auto bad = batch.bad().begin();
    std::uint64_t empty = 0;
    for (std::uint64_t i = 0; i < batch.size(); ++i, ++expected) {
      require(expected != plain_.records.end(), "an entry too many");
      GrpcLogEntry value;
      if (expected->content.empty()) {
        ++empty;
      } else if (decode(as_bytes(expected->content), value)) {
        require(entry != batch.entries().end() && equal(*entry, value), "an entry");
        ++entry;
      } else {
        require(bad != batch.bad().end() && bad->offset == expected->offset, "a bad record");
        ++bad;
      }
    }
    require(empty == batch.empty(), "the number of empty records");
  }

  void check_counts(const tool::log_analysis& analysis) const {
    const tool::entry_counts& counted = analysis.entries();
    require(counted.entries + counted.undecodable + counted.empty == plain_.records.size(),
            "the number of entries");
    for (const tool::direction_totals& totals : analysis.by_logger()) {
      for (const tool::byte_totals& bytes : totals) {
        require(
            bytes.header_bytes + bytes.payload_bytes + bytes.framing_bytes + bytes.other_bytes ==
                bytes.message_bytes,
            "the sum of the bytes");
      }
    }
  }

  /// A message that knows no field: it decodes if and only if the bytes are well-formed.
  struct nothing {
    static constexpr auto proto = schema();
  };

  void check_parts(std::string_view message) const {
    const test::heap_block block(as_bytes(message));
    tool::message_splitter splitter;
    const tool::message_parts parts = splitter.split(block.view(), message.size());
    check_sum(parts, message.size());
    nothing value;
    const bool good = static_cast<bool>(decode(block.view(), value));
    require(parts.malformed != good, "whether a message is malformed");
    if (!good) return;
    const plain_parts plain = split_plainly(message);
    require(as_text(parts.header) == plain.header, "the header of a message");
    require(parts.header_count == plain.header_count, "the number of headers");
    require(parts.payload_bytes == plain.payload_bytes, "the size of a payload");
    // As a logger writes it that cuts messages.
    const test::heap_block front(block.view().first(message.size() / 2));
    check_sum(splitter.split(front.view(), message.size()), message.size());
  }

  void check_sum(const tool::message_parts& parts, std::size_t size) const {
    require(
        parts.header.size() + parts.payload_bytes + parts.framing_bytes + parts.other_bytes == size,
        "the sum of the parts");
  }

  const log_input& input_;
  plain_log plain_;
};

/// The records behind the prefixes of that framing.
std::string write_log(std::string_view message, framing kind) {
  std::string file;
  for (const field& record : read_fields(message).fields) {
    if (record.wire() != len_wire) continue;
    if (kind == framing::java) {
      append_varint(file, record.value.size());
    } else {
      if (kind == framing::frames) file += static_cast<char>(record.number() % 2);
      for (unsigned shift = 32; shift != 0; shift -= 8)
        file += static_cast<char>(record.value.size() >> (shift - 8));
    }
    file += record.value;
  }
  return file;
}

constexpr std::size_t choice_bytes = 2;
constexpr std::array kinds = {framing::go, framing::java, framing::frames};

log_input make_input(std::string_view text) {
  const auto choice = static_cast<unsigned char>(text[0]);
  const framing kind = kinds[choice % kinds.size()];
  const bool from_fields = choice / kinds.size() % 4 != 0;
  const bool is_given = kind == framing::frames || choice / (4 * kinds.size()) % 2 == 0;
  const std::string_view rest = text.substr(choice_bytes);
  return {.given = is_given ? std::optional(kind) : std::nullopt,
          .max_record = (static_cast<unsigned char>(text[1]) + 1U) * 8U,
          .file = from_fields ? write_log(rest, kind) : std::string(rest)};
}

}  // namespace

std::size_t leading_choices(std::string_view /*input*/) {
  return choice_bytes;
}

}  // namespace headwire::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace headwire::fuzz;
  if (size < choice_bytes) return 0;
  const log_input input = make_input({reinterpret_cast<const char*>(data), size});
  log_check(input).run();
  return 0;
}
