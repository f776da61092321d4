package io.pilothouse.agent.reconcile.drift;

import io.pilothouse.core.status.FieldDrift;
import java.time.Instant;

/// A field that is left alone for a while, because somebody changed it as often as it was put right.
///
/// @param field with its history
/// @param until when it is corrected again
public record Truce(FieldDrift field, Instant until) {}
