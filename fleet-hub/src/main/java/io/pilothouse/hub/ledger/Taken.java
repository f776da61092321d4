package io.pilothouse.hub.ledger;

import io.pilothouse.core.command.CommandState;

/// A command is in the ledger.
///
/// @param sequence its place; 0 if it was taken before
/// @param state how far it is
public record Taken(long sequence, CommandState state) {}
