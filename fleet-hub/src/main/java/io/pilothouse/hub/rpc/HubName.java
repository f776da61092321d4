package io.pilothouse.hub.rpc;

/// Who the hub is, for those who ask.
///
/// @param hubId 32 hexadecimal digits
/// @param trustDomain the domain of all names it gives
/// @param version such as `0.1.0`
public record HubName(String hubId, String trustDomain, String version) {}
