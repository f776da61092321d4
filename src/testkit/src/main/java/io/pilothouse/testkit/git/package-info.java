/// Git hosts on loopback, served by the real Git of the machine over HTTPS and SSH, and the bare repositories they
/// serve, written commit by commit without a working tree. The only package here that knows JGit and MINA sshd. Start
/// at [BareRepository].
@NullMarked
package io.pilothouse.testkit.git;

import org.jspecify.annotations.NullMarked;
