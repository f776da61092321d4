package io.pilothouse.repository.helm.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.pilothouse.repository.helm.Tgz;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Archives, honest and hostile ones.
class ChartFilesTest {
    @TempDir
    Path outside;

    private Path folder;

    @BeforeEach
    void makeFolder() throws IOException {
        folder = Files.createDirectory(outside.resolve("chart"));
    }

    private void unpack(byte[] archive) throws IOException, RefusedChartException {
        new ChartFiles(folder, new ChartLimits(1 << 20, 1 << 20, 1 << 19, 100).count())
                .unpack(new ByteArrayInputStream(archive), "a.tgz");
    }

    private void expect(byte[] archive, String code, String words) throws IOException {
        RefusedChartException refused = catchThrowableOfType(RefusedChartException.class, () -> unpack(archive));
        assertThat(refused).as("is refused").isNotNull();
        assertThat(refused.code()).isEqualTo(code);
        assertThat(refused.sentence()).contains(words);
        try (Stream<Path> all = Files.list(outside)) {
            assertThat(all).as("nothing outside").containsExactly(folder);
        }
    }

    @Test
    void unpacksFilesWithoutTheFolderTheyAreIn() throws Exception {
        String deep = "web/templates/" + "x".repeat(90) + "/ünïcode.yaml";
        unpack(new Tgz()
                .entry('5', "web/", new byte[0])
                .file("web/Chart.yaml", "name: web\n")
                .file("./web/templates/a.yaml", "a")
                .paxFile(deep, "deep")
                .entry('L', "././@LongLink", ("web/" + "y".repeat(150) + "\0").getBytes(StandardCharsets.UTF_8))
                .file("web/yyy", "long")
                .packed());

        assertThat(folder.resolve("Chart.yaml")).hasContent("name: web\n");
        assertThat(folder.resolve("templates/a.yaml")).hasContent("a");
        assertThat(folder.resolve(deep.substring(4))).hasContent("deep");
        assertThat(folder.resolve("y".repeat(150))).hasContent("long");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "web/../../escaped",
                "../escaped",
                "/etc/passwd",
                "web/./x",
                "web//x",
                "web/a\\..\\b",
                "web/a\u202eb",
                "web/a\nb",
                "web/..",
                "web/e\u0301",
                "web/a\"b",
                "web/a:b"
            })
    void refusesNamesThatLeadElsewhereOrDeceive(String name) throws IOException {
        expect(new Tgz().file(name, "x").packed(), "PH-180", "name leads elsewhere or deceives");
    }

    @ParameterizedTest
    @ValueSource(chars = {'1', '2', '3', '4', '6', 'S'})
    void refusesLinksAndDevices(char type) throws IOException {
        expect(new Tgz().link(type, "web/link", "/etc/passwd").packed(), "PH-180", "link or a device");
    }

    @Test
    void refusesWhatIsNoArchive() throws IOException {
        expect("no gzip".getBytes(StandardCharsets.UTF_8), "PH-180", "damaged or not packed with gzip");
        expect(new byte[0], "PH-180", "damaged or not packed with gzip");
        expect(Tgz.gzip("no tar".getBytes(StandardCharsets.UTF_8)), "PH-180", "is damaged");
        expect(Tgz.gzip(new byte[1024]), "PH-180", "is empty");
        expect(new Tgz().file("Chart.yaml", "x").packed(), "PH-180", "outside the chart's folder");
        expect(new Tgz().file("web/a", "x").file("web/a", "y").packed(), "PH-180", "a file twice");
        expect(new Tgz().file("web/a", "x").file("web/a/b", "y").packed(), "PH-180", "a file and a folder");
    }

    @Test
    void refusesAnArchiveThatEndsTooEarly() throws IOException {
        byte[] tar = new Tgz().file("web/a", "x".repeat(2000)).tar();

        expect(Tgz.gzip(Arrays.copyOf(tar, 700)), "PH-180", "");
        byte[] packed = new Tgz().file("web/a", "x".repeat(2000)).packed();
        expect(Arrays.copyOf(packed, packed.length - 20), "PH-180", "damaged");
    }

    @Test
    void refusesWhatUnpacksToTooMuch() throws IOException {
        expect(new Tgz().zeros("web/bomb", 1 << 20).packed(), "PH-181", "Helm takes at most 524,288");
        Tgz many = new Tgz();
        for (int i = 0; i < 3; i++) {
            many.zeros("web/bomb" + i, 1 << 19);
        }
        expect(many.packed(), "PH-181", "larger than 1,048,576 bytes in all");
    }

    @Test
    void refusesEndlessDescriptionsOfAFile() throws IOException {
        Tgz talkative = new Tgz();
        for (int i = 0; i < 20; i++) {
            talkative.entry('g', "pax", "12 a=bcdefg\n".getBytes(StandardCharsets.UTF_8));
        }
        expect(talkative.file("web/a", "x").packed(), "PH-180", "more about a file than there is to say");
        expect(
                new Tgz().entry('x', "pax", new byte[70_000]).file("web/a", "x").packed(),
                "PH-180",
                "a name that is too long");
    }

    @Test
    void refusesTooManyFiles() throws IOException {
        Tgz many = new Tgz();
        for (int i = 0; i <= 100; i++) {
            many.file("web/" + i, "");
        }
        expect(many.packed(), "PH-181", "more than 100 files");
    }

    @Test
    void neverDoesAnythingElseThanRefuseADamagedArchive() throws IOException {
        byte[] good = new Tgz()
                .file("web/Chart.yaml", "name: web\n")
                .paxFile("web/templates/a", "b")
                .tar();
        Random random = new Random(4711);
        int refused = 0;
        for (int round = 0; round < 300; round++) {
            byte[] bad = good.clone();
            bad[random.nextInt(bad.length)] = (byte) random.nextInt(256);
            try {
                new ChartFiles(folder, ChartLimits.DEFAULT.count()).unpack(new ByteArrayInputStream(Tgz.gzip(bad)), "");
            } catch (RefusedChartException e) {
                refused++;
            }
        }
        assertThat(refused).isGreaterThan(75);
        try (Stream<Path> all = Files.list(outside)) {
            assertThat(all).containsExactly(folder);
        }
    }
}
