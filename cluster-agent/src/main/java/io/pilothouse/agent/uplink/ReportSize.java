package io.pilothouse.agent.uplink;

import io.pilothouse.core.fleet.AgentReport;
import io.pilothouse.core.status.ObjectStatus;
import io.pilothouse.wire.codec.Reports;
import java.util.List;
import java.util.stream.Stream;

/// Keeps reports small enough for a batch.
final class ReportSize {
    /// A larger report of objects is split; well below a batch's 1 MiB, so that batches fill.
    static final int SPLIT_BYTES = 256 << 10;

    private ReportSize() {}

    /// @return the report, or several that say the same one after the other
    static Stream<AgentReport> split(AgentReport report) {
        if (!(report instanceof AgentReport.Objects objects)
                || objects.upserted().size() < 2
                || bytes(report) <= SPLIT_BYTES) {
            return Stream.of(report);
        }
        List<ObjectStatus> all = objects.upserted();
        int half = all.size() / 2;
        return Stream.concat(
                split(new AgentReport.Objects(
                        objects.application(), objects.isComplete(), all.subList(0, half), objects.removed())),
                split(new AgentReport.Objects(objects.application(), false, all.subList(half, all.size()), List.of())));
    }

    static int bytes(AgentReport report) {
        return Reports.encode(new AgentReport.Sequenced(Long.MAX_VALUE, report)).length;
    }
}
