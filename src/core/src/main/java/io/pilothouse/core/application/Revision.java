package io.pilothouse.core.application;

/// A commit id, 40 hexadecimal digits; empty where no commit is known yet.
public record Revision(String id) {
    public static final Revision NONE = new Revision("");

    public boolean isKnown() {
        return !id.isEmpty();
    }

    /// @return the first 8 digits, enough for people
    public String abbreviated() {
        return id.length() <= 8 ? id : id.substring(0, 8);
    }

    @Override
    public String toString() {
        return id;
    }
}
