package io.pilothouse.repository.helm.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The engine by itself: time, signals, and what it may not see of the machine.
class HelmEngineIT {
    @TempDir
    Path folder;

    private Instant now = Instant.parse("2026-11-21T12:00:00Z");

    private HelmEngine engine(Duration limit) {
        return new HelmEngine(folder.resolve("helm"), limit, () -> now);
    }

    private Render chart(String name, String notes) throws IOException {
        Path chart = chart(folder.resolve(name), notes);
        return new Render(chart, List.of(), "rel", "space", "", name);
    }

    private static Path chart(Path chart, String notes) throws IOException {
        Files.createDirectories(chart.resolve("templates"));
        Files.writeString(chart.resolve("Chart.yaml"), "apiVersion: v2\nname: demo\nversion: 1.0.0\n");
        Files.writeString(chart.resolve("templates/NOTES.txt"), notes);
        return chart;
    }

    private static String slow(int times) {
        return "{{ range until %d }}{{ range until 2000 }}{{ end }}{{ end }}done".formatted(times);
    }

    @Test
    void endsTheWaitForASlowChartAndRendersOthersAfterIt() throws IOException {
        // Given
        Render quick = chart("quick", "hello {{ .Release.Name }}");
        assertThat(engine(Duration.ofSeconds(30)).render(quick)).isInstanceOf(Answer.Rendered.class);
        HelmEngine engine = engine(Duration.ofMillis(100));
        Render slow = chart("slow", slow(40_000));

        // When
        Answer answer = engine.render(slow);

        // Then
        assertThat(answer).isEqualTo(new Answer.TooSlow(Duration.ofMillis(100)));
        assertThat(engine.render(quick)).isEqualTo(new Answer.Busy());
        await().atMost(60, TimeUnit.SECONDS).until(() -> !(engine.render(quick) instanceof Answer.Busy));
        assertThat(engine.render(quick))
                .isInstanceOfSatisfying(
                        Answer.Rendered.class,
                        rendered -> assertThat(rendered.notes()).contains("hello rel"));
    }

    @Test
    void bansAChartThatTwiceDidNotComeToAnEnd() throws IOException {
        // Given
        Attempts before = new Attempts(folder.resolve("helm/attempts"), () -> now);
        Render chart = chart("fatal", "hello");
        PrivateFolder.at(folder.resolve("helm"));
        assertThat(before.begin(chart.key())).isTrue();
        assertThat(before.begin(chart.key())).isTrue();

        // When
        Answer answer = engine(Duration.ofSeconds(30)).render(chart);

        // Then
        assertThat(answer).isEqualTo(new Answer.Banned());
        now = Instant.now().plus(Attempts.BAN).plusSeconds(60);
        assertThat(engine(Duration.ofSeconds(30)).render(chart)).isInstanceOf(Answer.Rendered.class);
    }

    @Test
    void saysWhyTheEngineIsNotThere() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "x");
        HelmEngine engine = new HelmEngine(folder.resolve("other"), Duration.ofSeconds(30), () -> now);
        Files.createDirectories(folder.resolve("other"));
        Files.createSymbolicLink(folder.resolve("other/library"), file);

        assertThat(engine.render(chart("any", "x")))
                .isInstanceOfSatisfying(
                        Answer.Unavailable.class,
                        unavailable -> assertThat(unavailable.why()).contains("cannot be unpacked into"));
    }

    /// In a program of its own, because the library reads the environment when it is loaded.
    @Test
    void asksNoClusterOfTheEnvironmentAndLetsTheProgramBeStopped() throws Exception {
        // Given
        AtomicInteger asked = new AtomicInteger();
        HttpServer cluster = HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 0);
        cluster.createContext("/", exchange -> {
            asked.incrementAndGet();
            exchange.close();
        });
        cluster.start();
        int port = cluster.getAddress().getPort();
        Path config = Files.writeString(folder.resolve("kubeconfig"), """
            apiVersion: v1
            kind: Config
            current-context: a
            contexts: [{name: a, context: {cluster: a, user: a}}]
            clusters: [{name: a, cluster: {server: "http://127.0.0.1:%d"}}]
            users: [{name: a, user: {}}]
            """.formatted(port));
        Path chart = chart(folder.resolve("c"), "found {{ lookup \"v1\" \"Secret\" \"a\" \"b\" | toJson }} nothing");
        List<String> command = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElseThrow(),
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                OneRendering.class.getName(),
                folder.resolve("own").toString(),
                chart.toString()));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment()
                .putAll(Map.of(
                        "KUBECONFIG",
                        config.toString(),
                        "HELM_DRIVER",
                        "nonsense",
                        "HELM_KUBEAPISERVER",
                        "http://127.0.0.1:" + port,
                        "KUBERNETES_SERVICE_HOST",
                        "127.0.0.1",
                        "KUBERNETES_SERVICE_PORT",
                        Integer.toString(port)));

        // When
        Process process = builder.start();
        try (var reader = process.inputReader(StandardCharsets.UTF_8)) {
            String printed = "";
            while (!printed.contains("rendered")) {
                String line = reader.readLine();
                assertThat(line).as(printed).isNotNull();
                printed += line + "\n";
            }
            // unlike the process itself, its handle leaves its output open
            process.toHandle().destroy();

            // Then
            assertThat(process.waitFor(20, TimeUnit.SECONDS))
                    .as("SIGTERM ends it")
                    .isTrue();
            assertThat(printed).contains("found {} nothing");
            assertThat(reader.readAllAsString()).contains("stopped in order");
            assertThat(asked).hasValue(0);
        } finally {
            process.destroyForcibly();
            cluster.stop(0);
        }
    }

    /// Renders a chart, says so, and waits to be stopped.
    static final class OneRendering {
        private OneRendering() {}

        public static void main(String[] arguments) throws Exception {
            Runtime.getRuntime().addShutdownHook(new Thread(() -> System.out.println("stopped in order")));
            HelmEngine engine = HelmEngine.in(Path.of(arguments[0]));
            Render chart = new Render(Path.of(arguments[1]), List.of(), "rel", "space", "", "key");
            System.out.println(engine.render(chart));
            System.out.println("rendered");
            new CountDownLatch(1).await();
        }
    }
}
