package io.pilothouse.repository.layout;

/// An environment of the fleet.
///
/// @param name such as `prod`
/// @param branch that its clusters follow; empty where they follow what each agent is told to
/// @param promotesFrom the environment whose commits come here next; empty if there is none
public record Environment(String name, String branch, String promotesFrom) {}
