package io.pilothouse.repository.tool.lint;

import java.util.Locale;

/// How much a finding matters.
public enum Severity {
    /// An agent would refuse it.
    ERROR,
    /// It works, and is probably not what was meant.
    WARNING,
    /// Worth knowing; nothing need be done.
    NOTICE;

    /// @return `error`, `warning` or `notice`
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
