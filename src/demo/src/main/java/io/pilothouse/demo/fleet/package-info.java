/// What the fleet consists of: the repository, the clusters and who is called what. Start at [FleetSource].
@NullMarked
package io.pilothouse.demo.fleet;

import org.jspecify.annotations.NullMarked;
