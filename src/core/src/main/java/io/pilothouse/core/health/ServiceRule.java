package io.pilothouse.core.health;

import io.pilothouse.core.json.Json;

/// Only a load balancer has anything to wait for.
final class ServiceRule implements Rule {
    @Override
    public Verdict assess(Json.Obj live) {
        boolean isWaiting = live.text("spec", "type").orElse("").equals("LoadBalancer")
                && live.items("status", "loadBalancer", "ingress").isEmpty();
        return isWaiting ? Verdict.progressing("its load balancer has no address yet") : Verdict.HEALTHY;
    }
}
