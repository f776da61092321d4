package io.pilothouse.agent.uplink;

import io.pilothouse.wire.channel.HubAddress;
import java.nio.file.Path;

/// To whom the uplink speaks, and as whom.
///
/// @param cluster the cluster's name
/// @param agentVersion such as `0.1.0`
/// @param hub where the hub listens
/// @param identity folder of the identity; read again at each try, so that a renewed one needs no restart
public record UplinkSettings(String cluster, String agentVersion, HubAddress hub, Path identity) {}
