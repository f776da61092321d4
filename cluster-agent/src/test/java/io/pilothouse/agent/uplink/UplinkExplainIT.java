package io.pilothouse.agent.uplink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pilothouse.agent.Reported;
import io.pilothouse.agent.port.Explainer;
import io.pilothouse.core.application.ApplicationKey;
import io.pilothouse.core.application.Revision;
import io.pilothouse.core.explain.PlanReport;
import io.pilothouse.core.explain.PlannedObject;
import io.pilothouse.core.explain.Question;
import io.pilothouse.core.manifest.Origin;
import io.pilothouse.core.manifest.ResourceKey;
import io.pilothouse.proto.v1.AnswerFailure;
import io.pilothouse.proto.v1.AnswerPart;
import io.pilothouse.proto.v1.Explanation;
import io.pilothouse.wire.codec.Answers;
import io.pilothouse.wire.codec.Questions;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UplinkExplainIT {
    private static final ApplicationKey APPLICATION = Reported.key("storefront");
    private static final io.pilothouse.proto.v1.Question PLAN =
            Questions.toProto(new Question.Plan(APPLICATION, Revision.NONE));

    @TempDir
    Path folder;

    private UplinkRig rig;

    @BeforeEach
    void connect() throws Exception {
        rig = new UplinkRig(folder);
        Uplink uplink = rig.start();
        await().until(() -> uplink.status().isConnected());
    }

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    void answersInPartsThatAreAnAnswerAgainAtTheOtherEnd() {
        // Given
        PlanReport plan = plan(3_000);
        rig.orders.reply = new Explainer.Reply.Told(plan);
        // When
        rig.hub.ask(1, PLAN);
        // Then
        awaitEnd(1);
        List<Explanation> parts = rig.hub.answers(1).stream()
                .filter(AnswerPart::hasPart)
                .map(AnswerPart::getPart)
                .toList();
        assertThat(parts).hasSizeGreaterThan(3);
        assertThat(Answers.fromParts(APPLICATION, parts)).isEqualTo(plan);
        assertThat(rig.hub.hellos().getLast().getAnswers()).isTrue();
        assertThat(rig.hub.breaches()).isEmpty();
    }

    @Test
    void saysWhyThereIsNoAnswer() {
        rig.hub.ask(1, PLAN);
        assertThat(awaitEnd(1).getFailure()).isEqualTo(AnswerFailure.ANSWER_FAILURE_UNAVAILABLE);
        assertThat(awaitEnd(1).getMessage()).isEqualTo("not now");
        rig.hub.ask(2, io.pilothouse.proto.v1.Question.getDefaultInstance());
        assertThat(awaitEnd(2).getFailure()).isEqualTo(AnswerFailure.ANSWER_FAILURE_INVALID);
    }

    @Test
    void doesNotSendAnAnswerThatTheHubWouldNotTake() {
        rig.orders.reply = new Explainer.Reply.Told(plan(40_000));
        rig.hub.ask(1, PLAN);
        assertThat(awaitEnd(1).getFailure()).isEqualTo(AnswerFailure.ANSWER_FAILURE_TOO_MUCH);
        assertThat(rig.hub.answers(1)).hasSize(1);
    }

    @Test
    void stopsThinkingAboutADroppedQuestion() throws InterruptedException {
        // Given
        rig.orders.gate = new CountDownLatch(1);
        rig.hub.ask(1, PLAN);
        await().until(() -> rig.orders.questions.size() == 1);
        // When
        rig.hub.dropQuestion(1);
        // Then
        assertThat(rig.orders.interrupted.await(20, TimeUnit.SECONDS)).isTrue();
        rig.orders.gate.countDown();
        rig.hub.ask(2, PLAN);
        awaitEnd(2);
        assertThat(rig.hub.answers(1)).isEmpty();
    }

    @Test
    void thinksAboutFourQuestionsAtOnce() {
        // Given
        rig.orders.gate = new CountDownLatch(1);
        for (int i = 1; i <= 4; i++) {
            rig.hub.ask(i, PLAN);
        }
        // When
        rig.hub.ask(5, PLAN);
        // Then
        assertThat(awaitEnd(5).getFailure()).isEqualTo(AnswerFailure.ANSWER_FAILURE_TOO_MUCH);
        rig.orders.gate.countDown();
        for (int i = 1; i <= 4; i++) {
            awaitEnd(i);
        }
    }

    @Test
    void forgetsTheQuestionsOfAStreamThatEnded() throws InterruptedException {
        // Given
        rig.orders.gate = new CountDownLatch(1);
        rig.hub.ask(1, PLAN);
        await().until(() -> rig.orders.questions.size() == 1);
        // When
        rig.hub.dropStream();
        // Then
        assertThat(rig.orders.interrupted.await(20, TimeUnit.SECONDS)).isTrue();
    }

    private io.pilothouse.proto.v1.AnswerEnd awaitEnd(long id) {
        await().until(() -> rig.hub.answers(id).stream().anyMatch(AnswerPart::hasEnd));
        return rig.hub.answers(id).getLast().getEnd();
    }

    private static PlanReport plan(int objects) {
        List<PlannedObject> planned = new ArrayList<>();
        for (int i = 0; i < objects; i++) {
            planned.add(new PlannedObject(
                    new ResourceKey("", "ConfigMap", "shop", "a-name-of-some-length-" + i),
                    "v1",
                    PlannedObject.Fate.CREATED,
                    "",
                    "a reason that fills the message with words so that the plan needs several parts of them",
                    List.of(),
                    0,
                    new Origin("app/shop/storefront/file.yaml", 1, i)));
        }
        return new PlanReport(APPLICATION, Revision.NONE, Revision.NONE, "f".repeat(64), "", 0, Instant.EPOCH, planned);
    }
}
