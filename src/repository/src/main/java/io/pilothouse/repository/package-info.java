/// The fleet repository: gets its commits, finds a cluster's slice in one, and renders its applications. Start at
/// [FleetRepository].
@NullMarked
package io.pilothouse.repository;

import org.jspecify.annotations.NullMarked;
