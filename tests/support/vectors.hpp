// SPDX-License-Identifier: Apache-2.0
//
// The vectors of the two reference implementations, and what a decoded header must hold to agree
// with a row of them.
#pragma once

#include <algorithm>
#include <cstddef>
#include <headwire/atomix/multiraft/v1/headers.hpp>
#include <headwire/headwire.hpp>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "support/data.hpp"

namespace headwire::test {

/// A row of atomix-go.tsv or atomix-cpp.tsv.
struct header_vector {
  std::string type;
  std::vector<std::byte> encoding;
  std::vector<std::string> present;  ///< paths of the sub-messages that are there, sorted
  std::vector<std::string> leaves;   ///< path=value of all leaves of those, sorted
};

/// The words of a column, sorted.
inline std::vector<std::string> sorted_words(std::string_view text) {
  if (text.empty()) return {};
  std::vector<std::string> words = split(text, ' ');
  std::sort(words.begin(), words.end());
  return words;
}

/// The Go code writes every sub-message, so the sub-messages are those that its leaves lie in.
inline std::vector<std::string> parents_of(const std::vector<std::string>& leaves) {
  std::vector<std::string> parents;
  for (const std::string& leaf : leaves) {
    const std::string path = leaf.substr(0, leaf.find('='));
    for (std::size_t dot = path.find('.'); dot != std::string::npos; dot = path.find('.', dot + 1))
      parents.push_back(path.substr(0, dot));
  }
  std::sort(parents.begin(), parents.end());
  parents.erase(std::unique(parents.begin(), parents.end()), parents.end());
  return parents;
}

inline std::vector<header_vector> go_vectors() {
  std::vector<header_vector> out;
  for (const row& columns : read_table(data_path("vectors/atomix-go.tsv"))) {
    std::vector<std::string> leaves = sorted_words(columns.at(2));
    std::vector<std::string> parents = parents_of(leaves);
    out.push_back({columns[0], from_hex(columns[1]), std::move(parents), std::move(leaves)});
  }
  return out;
}

inline std::vector<header_vector> cpp_vectors() {
  std::vector<header_vector> out;
  for (const row& columns : read_table(data_path("vectors/atomix-cpp.tsv"))) {
    out.push_back({columns.at(0), from_hex(columns.at(1)), sorted_words(columns.at(2)),
                   sorted_words(columns.at(3))});
  }
  return out;
}

/// Calls `f.template operator()<T>()` for the header type of that name.
template <class F>
void with_header_type(std::string_view name, F f) {
  namespace v1 = headwire::atomix::multiraft::v1;
  const auto call_if = [&]<class T>(T*) {
    if (name != type_name<T>) return false;
    f.template operator()<T>();
    return true;
  };
  const auto call_any_of = [&]<class... T>(T*... types) { return (call_if(types) || ...); };
  const bool found = call_any_of(static_cast<v1::PartitionRequestHeaders*>(nullptr),
                                 static_cast<v1::PartitionResponseHeaders*>(nullptr),
                                 static_cast<v1::SessionRequestHeaders*>(nullptr),
                                 static_cast<v1::SessionResponseHeaders*>(nullptr),
                                 static_cast<v1::PrimitiveRequestHeaders*>(nullptr),
                                 static_cast<v1::PrimitiveResponseHeaders*>(nullptr),
                                 static_cast<v1::OperationRequestHeaders*>(nullptr),
                                 static_cast<v1::OperationResponseHeaders*>(nullptr),
                                 static_cast<v1::CommandRequestHeaders*>(nullptr),
                                 static_cast<v1::CommandResponseHeaders*>(nullptr),
                                 static_cast<v1::QueryRequestHeaders*>(nullptr),
                                 static_cast<v1::QueryResponseHeaders*>(nullptr));
  if (!found) throw std::runtime_error("no such header type: " + std::string(name));
}

/// The sub-messages and leaves of a decoded message, in the form of the vectors.
struct listing {
  std::vector<std::string> present;
  std::vector<std::string> leaves;
};

inline std::string leaf_text(std::string_view value) {
  return "x" + to_hex(as_bytes(value));
}
template <class T>
std::string leaf_text(T value) {
  if constexpr (std::is_enum_v<T>) {
    return std::to_string(static_cast<std::int32_t>(value));
  } else {
    return std::to_string(value);
  }
}

template <message T>
void list_into(listing& out, const T& in, const std::string& prefix);

template <class Field, message T>
void list_field(listing& out, const T& in, const std::string& prefix) {
  const std::string path = prefix + std::string(member_name<Field::member>);
  const auto& member = in.*Field::member;
  if constexpr (Field::is_message) {
    if (!member) return;
    out.present.push_back(path);
    list_into(out, *member, path + ".");
  } else {
    out.leaves.push_back(path + "=" + leaf_text(member));
  }
}

template <message T>
void list_into(listing& out, const T& in, const std::string& prefix) {
  [&]<std::size_t... I>(std::index_sequence<I...>) {
    (list_field<detail::field_at<T, I>>(out, in, prefix), ...);
  }(std::make_index_sequence<detail::field_count<T>>{});
}

template <message T>
listing list(const T& in) {
  listing out;
  list_into(out, in, "");
  std::sort(out.present.begin(), out.present.end());
  std::sort(out.leaves.begin(), out.leaves.end());
  return out;
}

}  // namespace headwire::test
