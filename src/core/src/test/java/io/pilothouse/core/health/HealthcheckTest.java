package io.pilothouse.core.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilothouse.core.drift.JsonText;
import io.pilothouse.core.json.Json;
import io.pilothouse.core.manifest.ResourceKey;
import io.pilothouse.core.status.Health;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HealthcheckTest {
    private static final Instant T0 = Instant.parse("2026-01-01T00:00:00Z");

    private static Verdict assess(String groupAndKind, String live) {
        int slash = groupAndKind.indexOf('/');
        ResourceKey key =
                new ResourceKey(groupAndKind.substring(0, slash), groupAndKind.substring(slash + 1), "shop", "a");
        Json.Obj object = JsonText.parse(live);
        return Healthcheck.assess(key, object);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
        apps/Deployment | {'metadata':{'generation':2},'spec':{'replicas':2},'status':{'observedGeneration':2,'replicas':2,'updatedReplicas':2,'readyReplicas':2,'availableReplicas':2}} | HEALTHY |
        apps/Deployment | {'metadata':{'generation':1},'spec':{'replicas':0},'status':{'observedGeneration':1}} | HEALTHY |
        apps/Deployment | {'metadata':{'generation':1},'spec':{'replicas':1},'status':{}} | PROGRESSING | not yet seen
        apps/Deployment | {'metadata':{'generation':3},'spec':{'replicas':1},'status':{'observedGeneration':2,'replicas':1,'updatedReplicas':1,'availableReplicas':1}} | PROGRESSING | generation 3
        apps/Deployment | {'metadata':{'generation':2},'spec':{'replicas':3},'status':{'observedGeneration':2,'replicas':3,'updatedReplicas':1,'availableReplicas':3}} | PROGRESSING | 1 of 3 replicas are updated
        apps/Deployment | {'metadata':{'generation':2},'spec':{'replicas':1},'status':{'observedGeneration':2,'replicas':2,'updatedReplicas':1,'availableReplicas':1,'readyReplicas':1}} | PROGRESSING | 1 old replica is still there
        apps/Deployment | {'metadata':{'generation':2},'spec':{'replicas':3},'status':{'observedGeneration':2,'replicas':3,'updatedReplicas':3,'readyReplicas':1,'availableReplicas':1}} | PROGRESSING | 1 of 3 replicas are available
        apps/Deployment | {'spec':{},'status':{'observedGeneration':1,'conditions':[{'type':'Progressing','status':'False','reason':'ProgressDeadlineExceeded','message':'timed out'}]}} | DEGRADED | ProgressDeadlineExceeded: timed out
        apps/Deployment | {'spec':{},'status':{'observedGeneration':1,'conditions':[{'type':'ReplicaFailure','status':'True','reason':'FailedCreate','message':'quota'}]}} | DEGRADED | quota
        apps/Deployment | {'spec':{'paused':true},'status':{'observedGeneration':1}} | SUSPENDED | paused
        apps/StatefulSet | {'spec':{'replicas':2},'status':{'observedGeneration':1,'replicas':2,'readyReplicas':2,'currentRevision':'a','updateRevision':'a'}} | HEALTHY |
        apps/StatefulSet | {'spec':{'replicas':2},'status':{'observedGeneration':1,'replicas':2,'readyReplicas':2,'updatedReplicas':1,'currentRevision':'a','updateRevision':'b'}} | PROGRESSING | 1 of 2 replicas are updated
        apps/StatefulSet | {'spec':{'replicas':3,'updateStrategy':{'rollingUpdate':{'partition':2}}},'status':{'observedGeneration':1,'replicas':3,'readyReplicas':3,'updatedReplicas':1,'currentRevision':'a','updateRevision':'b'}} | HEALTHY |
        apps/StatefulSet | {'spec':{'replicas':2},'status':{'observedGeneration':1,'replicas':2,'readyReplicas':1}} | PROGRESSING | 1 of 2 replicas are ready
        apps/DaemonSet | {'spec':{},'status':{'observedGeneration':1,'desiredNumberScheduled':2,'updatedNumberScheduled':2,'numberAvailable':2}} | HEALTHY |
        apps/DaemonSet | {'spec':{},'status':{'observedGeneration':1,'desiredNumberScheduled':2,'updatedNumberScheduled':2,'numberAvailable':1}} | PROGRESSING | 1 of 2 nodes are available
        apps/DaemonSet | {'spec':{'updateStrategy':{'type':'OnDelete'}},'status':{'observedGeneration':1,'desiredNumberScheduled':2}} | HEALTHY |
        apps/ReplicaSet | {'spec':{'replicas':1},'status':{}} | PROGRESSING | 0 of 1
        /Pod | {'status':{'phase':'Succeeded'}} | HEALTHY |
        /Pod | {'status':{'phase':'Running','conditions':[{'type':'Ready','status':'True'}]}} | HEALTHY |
        /Pod | {'status':{'phase':'Running','conditions':[{'type':'Ready','status':'False','reason':'ContainersNotReady'}]}} | PROGRESSING | ContainersNotReady
        /Pod | {'status':{'phase':'Pending','containerStatuses':[{'name':'web','state':{'waiting':{'reason':'ImagePullBackOff','message':'no such image'}}}]}} | DEGRADED | container web: ImagePullBackOff: no such image
        /Pod | {'status':{'phase':'Running','containerStatuses':[{'name':'web','state':{'waiting':{'reason':'CrashLoopBackOff'}},'lastState':{'terminated':{'reason':'OOMKilled','exitCode':137}}}]}} | DEGRADED | after OOMKilled with exit code 137
        /Pod | {'status':{'phase':'Failed','reason':'Evicted','message':'disk'}} | DEGRADED | Evicted: disk
        batch/Job | {'status':{'conditions':[{'type':'Complete','status':'True'}]}} | HEALTHY |
        batch/Job | {'status':{'conditions':[{'type':'Failed','status':'True','reason':'BackoffLimitExceeded'}]}} | DEGRADED | BackoffLimitExceeded
        batch/Job | {'spec':{'completions':3},'status':{'succeeded':1}} | PROGRESSING | 1 of 3
        batch/Job | {'spec':{'suspend':true}} | SUSPENDED | suspended
        batch/CronJob | {'spec':{},'status':{}} | HEALTHY |
        batch/CronJob | {'spec':{'suspend':true}} | SUSPENDED | suspended
        batch/CronJob | {'status':{'lastScheduleTime':'2026-01-02T00:00:00Z','lastSuccessfulTime':'2026-01-01T00:00:00Z'}} | DEGRADED | did not succeed
        /PersistentVolumeClaim | {'status':{'phase':'Bound'}} | HEALTHY |
        /PersistentVolumeClaim | {'status':{'phase':'Pending'}} | PROGRESSING | not bound
        /PersistentVolumeClaim | {'status':{'phase':'Lost'}} | DEGRADED | lost
        /Service | {'spec':{'type':'ClusterIP'}} | HEALTHY |
        /Service | {'spec':{'type':'LoadBalancer'},'status':{'loadBalancer':{}}} | PROGRESSING | no address
        /Service | {'spec':{'type':'LoadBalancer'},'status':{'loadBalancer':{'ingress':[{'ip':'1.2.3.4'}]}}} | HEALTHY |
        networking.k8s.io/Ingress | {'status':{'loadBalancer':{'ingress':[{'ip':'1.2.3.4'}]}}} | HEALTHY |
        autoscaling/HorizontalPodAutoscaler | {'status':{'conditions':[{'type':'AbleToScale','status':'False','reason':'FailedGetScale','message':'x'}]}} | DEGRADED | FailedGetScale
        autoscaling/HorizontalPodAutoscaler | {'status':{'conditions':[{'type':'AbleToScale','status':'True'}]}} | HEALTHY |
        apiextensions.k8s.io/CustomResourceDefinition | {'status':{'conditions':[{'type':'Established','status':'True'}]}} | HEALTHY |
        apiextensions.k8s.io/CustomResourceDefinition | {'status':{'conditions':[{'type':'NamesAccepted','status':'False','reason':'Conflict','message':'plural in use'}]}} | DEGRADED | plural in use
        apiextensions.k8s.io/CustomResourceDefinition | {} | PROGRESSING | not established
        apiregistration.k8s.io/APIService | {'status':{'conditions':[{'type':'Available','status':'False','reason':'MissingEndpoints'}]}} | PROGRESSING | MissingEndpoints
        /Namespace | {'status':{'phase':'Active'}} | HEALTHY |
        /Namespace | {'metadata':{'deletionTimestamp':'2026-01-01T00:00:00Z'},'status':{'phase':'Terminating','conditions':[{'type':'NamespaceFinalizersRemaining','status':'True','reason':'SomeFinalizersRemain','message':'x.example.org in 1 resource'}]}} | DEGRADED | x.example.org
        /ConfigMap | {'data':{}} | HEALTHY |
        e.org/Widget | {'status':{'conditions':[{'type':'Ready','status':'False','reason':'NoDatabase','message':'down'}]}} | DEGRADED | NoDatabase: down
        e.org/Widget | {'status':{'conditions':[{'type':'Ready','status':'Unknown','reason':'Starting'}]}} | PROGRESSING | Starting
        e.org/Widget | {'status':{'conditions':[{'type':'Ready','status':'True'},{'type':'Stalled','status':'True','reason':'Stuck'}]}} | DEGRADED | Stuck
        e.org/Widget | {'status':{'conditions':[{'type':'Reconciling','status':'True','reason':'Working'}]}} | PROGRESSING | Working
        apps/Deployment | {'metadata':{'generation':2},'spec':{'replicas':1,'minReadySeconds':60},'status':{'observedGeneration':2,'replicas':1,'updatedReplicas':1,'readyReplicas':1,'availableReplicas':0}} | PROGRESSING | 0 of 1 replicas are available
        apps/Deployment | {'metadata':{'generation':2},'spec':{'replicas':2},'status':{'observedGeneration':2,'replicas':2,'updatedReplicas':2,'readyReplicas':2,'availableReplicas':2,'conditions':[{'type':'Available','status':'False','reason':'MinimumReplicasUnavailable'}]}} | PROGRESSING | MinimumReplicasUnavailable
        apps/StatefulSet | {'spec':{'replicas':3,'updateStrategy':{'rollingUpdate':{'partition':1}}},'status':{'observedGeneration':1,'replicas':3,'readyReplicas':3,'updatedReplicas':1,'currentRevision':'a','updateRevision':'b'}} | PROGRESSING | 1 of 2 replicas are updated
        apps/StatefulSet | {'spec':{'replicas':3,'updateStrategy':{'rollingUpdate':{'partition':0}}},'status':{'observedGeneration':1,'replicas':3,'readyReplicas':3,'updatedReplicas':1,'currentRevision':'a','updateRevision':'b'}} | PROGRESSING | 1 of 3 replicas are updated
        apps/StatefulSet | {'spec':{'replicas':2,'updateStrategy':{'type':'OnDelete'}},'status':{'observedGeneration':1,'replicas':2,'readyReplicas':2,'currentRevision':'a','updateRevision':'b'}} | HEALTHY |
        apps/StatefulSet | {'spec':{'replicas':2,'updateStrategy':{'type':'OnDelete'}},'status':{'observedGeneration':1,'replicas':2,'readyReplicas':1}} | PROGRESSING | 1 of 2 replicas are ready
        apps/StatefulSet | {'spec':{'replicas':1,'minReadySeconds':10},'status':{'observedGeneration':1,'replicas':1,'readyReplicas':1,'availableReplicas':0}} | PROGRESSING | 0 of 1 replicas are available
        apps/StatefulSet | {'spec':{'replicas':1},'status':{'observedGeneration':1,'replicas':3,'readyReplicas':3}} | PROGRESSING | scaling down to 1
        apps/StatefulSet | {'spec':{'replicas':1},'status':{}} | PROGRESSING | not yet seen
        apps/DaemonSet | {'spec':{},'status':{'desiredNumberScheduled':0}} | PROGRESSING | not yet seen
        apps/DaemonSet | {'spec':{},'status':{'observedGeneration':1,'desiredNumberScheduled':3,'updatedNumberScheduled':1,'numberAvailable':3}} | PROGRESSING | 1 of 3 nodes are updated
        apps/ReplicaSet | {'spec':{'replicas':1},'status':{'availableReplicas':1}} | HEALTHY |
        apps/ReplicaSet | {'spec':{'replicas':1},'status':{'conditions':[{'type':'ReplicaFailure','status':'True','reason':'FailedCreate','message':'exceeded quota'}]}} | DEGRADED | FailedCreate: exceeded quota
        /ReplicationController | {'spec':{'replicas':2},'status':{'availableReplicas':1}} | PROGRESSING | 1 of 2
        /Pod | {'status':{'phase':'Pending','containerStatuses':[{'name':'web','state':{'waiting':{'reason':'ContainerCreating'}}}]}} | PROGRESSING | starting
        /Pod | {'status':{'phase':'Pending','containerStatuses':[{'name':'web','state':{'waiting':{'reason':'ErrImagePull','message':'denied'}}}]}} | DEGRADED | container web: ErrImagePull: denied
        /Pod | {'status':{'phase':'Pending','containerStatuses':[{'name':'web','state':{'waiting':{'reason':'InvalidImageName'}}}]}} | DEGRADED | InvalidImageName
        /Pod | {'status':{'phase':'Pending','containerStatuses':[{'name':'web','state':{'waiting':{'reason':'CreateContainerConfigError','message':'configmap not found'}}}]}} | DEGRADED | CreateContainerConfigError: configmap not found
        /Pod | {'status':{'phase':'Pending','initContainerStatuses':[{'name':'migrate','state':{'waiting':{'reason':'CrashLoopBackOff'}},'lastState':{'terminated':{'reason':'Error','exitCode':3}}}]}} | DEGRADED | container migrate: CrashLoopBackOff after Error with exit code 3
        /Pod | {'status':{'phase':'Running','conditions':[{'type':'Ready','status':'False'}],'containerStatuses':[{'name':'web','ready':false,'restartCount':4,'state':{'running':{}},'lastState':{'terminated':{'reason':'Error','exitCode':1}}}]}} | DEGRADED | container web is not ready after it ended with Error, exit code 1
        /Pod | {'status':{'phase':'Running','conditions':[{'type':'Ready','status':'True'}],'containerStatuses':[{'name':'web','ready':true,'restartCount':4,'state':{'running':{}},'lastState':{'terminated':{'reason':'Error','exitCode':1}}}]}} | HEALTHY |
        /Pod | {'status':{'phase':'Running','containerStatuses':[{'name':'web','state':{'terminated':{'reason':'OOMKilled','exitCode':137}}}]}} | DEGRADED | container web: OOMKilled with exit code 137
        /Pod | {'spec':{'restartPolicy':'Never'},'status':{'phase':'Running','conditions':[{'type':'Ready','status':'True'}]}} | PROGRESSING | not finished
        /Pod | {'spec':{'restartPolicy':'Never'},'status':{'phase':'Failed','containerStatuses':[{'name':'task','state':{'terminated':{'reason':'Error','exitCode':7}}}]}} | DEGRADED | container task: Error with exit code 7
        /Pod | {'spec':{'nodeName':'n1'},'status':{'phase':'Unknown'}} | UNKNOWN | node n1 does not answer
        /Pod | {'metadata':{'creationTimestamp':'2020-01-01T00:00:00Z'},'status':{'phase':'Pending','conditions':[{'type':'PodScheduled','status':'False','reason':'SchedulingGated','message':'gated'}]}} | PROGRESSING | SchedulingGated: gated
        batch/Job | {'status':{'conditions':[{'type':'FailureTarget','status':'True','reason':'PodFailurePolicy'}]}} | DEGRADED | PodFailurePolicy
        batch/Job | {'spec':{'completions':1},'status':{'active':1,'failed':2}} | PROGRESSING | 0 of 1 completions, 2 pods failed
        batch/CronJob | {'status':{'lastScheduleTime':'2026-01-02T00:00:00Z','lastSuccessfulTime':'2026-01-02T00:00:09Z'}} | HEALTHY |
        batch/CronJob | {'status':{'lastScheduleTime':'2026-01-02T00:00:00Z'}} | DEGRADED | did not succeed
        batch/CronJob | {'status':{'lastScheduleTime':'2026-01-02T00:00:00Z','active':[{'name':'run-1'}]}} | HEALTHY |
        /PersistentVolumeClaim | {'status':{'phase':'Bound','conditions':[{'type':'ControllerResizeError','status':'True','reason':'Refused','message':'too large'}]}} | DEGRADED | too large
        /PersistentVolume | {'status':{'phase':'Available'}} | HEALTHY |
        /PersistentVolume | {'status':{'phase':'Failed','message':'no recycler'}} | DEGRADED | no recycler
        /Service | {'spec':{'type':'ExternalName'}} | HEALTHY |
        networking.k8s.io/Ingress | {} | HEALTHY |
        autoscaling/HorizontalPodAutoscaler | {'status':{'conditions':[{'type':'AbleToScale','status':'True'},{'type':'ScalingActive','status':'False','reason':'FailedGetObjectMetric','message':'no metric'}]}} | DEGRADED | FailedGetObjectMetric
        autoscaling/HorizontalPodAutoscaler | {'status':{'conditions':[{'type':'AbleToScale','status':'True'},{'type':'ScalingActive','status':'False','reason':'InvalidSelector','message':'x','lastTransitionTime':'2026-01-01T00:00:00Z'}]}} | DEGRADED | InvalidSelector
        autoscaling/HorizontalPodAutoscaler | {'status':{'conditions':[{'type':'AbleToScale','status':'True'},{'type':'ScalingActive','status':'False','reason':'ScalingDisabled'}]}} | HEALTHY |
        autoscaling/HorizontalPodAutoscaler | {'status':{'conditions':[{'type':'AbleToScale','status':'False','reason':'BackoffBoth'}]}} | PROGRESSING | does not scale yet
        policy/PodDisruptionBudget | {'status':{'conditions':[{'type':'DisruptionAllowed','status':'False','reason':'InsufficientPods'}]}} | HEALTHY |
        policy/PodDisruptionBudget | {'status':{'conditions':[{'type':'DisruptionAllowed','status':'False','reason':'SyncFailed','message':'no controller'}]}} | DEGRADED | SyncFailed: no controller
        apiextensions.k8s.io/CustomResourceDefinition | {'status':{'conditions':[{'type':'Established','status':'False','reason':'Installing'}]}} | PROGRESSING | not established
        apiextensions.k8s.io/CustomResourceDefinition | {'status':{'conditions':[{'type':'NamesAccepted','status':'True'},{'type':'Established','status':'False','reason':'Broken','message':'b'}]}} | DEGRADED | Broken: b
        apiregistration.k8s.io/APIService | {'status':{'conditions':[{'type':'Available','status':'True'}]}} | HEALTHY |
        gateway.networking.k8s.io/Gateway | {} | PROGRESSING | not accepted
        gateway.networking.k8s.io/Gateway | {'status':{'conditions':[{'type':'Accepted','status':'True'},{'type':'Programmed','status':'False','reason':'AddressNotUsable'}]}} | DEGRADED | AddressNotUsable
        gateway.networking.k8s.io/Gateway | {'status':{'conditions':[{'type':'Accepted','status':'True'},{'type':'Programmed','status':'True'}]}} | HEALTHY |
        gateway.networking.k8s.io/HTTPRoute | {'spec':{'parentRefs':[{'name':'web'}]}} | PROGRESSING | no gateway has accepted it
        gateway.networking.k8s.io/HTTPRoute | {'status':{'parents':[{'parentRef':{'name':'web'},'conditions':[{'type':'Accepted','status':'True'},{'type':'ResolvedRefs','status':'False','reason':'BackendNotFound'}]}]}} | DEGRADED | gateway web: BackendNotFound
        gateway.networking.k8s.io/HTTPRoute | {'metadata':{'generation':2},'status':{'parents':[{'parentRef':{'name':'web'},'conditions':[{'type':'Accepted','status':'True','observedGeneration':1}]}]}} | PROGRESSING | not yet seen its newest
        gateway.networking.k8s.io/HTTPRoute | {'status':{'parents':[{'parentRef':{'name':'web'},'conditions':[{'type':'Accepted','status':'True'},{'type':'ResolvedRefs','status':'True'}]}]}} | HEALTHY |
        e.org/Widget | {'metadata':{'generation':2},'status':{'conditions':[{'type':'Ready','status':'True','observedGeneration':1}]}} | PROGRESSING | older generation than 2
        e.org/Widget | {'metadata':{'generation':2},'status':{'conditions':[{'type':'Ready','status':'False','observedGeneration':1,'reason':'Bad'}]}} | PROGRESSING | older generation than 2
        e.org/Widget | {'metadata':{'generation':2},'status':{'conditions':[{'type':'Stalled','status':'True','observedGeneration':1},{'type':'Ready','status':'True','observedGeneration':2}]}} | HEALTHY |
        e.org/Widget | {'status':{'conditions':[{'type':'Ready','status':'False','reason':'Provisioning','message':'disk'}]}} | PROGRESSING | Provisioning: disk
        e.org/Widget | {'status':{'conditions':[{'type':'Synced','status':'False','reason':'ReconcileError','message':'denied'},{'type':'Ready','status':'True'}]}} | DEGRADED | ReconcileError: denied
        e.org/Widget | {'status':{'conditions':[{'type':'Available','status':'False','reason':'Down'}]}} | DEGRADED | Down
        e.org/Widget | {'metadata':{'deletionTimestamp':'2026-01-01T00:00:00Z','finalizers':['a.org/x','a.org/y']}} | PROGRESSING | waits for its finalizers a.org/x, a.org/y
        e.org/Widget | {'metadata':{'deletionTimestamp':'2026-01-01T00:00:00Z'}} | PROGRESSING | being deleted
        """)
    void assessesEveryKindWithItsEvidence(String kind, String live, Health health, String evidence) {
        // When
        Verdict verdict = assess(kind, live);
        // Then
        assertThat(verdict.health()).isEqualTo(health);
        if (evidence == null) {
            assertThat(verdict.evidence()).isEmpty();
        } else {
            assertThat(verdict.evidence()).contains(evidence);
        }
    }

    @Test
    void takesAnIngressForHealthyAfterAMinuteWithoutAnAddress() {
        // When
        Verdict verdict =
                assess("networking.k8s.io/Ingress", "{'metadata':{'creationTimestamp':'2026-01-01T00:00:00Z'}}");
        // Then
        assertThat(verdict.at(T0.plusSeconds(59)).health()).isEqualTo(Health.PROGRESSING);
        assertThat(verdict.at(T0.plusSeconds(60)).health()).isEqualTo(Health.HEALTHY);
    }

    @Test
    void takesAPodForDegradedWhenNoNodeTakesItForAWhile() {
        // When
        Verdict verdict = assess("/Pod", """
            {'metadata':{'creationTimestamp':'2026-01-01T00:00:00Z'},'status':{'phase':'Pending','conditions':[
              {'type':'PodScheduled','status':'False','reason':'Unschedulable','message':'0/3 nodes'}]}}\
            """);
        // Then
        assertThat(verdict.at(T0.plusSeconds(14)).health()).isEqualTo(Health.PROGRESSING);
        assertThat(verdict.at(T0.plusSeconds(15)))
                .extracting(Verdict::health, Verdict::evidence)
                .containsExactly(Health.DEGRADED, "Unschedulable: 0/3 nodes");
    }

    @Test
    void givesAnAutoscalerWithoutMetricsTimeBecausePodsThatJustStartedHaveNone() {
        // When
        Verdict verdict = assess("autoscaling/HorizontalPodAutoscaler", """
            {'status':{'conditions':[{'type':'AbleToScale','status':'True'},{'type':'ScalingActive','status':'False',
              'reason':'FailedGetResourceMetric','message':'no metrics','lastTransitionTime':'2026-01-01T00:00:00Z'}]}}\
            """);
        // Then
        assertThat(verdict.at(T0.plusSeconds(179)).health()).isEqualTo(Health.PROGRESSING);
        assertThat(verdict.at(T0.plusSeconds(180)))
                .extracting(Verdict::health, Verdict::evidence)
                .containsExactly(Health.DEGRADED, "FailedGetResourceMetric: no metrics");
    }

    @Test
    void takesWhatJustTurnedUnreadyForProgressingBeforeItIsDegraded() {
        // When
        Verdict verdict = assess("e.org/Widget", """
            {'status':{'conditions':[{'type':'Ready','status':'False','reason':'Down',
              'lastTransitionTime':'2026-01-01T00:00:00Z'}]}}\
            """);
        // Then
        assertThat(verdict.at(T0.plusSeconds(29)).health()).isEqualTo(Health.PROGRESSING);
        assertThat(verdict.at(T0.plusSeconds(30)).health()).isEqualTo(Health.DEGRADED);
    }

    @Test
    void doesNotTakeANewCustomObjectForHealthyBeforeItsControllerHadTimeToLook() {
        // When
        Verdict verdict = assess("e.org/Widget", """
            {'metadata':{'generation':1,'creationTimestamp':'2026-01-01T00:00:00Z'},'spec':{'size':1}}\
            """);
        // Then
        assertThat(verdict.at(T0.plusSeconds(4)).health()).isEqualTo(Health.PROGRESSING);
        assertThat(verdict.at(T0.plusSeconds(5)).health()).isEqualTo(Health.HEALTHY);
    }

    @Test
    void doesNotTakeAnOldReadyForAnAnswerToANewChange() {
        // Given a controller that says Ready and never of which generation, and a change just now
        Verdict changed = assess("e.org/Widget", """
            {'metadata':{'generation':2,'creationTimestamp':'2025-01-01T00:00:00Z','managedFields':[
               {'manager':'pilothouse','operation':'Apply','time':'2026-01-01T00:00:00Z'},
               {'manager':'widgets','operation':'Update','subresource':'status','time':'2025-01-01T00:00:07Z'}]},
             'status':{'conditions':[{'type':'Ready','status':'True'}]}}\
            """);
        // Then
        assertThat(changed.at(T0.plusSeconds(4)).health()).isEqualTo(Health.PROGRESSING);
        assertThat(changed.at(T0.plusSeconds(5)).health()).isEqualTo(Health.HEALTHY);
    }

    @Test
    void waitsForNoWordAboutKindsThatHaveNoController() {
        // When
        Verdict verdict = assess("rbac.authorization.k8s.io/Role", """
            {'metadata':{'creationTimestamp':'2026-01-01T00:00:00Z'}}\
            """);
        // Then
        assertThat(verdict.at(T0).health()).isEqualTo(Health.HEALTHY);
    }

    @Test
    void asksTheFleetsOwnRuleBeforeTheRuleOfTheKindButNotBeforeTheGeneration() {
        // Given
        CustomRule broken = (_, _) -> Optional.of(Verdict.degraded("we say so"));
        ResourceKey key = new ResourceKey("", "ConfigMap", "shop", "a");
        // Then
        assertThat(Healthcheck.assess(key, JsonText.parse("{}"), broken).health())
                .isEqualTo(Health.DEGRADED);
        assertThat(Healthcheck.assess(
                                key,
                                JsonText.parse("{'metadata':{'generation':2},'status':{'observedGeneration':1}}"),
                                broken)
                        .health())
                .isEqualTo(Health.PROGRESSING);
        assertThat(Healthcheck.assess(
                                key,
                                JsonText.parse("{'metadata':{'deletionTimestamp':'2026-01-01T00:00:00Z'}}"),
                                broken)
                        .health())
                .isEqualTo(Health.PROGRESSING);
    }
}
