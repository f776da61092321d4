package io.pilothouse.repository.kustomize;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RemoteAddressTest {

    @ParameterizedTest
    @CsvSource({
        "https://git.example.org/org/repo, https://git.example.org/org/repo, '', ''",
        "https://git.example.org/org/repo//some/path?ref=v1, https://git.example.org/org/repo, some/path, v1",
        "https://git.example.org/org/repo/some/path/?ref=v1, https://git.example.org/org/repo, some/path, v1",
        "https://git.example.org/a/b/c.git/path?ref=v1, https://git.example.org/a/b/c.git, path, v1",
        "https://git.example.org/a/b/c//path, https://git.example.org/a/b/c, path, ''",
        "https://git.example.org/org/repo?version=v2&timeout=90s, https://git.example.org/org/repo, '', v2",
        "https://git.example.org/org/repo?version=v2&ref=v3, https://git.example.org/org/repo, '', v3",
        "ssh://git@git.example.org/org/repo//path?ref=a%2Fb, ssh://git@git.example.org/org/repo, path, a/b",
        "git@git.example.org:org/repo.git//path?ref=v1, git@git.example.org:org/repo.git, path, v1",
        "git@git.example.org:org/repo/path, git@git.example.org:org/repo, path, ''",
        "git::https://git.example.org/org/repo//path, https://git.example.org/org/repo, path, ''",
        "github.com/org/repo/path?ref=v1, https://github.com/org/repo, path, v1",
        "https://git.example.org/team/project/_git/repo/path, https://git.example.org/team/project/_git/repo, path, ''"
    })
    void findsRepositoryAndFolder(String written, String url, String path, String ref) {
        assertThat(RemoteAddress.parse(written)).hasValueSatisfying(address -> {
            assertThat(address.git().url()).isEqualTo(url);
            assertThat(address.path()).isEqualTo(path);
            assertThat(address.git().ref()).isEqualTo(ref);
            assertThat(address.unsupported()).isEmpty();
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"base", "../base", "all.yaml", "./github.com", "https://git.example.org", "a:b", "/abs", ""})
    void aPathIsNoAddress(String written) {
        assertThat(RemoteAddress.parse(written)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "https://git.example.org/org/repo?submodules=true, submodules",
        "https://git.example.org/org/repo?depth=1&ref=v1, depth",
        "https://git.example.org/org/repo?submodules=false, ''"
    })
    void namesWhatIsNotSupported(String written, String parameter) {
        assertThat(RemoteAddress.parse(written).orElseThrow().unsupported().orElse(""))
                .isEqualTo(parameter);
    }

    @ParameterizedTest
    @CsvSource({
        "https://example.org/deploy/all.yaml, true",
        "https://example.org/org/repo//all.yaml, false",
        "https://example.org/org/repo?ref=all.yaml, false",
        "all.yaml, false"
    })
    void tellsAFileFromARepository(String written, boolean isFile) {
        assertThat(RemoteAddress.isFile(written)).isEqualTo(isFile);
    }
}
