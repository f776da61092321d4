package io.pilothouse.core.command;

import java.time.Instant;

/// A command and how far it is.
///
/// @param command what was asked
/// @param phase how far it is
/// @param message one sentence on how it ended; empty before
/// @param issuedAt by the hub's clock
/// @param changedAt when the phase was reached, by the hub's clock
public record CommandState(Command command, CommandPhase phase, String message, Instant issuedAt, Instant changedAt) {}
