package io.pilothouse.core.tolerance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PathPatternTest {
    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            value = {
                "/spec/replicas | /spec/replicas | true",
                "/spec/replicas | /spec/replicasMax | false",
                "/spec | /spec/replicas | true",
                "/spec/replicas | /spec | false",
                "/spec/* | /spec | false",
                "/spec/*/x | /spec/a/x/y | true",
                "/spec/rep* | /spec/replicas | true",
                "/metadata/annotations/example.org~1* | /metadata/annotations/example.org~1a | true",
                "/metadata/annotations/example.org~1* | /metadata/annotations/example.com~1a | false",
                "/spec/containers[name=web]/image | /spec/containers[name=web]/image | true",
                "/spec/containers[name=web] | /spec/containers[name=web]/image | true",
                "/spec/containers[name=web]/image | /spec/containers[name=api]/image | false",
                "/spec/containers[name=*]/image | /spec/containers[name=api]/image | true",
                "/spec/containers[name=w*]/image | /spec/containers[name=api]/image | false",
                "/spec/containers[*]/image | /spec/containers[name=api]/image | true",
                "/spec/containers/*/image | /spec/containers[name=api]/image | true",
                "/spec/containers/*/image | /spec/containers/x/image | true",
                "/spec/containers/image | /spec/containers[name=api]/image | false",
                "/spec/ports[containerPort=80] | /spec/ports[containerPort=80,protocol=TCP]/x | true",
                "/spec/ports[protocol=TCP,containerPort=80] | /spec/ports[containerPort=80,protocol=TCP] | true",
                "/spec/ports[containerPort=8] | /spec/ports[containerPort=80,protocol=TCP] | false",
                "/m[mountPath=/a/b]/readOnly | /m[mountPath=/a/b]/readOnly | true",
                "/m[mountPath=/a*] | /m[mountPath=/a/b]/readOnly | true",
                "/m[mountPath=\"/a,]\"]/x | /m[mountPath=\"/a,]\"]/x | true",
                "/f[\"x.io/y\"] | /f[\"x.io/y\"] | true",
                "/f[\"x.io/*\"] | /f[\"x.io/y\"] | true",
                "/data/a[b] | /data/a[b] | true",
            })
    void coversTheFieldAndAllBelowIt(String pattern, String path, boolean isCovered) {
        assertThat(PathPattern.of(pattern).covers(path)).isEqualTo(isCovered);
    }

    @RepeatedTest(500)
    void coversExactlyThePathsThatBeginWithItWhereThereAreNoStars(RepetitionInfo run) {
        // Given
        Random random = new Random(run.getCurrentRepetition());
        List<String> pattern = steps(random);
        List<String> path = steps(random);
        boolean isBeginning =
                path.size() >= pattern.size() && path.subList(0, pattern.size()).equals(pattern);
        // Then
        assertThat(PathPattern.of(String.join("", pattern)).covers(String.join("", path)))
                .isEqualTo(isBeginning);
        assertThat(PathPattern.of("").covers(String.join("", path))).isTrue();
        String stars = pattern.stream().map(_ -> "/*").collect(Collectors.joining());
        assertThat(PathPattern.of(stars).covers(String.join("", path))).isEqualTo(path.size() >= pattern.size());
    }

    private static List<String> steps(Random random) {
        List<String> all = List.of("/a", "/b~1c", "/~0", "[name=a]", "[name=\"a,b\"]", "[p=1,q=x]", "[\"v/w\"]");
        return random.ints(random.nextInt(4), 0, all.size()).mapToObj(all::get).toList();
    }
}
