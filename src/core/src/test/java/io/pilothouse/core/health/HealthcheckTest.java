package io.pilothouse.core.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilothouse.core.drift.JsonText;
import io.pilothouse.core.json.Json;
import io.pilothouse.core.manifest.ResourceKey;
import io.pilothouse.core.status.Health;
import java.time.Instant;
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
        apps/Deployment | {'metadata':{'generation':2},'spec':{'replicas':1},'status':{'observedGeneration':2,'replicas':2,'updatedReplicas':1,'availableReplicas':1,'readyReplicas':1}} | PROGRESSING | 1 old replicas
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
}
