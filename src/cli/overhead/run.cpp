// SPDX-License-Identifier: Apache-2.0
#include "cli/overhead/run.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>

#include "cli/file_kind.hpp"
#include "cli/overhead/text_table.hpp"
#include "cli/streams.hpp"

namespace headwire::tool {

namespace {

// A file of the wrong sort has millions of them.
constexpr std::uint64_t most_warnings_of_records = 5;

/// Names for the "-" on the command line.
std::string shown(const std::string& path) {
  return path == "-" ? "standard input" : path;
}

void warn(const std::string& path, const std::string& text) {
  say(fmt::format("{}: {}", shown(path), text));
}

/// What the file is, if it is certainly no log. Its first bytes stay to be read.
std::optional<read_failure> wrong_kind(byte_input& input, std::string_view reader) {
  const bytes front = input.peek(file_kind_size);
  const file_kind* const kind = file_kind_of(front.first(std::min(front.size(), file_kind_size)));
  if (kind == nullptr) return std::nullopt;
  return read_failure{.why = read_failure::reason::wrong_kind,
                      .offset = 0,
                      .text = fmt::format("this is {}", name_and_remedy(*kind, reader))};
}

}  // namespace

overhead_run::overhead_run(const run_options& options)
    : options_(options),
      messages_(options.headers, options.limits),
      log_(messages_, options.max_open_calls, options.logger) {
  if (reads_frames()) frames_method_ = messages_.method(options.method);
}

void overhead_run::read_all() {
  for (const std::string& path : options_.files) {
    file_report file{.path = path};
    read_file(file);
    log_.end_file();
    files_.push_back(std::move(file));
  }
  if (undecodable_ > most_warnings_of_records) {
    const std::uint64_t more = undecodable_ - most_warnings_of_records;
    say(counted(more, "more record does not decode", "more records do not decode"));
  }
  warn_of_unused_rules();
}

/// A rule that decides nothing is misspelt, or for other logs. Of a log without records none does.
void overhead_run::warn_of_unused_rules() const {
  const bool read_some = std::any_of(files_.begin(), files_.end(),
                                     [](const file_report& file) { return file.records != 0; });
  if (!read_some) return;
  for (const unused_rule& rule : messages_.headers().unused()) {
    const std::string_view why =
        rule.matched ? "is never used: other rules are closer to each method that it matches"
        : messages_.has_other_methods()
            ? "matches none of the methods with a row of their own (--max-methods)"
            : "matches no method in what was read";
    say(fmt::format("{}: '{}' {}", rule.origin, rule.text, why));
  }
}

void overhead_run::read_file(file_report& file) {
  std::string error;
  std::optional<byte_input> input = byte_input::open(file.path, error);
  if (!input) {
    file.failure = {.why = read_failure::reason::unreadable, .offset = 0, .text = error};
    warn(file.path, error);
    code_ = exit_file;
    return;
  }
  byte_buffer front;
  input->use(front);
  file.failure = wrong_kind(
      *input, reads_frames() ? "headwire overhead --frames ... -" : "headwire overhead -");
  if (file.failure) {
    warn(file.path, file.failure->text);
    code_ = std::max(code_, exit_malformed);
    return;
  }
  progress bar(input->size());
  log_reader reader(*input, options_.kind, options_.max_record);
  if (reads_frames()) {
    read_frames(*input, reader, file, bar);
  } else {
    read_entries(*input, reader, file, bar);
  }
  bar.clear();

  file.kind = reader.kind();
  file.bytes = input->size_read();
  file.failure = reader.failure();
  if (file.failure) {
    const bool unreadable = file.failure->why == read_failure::reason::unreadable;
    code_ = std::max(code_, unreadable ? exit_file : exit_malformed);
    warn(file.path, fmt::format("at byte {}: {}", file.failure->offset, file.failure->text));
  } else if (file.bytes == 0) {
    // Not an error: a process that is killed early, or logs nothing, leaves such a file.
    warn(file.path, "the file is empty");
  }
}

void overhead_run::read_entries(byte_input& input, log_reader& reader, file_report& file,
                                progress& bar) {
  entry_stream entries(input, reader);
  while (const entry_batch* const batch = entries.next()) {
    log_.add(*batch);
    for (const bad_record& bad : batch->bad())
      note_undecodable(bad, file.path, bar);
    file.records += batch->size();
    bar.update(batch->offset());
  }
}

void overhead_run::read_frames(byte_input& input, log_reader& reader, file_report& file,
                               progress& bar) {
  byte_buffer buffer;
  input.use(buffer);
  record read{};
  while (reader.next(read)) {
    ++file.records;
    if (read.compressed) {
      ++compressed_;
    } else {
      messages_.add(frames_method_, options_.way, read.content, read.content.size());
    }
    bar.update(read.offset);
  }
}

void overhead_run::note_undecodable(const bad_record& bad, const std::string& path, progress& bar) {
  code_ = std::max(code_, exit_malformed);
  if (++undecodable_ > most_warnings_of_records) return;
  bar.clear();
  warn(path, fmt::format("the record at byte {} does not decode: {}", bad.offset, bad.text));
}

run_report overhead_run::report() const {
  run_report report = make_report(messages_, options_.with_cost);
  report.files = files_;
  report.compressed = compressed_;
  report.log = reads_frames() ? nullptr : &log_;
  return report;
}

}  // namespace headwire::tool
