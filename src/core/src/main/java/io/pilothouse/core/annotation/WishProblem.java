package io.pilothouse.core.annotation;

/// An annotation that cannot be understood.
///
/// @param annotation its name
/// @param message what is wrong with its value and what may be written, to be put after the name
public record WishProblem(String annotation, String message) {}
