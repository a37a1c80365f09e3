// SPDX-License-Identifier: Apache-2.0
//
// Nothing to run: that the other units compile and link beside each other is the test.
int main() {}
