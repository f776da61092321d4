/// A proxy in front of a real API server that writes down every change and makes trouble on request: what a client
/// does when the API server throttles, fails, hangs, forgets or answers half. Start at [ApiProxy].
@NullMarked
package io.pilothouse.testkit.proxy;

import org.jspecify.annotations.NullMarked;
