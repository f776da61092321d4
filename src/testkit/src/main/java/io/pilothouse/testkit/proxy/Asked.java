package io.pilothouse.testkit.proxy;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/// One request as it came in. Of the body only a digest is kept, because bodies hold secrets.
///
/// @param number in the order of arrival
/// @param at since the proxy began, on a clock that only goes forward
/// @param user who sent it: `admin`, or the subject of a ServiceAccount's token
/// @param impersonated who it was to be done as; empty if as the sender
/// @param path without the query
/// @param query without `?`; may be empty
/// @param digest of the body, SHA-256 in hex; empty without a body
/// @param status what was answered in the end; 0 if nothing was
public record Asked(
        int number,
        Duration at,
        String method,
        String path,
        String query,
        String user,
        Optional<String> impersonated,
        String digest,
        int status) {
    private static final Set<String> WRITES = Set.of("POST", "PUT", "PATCH", "DELETE");

    /// @return whether it would change the cluster; questions about permissions are sent like changes and are none
    public boolean isWrite() {
        return WRITES.contains(method)
                && !path.startsWith("/apis/authorization.k8s.io/")
                && !query.contains("dryRun=All");
    }

    public boolean isWatch() {
        return method.equals("GET") && query.contains("watch=true");
    }

    public boolean isList() {
        return method.equals("GET") && query.contains("labelSelector=") && !isWatch();
    }

    Asked answered(int code) {
        return new Asked(number, at, method, path, query, user, impersonated, digest, code);
    }
}
