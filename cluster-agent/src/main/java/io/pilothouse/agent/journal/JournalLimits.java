package io.pilothouse.agent.journal;

/// How much a journal may hold.
///
/// @param maxReports reports that the hub has not acknowledged
/// @param maxBytes bytes on disk
/// @param segmentBytes a file is closed and the next begun at this size; what was acknowledged is deleted file by
///     file
public record JournalLimits(int maxReports, long maxBytes, int segmentBytes) {
    public static final JournalLimits DEFAULT = new JournalLimits(10_000, 50L << 20, 1 << 20);

    public JournalLimits {
        if (maxReports < 10 || maxBytes < 1024 || segmentBytes < 256) {
            throw new IllegalArgumentException("a journal needs room for 10 reports and 1 KiB, and files of 256 bytes");
        }
    }
}
