// SPDX-License-Identifier: Apache-2.0
// expect: must be the sub-message that the next one is a member of
#include <headwire/atomix/multiraft/v1/headers.hpp>
#include <headwire/headwire.hpp>

namespace v1 = headwire::atomix::multiraft::v1;
namespace paths = v1::paths;

#ifdef SHOULD_FAIL
constexpr auto way =
    headwire::path<&v1::CommandRequestHeaders::operation, &v1::SessionRequestHeaders::session_id>;
#else
constexpr auto way = headwire::path<&v1::OperationRequestHeaders::session,
                                    &v1::PrimitiveRequestHeaders::primitive_id>;
#endif
