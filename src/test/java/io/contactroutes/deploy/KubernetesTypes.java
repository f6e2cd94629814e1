package io.contactroutes.deploy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.gson.ExclusionStrategy;
import com.google.gson.FieldAttributes;
import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import io.kubernetes.client.custom.QuantityFormatException;
import io.kubernetes.client.openapi.models.V1ConfigMap;
import io.kubernetes.client.openapi.models.V1Deployment;
import io.kubernetes.client.openapi.models.V1NetworkPolicy;
import io.kubernetes.client.openapi.models.V1PersistentVolumeClaim;
import io.kubernetes.client.openapi.models.V1PodDisruptionBudget;
import io.kubernetes.client.openapi.models.V1Secret;
import io.kubernetes.client.openapi.models.V1ServiceAccount;
import java.lang.reflect.InvocationTargetException;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** Reads manifests as the types of Kubernetes' API. */
final class KubernetesTypes {

    private static final Map<String, Class<?>> TYPES = Map.of(
            "apps/v1 Deployment", V1Deployment.class,
            "networking.k8s.io/v1 NetworkPolicy", V1NetworkPolicy.class,
            "policy/v1 PodDisruptionBudget", V1PodDisruptionBudget.class,
            "v1 ConfigMap", V1ConfigMap.class,
            "v1 PersistentVolumeClaim", V1PersistentVolumeClaim.class,
            "v1 Secret", V1Secret.class,
            "v1 ServiceAccount", V1ServiceAccount.class);

    /** Leaves out times, which no manifest has, and which Gson cannot read by itself. */
    private static final Gson GSON = new GsonBuilder()
            .setExclusionStrategies(new ExclusionStrategy() {
                @Override
                public boolean shouldSkipField(FieldAttributes field) {
                    return false;
                }

                @Override
                public boolean shouldSkipClass(Class<?> type) {
                    return type.equals(OffsetDateTime.class);
                }
            })
            .create();

    private KubernetesTypes() {}

    /** Returns what is wrong with a manifest: a kind, field or type that the API does not have, a field that it requires. */
    static Optional<String> mistake(Manifest manifest) {
        Class<?> type = TYPES.get(manifest.at("apiVersion") + " " + manifest.kind());
        if (type == null) {
            return Optional.of(manifest.source() + ": no such kind");
        }
        try {
            JsonElement written = JsonParser.parseString(new ObjectMapper().writeValueAsString(manifest.content()));
            type.getMethod("validateJsonElement", JsonElement.class).invoke(null, written);
            return change(written, GSON.toJsonTree(GSON.fromJson(written, type)), "")
                    .map(change -> manifest.source() + ": " + change);
        } catch (InvocationTargetException | JsonParseException e) {
            return Optional.of(manifest.source() + ": "
                    + Optional.ofNullable(e.getCause()).orElse(e).getMessage());
        } catch (QuantityFormatException | NumberFormatException e) {
            return Optional.of(manifest.source() + ": " + e.getMessage());
        } catch (JsonProcessingException | ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Returns the first value that is not as it was written: a number where the API has a text, and so on. */
    private static Optional<String> change(JsonElement written, JsonElement read, String path) {
        if (read == null || written.getClass() != read.getClass()) {
            return Optional.of(path + " is read as " + read);
        }
        if (written.isJsonObject()) {
            return written.getAsJsonObject().entrySet().stream()
                    .flatMap(
                            field -> change(
                                    field.getValue(),
                                    read.getAsJsonObject().get(field.getKey()),
                                    path + "/" + field.getKey())
                                    .stream())
                    .findFirst();
        }
        if (written.isJsonArray()) {
            return IntStream.range(0, written.getAsJsonArray().size())
                    .boxed()
                    .flatMap(
                            index -> change(
                                    written.getAsJsonArray().get(index),
                                    read.getAsJsonArray().get(index),
                                    path + "/" + index)
                                    .stream())
                    .findFirst();
        }
        return written.equals(read) ? Optional.empty() : Optional.of(path + " is read as " + read);
    }
}
