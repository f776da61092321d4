package io.pilothouse.core.slice;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PathNamesTest {
    private static final String FOLDER = "app/clusters/c/shop/web";

    @Test
    void resolvesPathsFromTheRootAndFromTheFolder() {
        assertThat(PathNames.resolve("app/base/web", FOLDER)).contains("app/base/web");
        assertThat(PathNames.resolve("app//base/./web/", FOLDER)).contains("app/base/web");
        assertThat(PathNames.resolve("../../../../base/web", FOLDER)).contains("app/base/web");
        assertThat(PathNames.resolve("./more", FOLDER)).contains(FOLDER + "/more");
        assertThat(PathNames.resolve("a/../b", FOLDER)).contains("b");
    }

    @Test
    void resolvesNothingOutsideTheRepository() {
        for (String path :
                new String[] {"", " ", "/abs", "../../../../../..", "../../../../../../x", "a/../..", "a\\b", "a/.."}) {
            assertThat(PathNames.resolve(path, FOLDER)).as(path).isEmpty();
        }
    }

    @Test
    void refusesNamesThatDeceive() {
        assertThat(PathNames.problem("app/clusters/c/shop/wéb.yaml")).isEmpty();
        assertThat(PathNames.problem("a\nb"))
                .hasValueSatisfying(why -> assertThat(why).contains("a<U+000A>b"));
        assertThat(PathNames.problem("a\u202Eb"))
                .hasValueSatisfying(why -> assertThat(why).contains("cannot be seen"));
        assertThat(PathNames.problem("a\u200Cb")).isPresent();
        assertThat(PathNames.problem("a\uFFFDb")).isPresent();
        assertThat(PathNames.problem("a\\b")).isPresent();
        assertThat(PathNames.problem("e\u0301"))
                .hasValueSatisfying(why -> assertThat(why).contains("NFC"));
        assertThat(PathNames.problem("x".repeat(256)))
                .hasValueSatisfying(why -> assertThat(why).contains("longer than 255"));
    }

    @Test
    void knowsWhatKubernetesTakesForANamespace() {
        assertThat(PathNames.isLabel("shop-1")).isTrue();
        for (String name : new String[] {"", "-a", "a-", "A", "a.b", "a_b", "x".repeat(64), "é"}) {
            assertThat(PathNames.isLabel(name)).as(name).isFalse();
        }
    }

    @Test
    void findsPathsThatOverlap() {
        assertThat(PathNames.overlap("a/b", "a/b")).isTrue();
        assertThat(PathNames.overlap("a/b", "a/b/c")).isTrue();
        assertThat(PathNames.overlap("a/b/c", "a/b")).isTrue();
        assertThat(PathNames.overlap("a/b", "a/bc")).isFalse();
    }
}
