package io.contactroutes.deploy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Looks whether all that the pods of a set of manifests refer to is there. */
final class PodReferences {

    private static final String POD = "spec.template.spec";

    private final Set<String> there = new HashSet<>();
    private final Map<String, Set<String>> keys = new HashMap<>();
    private final List<String> mistakes = new ArrayList<>();

    private PodReferences() {}

    /** Returns a line for each reference that leads nowhere. */
    static List<String> mistakes(List<Manifest> manifests) {
        PodReferences references = new PodReferences();
        references.there.addAll(List.of(
                // made by the commands of deploy/README.md
                "ConfigMap contact-routes-settings", "ConfigMap contact-routes-providers"));
        manifests.forEach(manifest -> references.there.add(manifest.kind() + " " + manifest.name()));
        Manifest.of(Path.of("deploy/kubernetes/secret.example.yaml")).forEach(secret -> {
            references.there.add("Secret " + secret.name());
            references.keys.put(
                    secret.name(), Manifest.map(secret.at("stringData")).keySet());
        });
        manifests.stream()
                .filter(manifest -> manifest.kind().equals("Deployment"))
                .forEach(references::checkPod);
        manifests.forEach(references::checkPolicy);
        return references.mistakes;
    }

    private void checkPolicy(Manifest manifest) {
        switch (manifest.kind()) {
            case "PodDisruptionBudget" -> need("labels " + manifest.at("spec.selector.matchLabels"));
            case "NetworkPolicy" -> {
                need("labels " + manifest.at("spec.podSelector.matchLabels"));
                manifest.every("port").stream().filter(String.class::isInstance).forEach(port -> need("port " + port));
            }
            default -> {}
        }
    }

    private void checkPod(Manifest deployment) {
        there.add("labels " + deployment.at("spec.template.metadata.labels"));
        need("labels " + deployment.at("spec.selector.matchLabels"));
        deployment.every("labelSelector").forEach(selector -> need("labels " + Manifest.at(selector, "matchLabels")));
        need("ServiceAccount " + deployment.at(POD + ".serviceAccountName"));
        Set<String> unmounted = new HashSet<>();
        for (Map<String, Object> volume : deployment.listAt(POD + ".volumes")) {
            there.add("volume " + volume.get("name"));
            unmounted.add(String.valueOf(volume.get("name")));
            needIfNamed("ConfigMap", volume, "configMap.name");
            needIfNamed("Secret", volume, "secret.secretName");
            needIfNamed("PersistentVolumeClaim", volume, "persistentVolumeClaim.claimName");
        }
        for (Map<String, Object> container : deployment.listAt(POD + ".containers")) {
            Manifest.list(container.get("ports")).forEach(port -> there.add("port " + port.get("name")));
            for (String probe : List.of("startupProbe", "livenessProbe", "readinessProbe")) {
                need("port " + Manifest.at(container, probe + ".httpGet.port"));
            }
            for (Map<String, Object> mount : Manifest.list(container.get("volumeMounts"))) {
                need("volume " + mount.get("name"));
                unmounted.remove(String.valueOf(mount.get("name")));
            }
            for (Map<String, Object> from : Manifest.list(container.get("envFrom"))) {
                needIfNamed("ConfigMap", from, "configMapRef.name");
                needIfNamed("Secret", from, "secretRef.name");
            }
            for (Map<String, Object> variable : Manifest.list(container.get("env"))) {
                checkKey(Manifest.at(variable, "valueFrom.secretKeyRef"));
            }
        }
        unmounted.forEach(volume -> mistakes.add("the volume " + volume + " is mounted nowhere"));
    }

    private void checkKey(Object reference) {
        if (reference != null) {
            String name = String.valueOf(Manifest.at(reference, "name"));
            need("Secret " + name);
            if (!keys.getOrDefault(name, Set.of()).contains(String.valueOf(Manifest.at(reference, "key")))) {
                mistakes.add("the Secret " + name + " has no " + Manifest.at(reference, "key"));
            }
        }
    }

    private void needIfNamed(String kind, Map<String, Object> from, String path) {
        Object name = Manifest.at(from, path);
        if (name != null) {
            need(kind + " " + name);
        }
    }

    private void need(String what) {
        if (!there.contains(what)) {
            mistakes.add("there is no " + what);
        }
    }
}
