package io.pilothouse.core.lease;

import java.time.Duration;
import java.time.Instant;

/// What a Lease says.
///
/// @param holder who holds it; empty if it was given back
/// @param duration how long it counts after it was renewed
/// @param acquired when the holder took it, by the holder's clock: for people
/// @param renewed when the holder renewed it, by the holder's clock: for people, and to see that it was renewed
/// @param transitions how often it changed hands
public record LeaseRecord(String holder, Duration duration, Instant acquired, Instant renewed, int transitions) {}
