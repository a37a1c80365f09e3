// SPDX-License-Identifier: Apache-2.0
//
// A message struct and its generated counterpart, field by field through libprotobuf's reflection:
// same values, same presence, what is unknown, and how to copy one into the other.
#pragma once

#include <google/protobuf/descriptor.h>
#include <google/protobuf/message.h>
#include <google/protobuf/unknown_field_set.h>

#include <cstddef>
#include <cstdint>
#include <headwire/headwire.hpp>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

#include "reference/types.hpp"

namespace headwire::reference {

namespace google_pb = google::protobuf;

/// libprotobuf's description of the I-th field of T. Throws when the schema file has no such field.
template <message T, std::size_t I>
const google_pb::FieldDescriptor* counterpart() {
  static const google_pb::FieldDescriptor* const found = [] {
    constexpr auto number = static_cast<int>(detail::field_at<T, I>::number);
    const auto* field = reference_t<T>::descriptor()->FindFieldByNumber(number);
    if (field == nullptr) throw std::logic_error("a field is declared that the .proto lacks");
    return field;
  }();
  return found;
}

/// `f.operator()<I>()` for each field of T until one returns false; true if none did.
template <message T, class F>
bool all_fields(F f) {
  return [&]<std::size_t... I>(std::index_sequence<I...>) {
    return (f.template operator()<I>() && ...);
  }(std::make_index_sequence<detail::field_count<T>>{});
}

template <class V>
inline constexpr bool is_view = std::is_same_v<V, std::string_view> || std::is_same_v<V, bytes>;

[[nodiscard]] inline std::string_view to_text(std::string_view text) {
  return text;
}
[[nodiscard]] inline std::string_view to_text(bytes data) {
  return as_text(data);
}

/// The scalar that `theirs` holds in `field`, as the type that Headwire uses for it.
template <class V>
requires(!is_view<V>)
[[nodiscard]] V scalar_in(const google_pb::Message& theirs,
                          const google_pb::FieldDescriptor* field) {
  const google_pb::Reflection& in = *theirs.GetReflection();
  if constexpr (std::is_enum_v<V>) {
    return static_cast<V>(in.GetEnumValue(theirs, field));
  } else if constexpr (std::is_same_v<V, bool>) {
    return in.GetBool(theirs, field);
  } else if constexpr (std::is_same_v<V, float>) {
    return in.GetFloat(theirs, field);
  } else if constexpr (std::is_same_v<V, double>) {
    return in.GetDouble(theirs, field);
  } else if constexpr (std::is_same_v<V, std::int32_t>) {
    return in.GetInt32(theirs, field);
  } else if constexpr (std::is_same_v<V, std::int64_t>) {
    return in.GetInt64(theirs, field);
  } else if constexpr (std::is_same_v<V, std::uint32_t>) {
    return in.GetUInt32(theirs, field);
  } else {
    return in.GetUInt64(theirs, field);
  }
}

template <class V>
void set_scalar(google_pb::Message& theirs, const google_pb::FieldDescriptor* field, V value) {
  const google_pb::Reflection& in = *theirs.GetReflection();
  if constexpr (is_view<V>) {
    in.SetString(&theirs, field, std::string(to_text(value)));
  } else if constexpr (std::is_enum_v<V>) {
    in.SetEnumValue(&theirs, field, static_cast<int>(value));
  } else if constexpr (std::is_same_v<V, bool>) {
    in.SetBool(&theirs, field, value);
  } else if constexpr (std::is_same_v<V, float>) {
    in.SetFloat(&theirs, field, value);
  } else if constexpr (std::is_same_v<V, double>) {
    in.SetDouble(&theirs, field, value);
  } else if constexpr (std::is_same_v<V, std::int32_t>) {
    in.SetInt32(&theirs, field, value);
  } else if constexpr (std::is_same_v<V, std::int64_t>) {
    in.SetInt64(&theirs, field, value);
  } else if constexpr (std::is_same_v<V, std::uint32_t>) {
    in.SetUInt32(&theirs, field, value);
  } else {
    in.SetUInt64(&theirs, field, value);
  }
}

template <class V>
[[nodiscard]] bool same_scalar(const V& ours, const google_pb::Message& theirs,
                               const google_pb::FieldDescriptor* field) {
  if constexpr (is_view<V>) {
    std::string scratch;
    return theirs.GetReflection()->GetStringReference(theirs, field, &scratch) == to_text(ours);
  } else {
    return detail::equal_values(ours, scalar_in<V>(theirs, field));
  }
}

/// True if both hold the same values and have the same fields present, at every level.
template <message T>
[[nodiscard]] bool same(const T& ours, const google_pb::Message& theirs) {
  const google_pb::Reflection& in = *theirs.GetReflection();
  return all_fields<T>([&]<std::size_t I>() {
    using field = detail::field_at<T, I>;
    const auto* const known = counterpart<T, I>();
    const auto& member = ours.*field::member;
    if constexpr (field::explicit_presence) {
      if (in.HasField(theirs, known) != member.has_value()) return false;
      if (!member) return true;
      if constexpr (field::is_message) {
        return same(*member, in.GetMessage(theirs, known));
      } else {
        return same_scalar(*member, theirs, known);
      }
    } else {
      return same_scalar(member, theirs, known);
    }
  });
}

/// Copies `ours` into an empty `theirs`; unknown fields are left out.
template <message T>
void copy(const T& ours, google_pb::Message& theirs) {
  all_fields<T>([&]<std::size_t I>() {
    using field = detail::field_at<T, I>;
    const auto* const known = counterpart<T, I>();
    const auto& member = ours.*field::member;
    if constexpr (field::is_message) {
      if (member) copy(*member, *theirs.GetReflection()->MutableMessage(&theirs, known));
    } else if constexpr (field::explicit_presence) {
      if (member) set_scalar(theirs, known, *member);
    } else {
      set_scalar(theirs, known, member);
    }
    return true;
  });
}

/// Runs of unknown fields that T can keep: 0 if it drops them.
template <message T>
constexpr std::size_t unknown_room() {
  if constexpr (detail::schema_type<T>::keeps_unknown) {
    return []<class O, std::size_t N>(unknown_fields<N> O::*) {
      return N;
    }(detail::schema_type<T>::unknown_member::member);
  } else {
    return 0;
  }
}

/// `visit.operator()<M>(message)` for `theirs` and the sub-messages present in it, where M is the
/// struct of that level; `Theirs` is a generated message or a const one.
template <message T, class Theirs, class F>
void each_level(Theirs& theirs, F visit) {
  visit.template operator()<T>(theirs);
  all_fields<T>([&]<std::size_t I>() {
    using field = detail::field_at<T, I>;
    if constexpr (field::is_message) {
      using M = typename field::value_type;
      const google_pb::Reflection& in = *theirs.GetReflection();
      if (in.HasField(theirs, counterpart<T, I>())) {
        if constexpr (std::is_const_v<Theirs>) {
          each_level<M>(in.GetMessage(theirs, counterpart<T, I>()), visit);
        } else {
          each_level<M>(*in.MutableMessage(&theirs, counterpart<T, I>()), visit);
        }
      }
    }
    return true;
  });
}

/// What libprotobuf found of fields that the schema does not know, and where.
struct unknown_summary {
  bool dropped = false;    ///< in a message that drops them
  bool kept = false;       ///< in a message that keeps them
  bool overflows = false;  ///< more fields in one message than there is room for runs
};

template <message T>
[[nodiscard]] unknown_summary find_unknown(const google_pb::Message& theirs) {
  unknown_summary found;
  each_level<T>(theirs, [&]<message M>(const google_pb::Message& level) {
    const auto& fields = level.GetReflection()->GetUnknownFields(level);
    if (fields.empty()) return;
    constexpr std::size_t room = unknown_room<M>();
    (room == 0 ? found.dropped : found.kept) = true;
    if (room != 0 && static_cast<std::size_t>(fields.field_count()) > room) found.overflows = true;
  });
  return found;
}

/// Drops the unknown fields of those messages that drop them in Headwire.
template <message T>
void discard_unkept(google_pb::Message& theirs) {
  each_level<T>(theirs, []<message M>(google_pb::Message& level) {
    if constexpr (unknown_room<M>() == 0) {
      level.GetReflection()->MutableUnknownFields(&level)->Clear();
    }
  });
}

}  // namespace headwire::reference
