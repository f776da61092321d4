package io.pilothouse.hub;

import static io.pilothouse.hub.Samples.app;
import static io.pilothouse.hub.Samples.cluster;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.Duration;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.pilothouse.core.command.CommandPhase;
import io.pilothouse.core.fleet.AgentReport;
import io.pilothouse.core.fleet.FleetEvent;
import io.pilothouse.core.fleet.FleetSnapshot;
import io.pilothouse.proto.v1.ConnectResponse;
import io.pilothouse.proto.v1.RunCommandRequest;
import io.pilothouse.proto.v1.Verb;
import io.pilothouse.wire.codec.Values;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class CommandIT extends ConnectedHub {

    @Test
    void takesACommandToTheAgentAndItsOutcomeBack() {
        // Given
        FleetFollower follower = FleetFollower.follow(streaming, FleetSnapshot.EMPTY, "", false);
        String id = UUID.randomUUID().toString();
        var taken = blocking.runCommand(command(id, C).build());
        // When
        var order = agent.next(ConnectResponse.MessageCase.COMMAND).getCommand().getCommand();
        agent.report(3, advanced(id, CommandPhase.RUNNING, ""), advanced(id, CommandPhase.SUCCEEDED, "applied 3"));
        // Then
        assertThat(taken.getSequence()).isPositive();
        assertThat(taken.getState().getCommand().getIssuedBy()).isEqualTo("ada");
        assertThat(order.getId()).isEqualTo(id);
        assertThat(order.getCluster()).isEmpty();
        assertThat(order.getTimeToLive().getSeconds()).isBetween(50L, 60L);
        await().until(() -> follower.fleet
                .command(id)
                .filter(state -> state.phase() == CommandPhase.SUCCEEDED)
                .isPresent());
        assertThat(follower.fleet.command(id).orElseThrow().message()).isEqualTo("applied 3");
        follower.cancel();
    }

    @Test
    void sendsACommandAgainToAnAgentThatComesBackWithoutAnAnswer() {
        // Given
        String id = UUID.randomUUID().toString();
        agent.close();
        await().until(() ->
                hub.snapshot().cluster(C).orElseThrow().contact() == io.pilothouse.core.status.Contact.DISCONNECTED);
        blocking.runCommand(command(id, C).build());
        Path data = folder.resolve("data");
        // When
        agent = new TestAgent(hub.address(), Issuing.agent(data, C, folder.resolve("again")), C);
        agent.hello("another-epoch", 1, 0);
        // Then
        assertThat(agent.next(ConnectResponse.MessageCase.COMMAND)
                        .getCommand()
                        .getCommand()
                        .getId())
                .isEqualTo(id);
    }

    @Test
    void runsAnIdOnceAndRefusesItForAnotherCommand() {
        // Given
        String id = UUID.randomUUID().toString();
        var first = blocking.runCommand(command(id, C).build());
        // When
        var again = blocking.runCommand(command(id, C).build());
        var refusal = catchThrowableOfType(
                StatusRuntimeException.class,
                () -> blocking.runCommand(
                        command(id, C).setVerb(Verb.VERB_SUSPEND).build()));
        // Then
        assertThat(first.getSequence()).isPositive();
        assertThat(again.getState().getCommand()).isEqualTo(first.getState().getCommand());
        assertThat(refusal.getStatus().getCode()).isEqualTo(Status.Code.ALREADY_EXISTS);
    }

    @Test
    void expiresACommandWhoseAgentIsAway() {
        // Given
        agent.close();
        await().until(() ->
                hub.snapshot().cluster(C).orElseThrow().contact() == io.pilothouse.core.status.Contact.DISCONNECTED);
        String id = UUID.randomUUID().toString();
        // When
        blocking.runCommand(command(id, C)
                .setTimeToLive(Duration.newBuilder().setSeconds(1))
                .build());
        // Then
        await().until(() -> hub.snapshot().command(id).orElseThrow().phase() == CommandPhase.EXPIRED);
        assertThat(hub.snapshot().command(id).orElseThrow().message()).contains("did not connect within 1 s");
    }

    @Test
    void saysWhatIsWrongWithACommand() {
        // Given
        String id = UUID.randomUUID().toString();
        // When
        Status unknownCluster = refusal(command(id, "prod-eu1"));
        Status unknownApplication = refusal(command(id, C).setApplication(Values.toProto(app(C, "wbe"))));
        Status noUuid = refusal(command("once", C));
        Status noVerb = refusal(command(id, C).setVerb(Verb.VERB_UNSPECIFIED));
        Status tooLong =
                refusal(command(id, C).setTimeToLive(Duration.newBuilder().setSeconds(90_000)));
        Status noHash = refusal(command(id, C)
                .setVerb(Verb.VERB_APPROVE)
                .setApplication(Values.toProto(app(C, "web")))
                .setArgument("yes"));
        // Then
        assertThat(unknownCluster.getCode()).isEqualTo(Status.Code.NOT_FOUND);
        assertThat(unknownCluster.getDescription())
                .isEqualTo("no cluster is named \"prod-eu1\"; did you mean prod-eu-1?");
        assertThat(unknownApplication.getCode()).isEqualTo(Status.Code.NOT_FOUND);
        assertThat(unknownApplication.getDescription()).contains("did you mean app/shop/web?");
        assertThat(List.of(noUuid, noVerb, tooLong, noHash))
                .extracting(Status::getCode)
                .containsOnly(Status.Code.INVALID_ARGUMENT);
        assertThat(noHash.getDescription()).contains("must be the plan's hash");
        assertThat(hub.snapshot().commands()).isEmpty();
    }

    private Status refusal(RunCommandRequest.Builder request) {
        return catchThrowableOfType(StatusRuntimeException.class, () -> blocking.runCommand(request.build()))
                .getStatus();
    }

    private static RunCommandRequest.Builder command(String id, String cluster) {
        return RunCommandRequest.newBuilder()
                .setCommandId(id)
                .setCluster(cluster)
                .setVerb(Verb.VERB_SYNC_NOW);
    }

    private static AgentReport advanced(String id, CommandPhase phase, String message) {
        return new AgentReport.Event(new FleetEvent.CommandAdvanced(C, id, phase, message));
    }
}
