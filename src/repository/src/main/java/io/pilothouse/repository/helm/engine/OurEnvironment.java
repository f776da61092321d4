package io.pilothouse.repository.helm.engine;

import com.sun.jna.Function;
import java.util.Map;

/// Keeps the machine's own Helm and kubectl settings from the library, which would read them when it is loaded:
/// another driver, plugins, a cluster to ask. Java's own view of the environment was taken before and stays as it
/// is.
final class OurEnvironment {
    private OurEnvironment() {}

    static void hide() {
        for (Map.Entry<String, String> variable : System.getenv().entrySet()) {
            String name = variable.getKey();
            if (name.startsWith("HELM_") || name.startsWith("KUBE")) {
                Function.getFunction("c", "unsetenv").invokeInt(new Object[] {name});
            }
        }
    }
}
