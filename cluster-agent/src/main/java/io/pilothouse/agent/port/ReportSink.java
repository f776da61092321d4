package io.pilothouse.agent.port;

import io.pilothouse.core.fleet.AgentReport;

/// Takes reports for the hub. Returns at once: whether a hub listens is not the reconciler's business. May be called
/// from
/// any thread; reports of one caller keep their order.
public interface ReportSink {
    void report(AgentReport report);
}
