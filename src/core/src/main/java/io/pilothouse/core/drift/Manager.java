package io.pilothouse.core.drift;

import io.pilothouse.core.json.Json;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// One line of an object's `managedFields`: who wrote which fields, how and when.
///
/// @param name field manager, such as `kubectl-edit`
/// @param operation `Apply` or `Update`
/// @param subresource such as `status`; empty for the object itself, and always before Kubernetes 1.22
/// @param at when it last wrote, by the API server's clock
/// @param fields what it owns
public record Manager(String name, String operation, String subresource, Optional<Instant> at, FieldSet fields) {
    /// The field manager of all that we write.
    public static final String OURS = "pilothouse";

    private static final Set<String> SYSTEM = Set.of(
            "kube-controller-manager", "kube-scheduler", "kube-apiserver", "kubelet", "cloud-controller-manager");

    /// @return the managers of a live object, in the order of the API server
    public static List<Manager> of(Json.Obj live) {
        List<Manager> managers = new ArrayList<>();
        for (Json item : live.items("metadata", "managedFields")) {
            if (item instanceof Json.Obj entry) {
                managers.add(new Manager(
                        entry.text("manager").orElse(""),
                        entry.text("operation").orElse(""),
                        entry.text("subresource").orElse(""),
                        entry.text("time").flatMap(Manager::instant),
                        new FieldSet(entry.object("fieldsV1"))));
            }
        }
        return managers;
    }

    /// @return true for what we applied ourselves
    public boolean isOurs() {
        return name.equals(OURS) && operation.equals("Apply") && subresource.isEmpty();
    }

    /// @return true for a part of Kubernetes itself, whose fields are its own business
    public boolean isSystem() {
        return SYSTEM.contains(name);
    }

    /// @return true if a person's tool wrote: the only managers whose fields we take without being asked
    public static boolean isHandEdit(String name) {
        return name.startsWith("kubectl") || name.equals("before-first-apply") || name.equals(OURS);
    }

    private static Optional<Instant> instant(String text) {
        try {
            return Optional.of(Instant.parse(text));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
