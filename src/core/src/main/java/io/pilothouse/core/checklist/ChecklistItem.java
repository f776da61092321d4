package io.pilothouse.core.checklist;

/// One line of a checklist.
///
/// @param check what must be true
/// @param isRefusing the application is not applied while it is not; otherwise it is only said
public record ChecklistItem(Check check, boolean isRefusing) {}
