package io.pilothouse.desktop.state;

import java.time.Instant;

/// Who the hub is.
///
/// @param address where it was called, `host:port`
/// @param hubId its identity
/// @param version such as `0.1.0`
/// @param caller the name it knows us by
/// @param hubTime its clock when it answered
public record HubDescription(String address, String hubId, String version, String caller, Instant hubTime) {
    public static final HubDescription NONE = new HubDescription("", "", "", "", Instant.EPOCH);
}
