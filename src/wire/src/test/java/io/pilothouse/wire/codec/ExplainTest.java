package io.pilothouse.wire.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pilothouse.core.application.ApplicationKey;
import io.pilothouse.core.application.Layer;
import io.pilothouse.core.application.Revision;
import io.pilothouse.core.explain.Answer;
import io.pilothouse.core.explain.Change;
import io.pilothouse.core.explain.ObjectReport;
import io.pilothouse.core.explain.PlanReport;
import io.pilothouse.core.explain.PlannedObject;
import io.pilothouse.core.explain.Question;
import io.pilothouse.core.manifest.Origin;
import io.pilothouse.core.manifest.ResourceKey;
import io.pilothouse.proto.v1.Explanation;
import io.pilothouse.proto.v1.LiveText;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class ExplainTest {
    private static final Instant AT = Instant.parse("2026-11-21T10:00:00.123456789Z");
    private static final Revision COMMIT = new Revision("0123456789abcdef0123456789abcdef01234567");
    private static final ApplicationKey WEB = new ApplicationKey("prod-eu-1", Layer.APP, "shop", "web");
    private static final ResourceKey OBJECT = new ResourceKey("apps", "Deployment", "shop", "web");

    static Stream<Question> questions() {
        return Stream.of(
                new Question.Plan(WEB, COMMIT),
                new Question.Plan(WEB, Revision.NONE),
                new Question.OneObject(WEB, OBJECT, Set.of()),
                new Question.OneObject(WEB, OBJECT, Set.of(Question.Aspect.LOGS, Question.Aspect.LIVE)));
    }

    @ParameterizedTest
    @MethodSource("questions")
    void questionsSurviveTheWire(Question question) {
        assertThat(Questions.fromProto(Questions.toProto(question), "prod-eu-1"))
                .isEqualTo(question);
    }

    @ParameterizedTest
    @EnumSource(PlannedObject.Fate.class)
    void everyFateHasAValueOnTheWire(PlannedObject.Fate fate) {
        assertThat(PlannedObjectCodec.fromProto(PlannedObjectCodec.toProto(planned(0, fate, 1))))
                .isEqualTo(planned(0, fate, 1));
    }

    @Test
    void aLargePlanTravelsInPartsOfAtMostAQuarterMebibyte() {
        // Given
        List<PlannedObject> objects = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            objects.add(planned(i, PlannedObject.Fate.CONFIGURED, 1 + i % PlannedObject.MAX_CHANGES));
        }
        PlanReport plan =
                new PlanReport(WEB, COMMIT, Revision.NONE, "f".repeat(64), "It is suspended.", 3, AT, objects);
        // When
        List<Explanation> parts = Answers.toParts(plan);
        // Then
        assertThat(parts).hasSizeGreaterThan(10).allMatch(part -> part.getSerializedSize() <= 256 << 10);
        assertThat(Answers.fromParts(WEB, parts)).isEqualTo(plan);
    }

    static Stream<ObjectReport> objects() {
        return Stream.of(
                new ObjectReport(
                        WEB, OBJECT, "", Optional.empty(), List.of(), Optional.empty(), List.of("It is gone.")),
                new ObjectReport(
                        WEB,
                        OBJECT,
                        "{\"a\":\"" + "\ud83d\ude80".repeat(100_000) + "\"}",
                        Optional.of(planned(1, PlannedObject.Fate.CONFIGURED, 2)),
                        List.of(
                                new ObjectReport.Event(Optional.of(AT), true, "BackOff", "again", "Pod shop/web-1", 7),
                                new ObjectReport.Event(Optional.empty(), false, "Pulled", "", "Pod shop/web-1", 1)),
                        Optional.of(new ObjectReport.LogTail(
                                "web-1", "web", "CrashLoopBackOff", true, List.of("one", "", "three"))),
                        List.of()));
    }

    @ParameterizedTest
    @MethodSource("objects")
    void whatIsKnownOfAnObjectSurvivesTheWire(ObjectReport object) {
        List<Explanation> parts = Answers.toParts(object);
        assertThat(parts).allMatch(part -> part.getSerializedSize() <= 256 << 10);
        assertThat(Answers.fromParts(WEB, parts)).isEqualTo(object);
    }

    @Test
    void theWorstLogAndTheLongestEventsFitInOnePart() {
        // Given
        List<ObjectReport.Event> events = new ArrayList<>();
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < 80; i++) {
            events.add(new ObjectReport.Event(
                    Optional.of(AT), true, "\u20ac".repeat(900), "\u20ac".repeat(9_000), "Pod shop/web", i));
            lines.add("\u20ac".repeat(9_000));
        }
        var log = new ObjectReport.LogTail("web", "web", "Error", false, lines);
        Answer answer =
                new ObjectReport(WEB, OBJECT, "", Optional.empty(), events, Optional.of(log), List.of("a", "b"));
        // When
        List<Explanation> parts = Answers.toParts(answer);
        // Then
        assertThat(parts)
                .singleElement()
                .satisfies(part -> assertThat(part.getSerializedSize()).isLessThanOrEqualTo(256 << 10));
    }

    @Test
    void refusesWhatIsNoQuestionAndNoAnswer() {
        var nothing = io.pilothouse.proto.v1.Question.newBuilder().setApplication(Values.toProto(WEB));
        assertThatThrownBy(() -> Questions.fromProto(nothing.build(), "prod-eu-1"))
                .isInstanceOf(MalformedMessageException.class);
        assertThatThrownBy(() -> Questions.fromProto(Questions.toProto(new Question.Plan(WEB, COMMIT)), "prod-us-1"))
                .hasMessageContaining("another cluster");
        Explanation text = Explanation.newBuilder()
                .setLive(LiveText.newBuilder().setText("x"))
                .build();
        assertThatThrownBy(() -> Answers.fromParts(WEB, List.of(text))).hasMessageContaining("does not begin");
        assertThatThrownBy(() -> Answers.fromParts(WEB, List.of())).hasMessageContaining("no parts");
    }

    private static PlannedObject planned(int number, PlannedObject.Fate fate, int changes) {
        List<Change> fields = new ArrayList<>();
        for (int i = 0; i < changes; i++) {
            fields.add(new Change("/spec/" + i, "\"" + "a".repeat(400) + "\"", ""));
        }
        return new PlannedObject(
                new ResourceKey("apps", "Deployment", "shop", "web-" + number),
                "apps/v1",
                fate,
                "PH-301",
                "why",
                fields,
                number,
                new Origin("app/web.yaml", 1, 7));
    }
}
