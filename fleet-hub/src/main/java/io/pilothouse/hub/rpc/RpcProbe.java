package io.pilothouse.hub.rpc;

import java.time.Duration;

/// Measures calls.
public interface RpcProbe {
    /// A call that is answered once was answered.
    ///
    /// @param method such as `FleetService/RunCommand`
    /// @param code the status' name, such as `OK`
    void answered(String method, String code, Duration took);

    /// A call was refused for who made it.
    ///
    /// @param reason such as `role`
    void denied(String reason);
}
