package io.pilothouse.agent.kube;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pilothouse.core.json.Json;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ApiTest {
    @TempDir
    private Path folder;

    private Api api() throws Exception {
        Path kubeconfig = Files.writeString(folder.resolve("kubeconfig"), """
            apiVersion: v1
            kind: Config
            current-context: x
            clusters: [{name: x, cluster: {server: 'https://127.0.0.1:1'}}]
            users: [{name: x, user: {token: x}}]
            contexts: [{name: x, context: {cluster: x, user: x}}]
            """);
        KubeSettings settings =
                new KubeSettings(Optional.of(kubeconfig), Optional.empty(), "fleet-system", 4, Duration.ofSeconds(1));
        return new Api(Connection.open(settings), settings);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1/namespaces/shop/configmaps",
                "/api/v1/namespaces/shop/configmaps/x",
                "/api/v1/namespaces/fleet-system/pods",
                "/api/v1/namespaces/fleet-system/configmaps/../../shop/configmaps",
                "/api/v1/namespaces/fleet-systems/configmaps",
                "/api/v1/namespaces",
                "/apis/apps/v1/namespaces/fleet-system/deployments/x",
                ""
            })
    void writesNothingButTheAgentsOwnDocumentsAsTheAgent(String path) throws Exception {
        Api api = api();
        assertThatThrownBy(() -> api.post(path, Json.Obj.EMPTY)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> api.put(path, Json.Obj.EMPTY)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> api.delete(path, Json.Obj.EMPTY)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void sendsTheAgentsOwnDocuments() throws Exception {
        assertThat(api().put("/api/v1/namespaces/fleet-system/configmaps/x", Json.Obj.EMPTY))
                .isInstanceOf(Api.Reply.NoAnswer.class);
    }
}
