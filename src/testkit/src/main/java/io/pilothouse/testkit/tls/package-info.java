/// A certificate authority for one test or one demo run, so that every server of the testkit speaks TLS that a client
/// can really verify. The only package here that knows Bouncy Castle. Start at [TestAuthority].
@NullMarked
package io.pilothouse.testkit.tls;

import org.jspecify.annotations.NullMarked;
