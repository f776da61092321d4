package io.pilothouse.testkit.node;

import io.fabric8.kubernetes.api.model.Pod;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// What shall become of a pod, chosen by its annotation [#ANNOTATION]; without one it runs. The annotation may change
/// at any time, and the pod follows, so a failing pod can be made to recover.
public enum PodFate {
    /// Running and Ready; a Job's pod then succeeds.
    RUNNING("Running"),
    /// Waits for an image that cannot be pulled.
    IMAGE_PULL_BACK_OFF("ImagePullBackOff"),
    /// Its containers exit with 1 again and again; where they are not restarted, the pod fails.
    CRASH_LOOP_BACK_OFF("CrashLoopBackOff"),
    /// Its containers are killed for memory again and again; where they are not restarted, the pod fails.
    OOM_KILLED("OOMKilled"),
    /// Runs, but never becomes Ready.
    NOT_READY("NotReady"),
    /// No node has room for it.
    PENDING("Pending"),
    /// Its containers end with 0.
    SUCCEEDED("Succeeded"),
    /// Its containers end with 1 and are not restarted.
    FAILED("Failed");

    public static final String ANNOTATION = "testkit.pilothouse.io/pod";

    private final String word;

    PodFate(String word) {
        this.word = word;
    }

    /// The annotation's value that asks for it.
    public String word() {
        return word;
    }

    /// Empty if the annotation says something that is none of these.
    static Optional<PodFate> of(Pod pod) {
        String asked = Optional.ofNullable(pod.getMetadata().getAnnotations())
                .orElse(Map.of())
                .getOrDefault(ANNOTATION, RUNNING.word);
        return Arrays.stream(values()).filter(fate -> fate.word.equals(asked)).findFirst();
    }

    static String words() {
        return Arrays.stream(values()).map(PodFate::word).collect(Collectors.joining(", "));
    }
}
