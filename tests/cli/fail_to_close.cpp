// SPDX-License-Identifier: Apache-2.0
//
// For LD_PRELOAD: standard output is on a disk whose quota turns out to be exceeded when it is
// closed.
#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>

extern "C" int close(int descriptor) {
  if (descriptor != STDOUT_FILENO) return static_cast<int>(syscall(SYS_close, descriptor));
  errno = EDQUOT;
  return -1;
}
