package io.contactroutes.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ParameterRoleTest {

    private static final Pattern DECLARED = Pattern.compile("(?m)^ +- name: (\\w+)$");

    @ParameterizedTest
    @CsvSource({
        "url, LIST",
        "accountId, LIST",
        "labelId, LIST",
        "searchText, LIST",
        "session, LIST",
        "perPage, WALK",
        "sort, WALK",
        "paging, WALK",
        "token, SIGN_IN",
        "clientSecret, SIGN_IN",
        "every, NONE"
    })
    void followsFromTheName(String parameter, ParameterRole role) {
        assertThat(ParameterRole.of(parameter)).isEqualTo(role);
    }

    /** A new parameter of every account would hold the deletes of every account. */
    @Test
    void noParameterOfEveryAccountShapesItsList() throws IOException {
        List<String> names = DECLARED.matcher(Files.readString(Path.of("routes/sweep.camel.yaml")))
                .results()
                .map(name -> name.group(1))
                .filter(name -> !name.equals(Accounts.ACCOUNT))
                .toList();

        assertThat(names)
                .contains("paging", "every")
                .allMatch(name ->
                        ParameterRole.of(name) == ParameterRole.NONE || ParameterRole.of(name) == ParameterRole.WALK);
    }
}
