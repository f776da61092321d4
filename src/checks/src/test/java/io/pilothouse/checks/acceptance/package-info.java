/// The whole on real parts: control planes, Git, the hub and the agents as programs of their own, and the desktop's
/// model. Start at [TestFleet].
@NullMarked
package io.pilothouse.checks.acceptance;

import org.jspecify.annotations.NullMarked;
