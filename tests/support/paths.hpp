// SPDX-License-Identifier: Apache-2.0
//
// All paths of a declared message, and small messages that hold nothing but a field of one.
#pragma once

#include <cstddef>
#include <headwire/headwire.hpp>
#include <optional>
#include <stdexcept>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

namespace headwire::test {

template <message T, auto... Way>
struct paths_below {
  template <class Field>
  static auto of_field() {
    if constexpr (Field::is_message) {
      return paths_below<typename Field::value_type, Way..., Field::member>::all();
    } else {
      return std::tuple<path_t<Way..., Field::member>>{};
    }
  }
  static auto all() {
    return []<std::size_t... I>(std::index_sequence<I...>) {
      return std::tuple_cat(of_field<detail::field_at<T, I>>()...);
    }(std::make_index_sequence<detail::field_count<T>>{});
  }
};

/// A tuple of the paths from T to each of its leaves.
template <message T>
using all_paths = decltype(paths_below<T>::all());

/// `f.operator()<path>()` for each path of T.
template <message T, class F>
void for_each_path(F f) {
  [&]<class... Paths>(std::tuple<Paths...>) {
    (f.template operator()<Paths{}>(), ...);
  }(all_paths<T>{});
}

template <class Field>
struct encoding_of;
template <std::uint32_t Number, auto Member, encoding Encoding>
struct encoding_of<field_t<Number, Member, Encoding>> {
  static constexpr encoding value = Encoding;
};

/// What is declared of a path, from its Level-th field on: just the fields on the way, the last one
/// with explicit presence.
template <class Path, std::size_t Level = 0>
struct lone {
  using declared = typename Path::template field<Level>;
  std::optional<lone<Path, Level + 1>> below;

  using self = lone;
  static constexpr auto proto = schema(field<declared::number, &self::below>);
};
template <class Path, std::size_t Level>
requires(Level + 1 == Path::size)
struct lone<Path, Level> {
  using declared = typename Path::leaf;
  std::optional<typename declared::value_type> value;

  using self = lone;
  static constexpr auto proto =
      schema(field<declared::number, &self::value, encoding_of<declared>::value>);
};

/// The field at the end of a path as it is written, whatever its value.
template <class Path>
std::string encoded_leaf(const typename Path::value_type& value) {
  lone<Path, Path::size - 1> alone;
  alone.value = value;
  std::vector<std::byte> block(encoded_size(alone));
  const auto written = encode(alone, block);
  if (!written) throw std::logic_error("a leaf that cannot be encoded");
  return std::string(as_text(*written));
}

/// Makes the change in a decoded message that an edit makes in its bytes: a value makes the
/// sub-messages on the way, nullopt does not.
template <class Path, std::size_t Level = 0, class T>
void change(T& message, const std::optional<typename Path::value_type>& value) {
  auto& member = message.*Path::template field<Level>::member;
  if constexpr (Level + 1 == Path::size) {
    member = value ? std::remove_reference_t<decltype(member)>(*value)
                   : std::remove_reference_t<decltype(member)>{};
  } else {
    using sub = typename Path::template field<Level>::value_type;
    if (!member && value) member.emplace(sub{});
    if (member) change<Path, Level + 1>(*member, value);
  }
}

}  // namespace headwire::test
