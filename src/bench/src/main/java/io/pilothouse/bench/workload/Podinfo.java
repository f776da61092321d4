package io.pilothouse.bench.workload;

import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// An application as people write them: service account, service, ingress and deployment, 2.7 KB of YAML. The shape is
/// that of the set which the Flux project measures itself with.
public final class Podinfo {
    public static final int OBJECTS = 4;

    private Podinfo() {}

    /// @param image version of the image: what a typical commit changes
    public static String yaml(String name, int image) {
        return String.join("---\n", serviceAccount(name), service(name), ingress(name), deployment(name, image));
    }

    /// @return many applications in one file
    public static String yaml(int applications) {
        return IntStream.range(0, applications)
                .mapToObj(number -> yaml("podinfo-" + number, number))
                .collect(Collectors.joining("---\n"));
    }

    public static String serviceAccount(String name) {
        return """
            apiVersion: v1
            kind: ServiceAccount
            metadata:
              name: NAME
              labels:
                app.kubernetes.io/name: NAME
                app.kubernetes.io/version: "6.7.1"
                app.kubernetes.io/part-of: podinfo
            automountServiceAccountToken: false
            """.replace("NAME", name);
    }

    public static String service(String name) {
        return """
            apiVersion: v1
            kind: Service
            metadata:
              name: NAME
              labels:
                app.kubernetes.io/name: NAME
                app.kubernetes.io/part-of: podinfo
            spec:
              type: ClusterIP
              selector:
                app: NAME
              ports:
                - name: http
                  port: 9898
                  protocol: TCP
                  targetPort: http
                - port: 9999
                  targetPort: grpc
                  protocol: TCP
                  name: grpc
            """.replace("NAME", name);
    }

    public static String ingress(String name) {
        return """
            apiVersion: networking.k8s.io/v1
            kind: Ingress
            metadata:
              name: NAME
              annotations:
                nginx.ingress.kubernetes.io/proxy-body-size: 8m
            spec:
              ingressClassName: nginx
              rules:
                - host: NAME.example.com
                  http:
                    paths:
                      - path: /
                        pathType: Prefix
                        backend:
                          service:
                            name: NAME
                            port:
                              number: 9898
              tls:
                - hosts:
                    - NAME.example.com
                  secretName: NAME-tls
            """.replace("NAME", name);
    }

    public static String deployment(String name, int image) {
        return """
            apiVersion: apps/v1
            kind: Deployment
            metadata:
              name: NAME
              labels:
                app.kubernetes.io/name: NAME
                app.kubernetes.io/part-of: podinfo
            spec:
              replicas: 0
              minReadySeconds: 3
              revisionHistoryLimit: 5
              progressDeadlineSeconds: 60
              strategy:
                type: RollingUpdate
                rollingUpdate:
                  maxUnavailable: 0
              selector:
                matchLabels:
                  app: NAME
              template:
                metadata:
                  annotations:
                    prometheus.io/scrape: "true"
                    prometheus.io/port: "9797"
                  labels:
                    app: NAME
                spec:
                  serviceAccountName: NAME
                  containers:
                    - name: podinfod
                      image: ghcr.io/stefanprodan/podinfo:6.7.IMAGE
                      imagePullPolicy: IfNotPresent
                      ports:
                        - name: http
                          containerPort: 9898
                          protocol: TCP
                        - name: http-metrics
                          containerPort: 9797
                          protocol: TCP
                        - name: grpc
                          containerPort: 9999
                          protocol: TCP
                      command:
                        - ./podinfo
                        - --port=9898
                        - --port-metrics=9797
                        - --grpc-port=9999
                        - --grpc-service-name=podinfo
                        - --level=info
                        - --random-delay=false
                        - --random-error=false
                      env:
                        - name: PODINFO_UI_COLOR
                          value: "#34577c"
                      livenessProbe:
                        exec:
                          command: [podcli, check, http, "localhost:9898/healthz"]
                        initialDelaySeconds: 5
                        timeoutSeconds: 5
                      readinessProbe:
                        exec:
                          command: [podcli, check, http, "localhost:9898/readyz"]
                        initialDelaySeconds: 5
                        timeoutSeconds: 5
                      resources:
                        limits:
                          cpu: "2"
                          memory: 512Mi
                        requests:
                          cpu: 100m
                          memory: 64Mi
            """.replace("NAME", name).replace("IMAGE", Integer.toString(image));
    }
}
