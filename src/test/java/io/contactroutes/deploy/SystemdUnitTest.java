package io.contactroutes.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.contactroutes.config.Setting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The unit of {@code deploy/systemd} stops and reloads the bundle as it wants to be. */
class SystemdUnitTest {

    @Test
    void fitsTheBundle() throws IOException {
        List<String> lines = Files.readAllLines(Path.of("deploy/systemd/contact-routes.service"));
        Map<String, List<String>> unit = lines.stream()
                .filter(line -> line.matches("[A-Z][A-Za-z]+=.*"))
                .map(line -> line.split("=", 2))
                .collect(Collectors.groupingBy(
                        pair -> pair[0], Collectors.mapping(pair -> pair[1], Collectors.toList())));

        assertThat(lines)
                .contains("[Unit]", "[Service]", "[Install]")
                .allMatch(line -> line.matches("(#|\\[|\\w+=).*|"));
        assertThat(unit)
                .containsEntry("ExecStart", List.of("/opt/contact-routes/bin/contact-routes run"))
                .containsEntry("ExecReload", List.of("/bin/kill -HUP $MAINPID"))
                .containsEntry("KillSignal", List.of("SIGTERM"))
                .containsEntry("SuccessExitStatus", List.of("143"));
        assertThat(Integer.parseInt(unit.get("TimeoutStopSec").get(0))).isGreaterThan(DeployedSettings.secondsToStop());
        String page = Files.readString(Path.of("deploy/README.md"));
        assertThat(Arrays.asList(Setting.FILES_DIRECTORY, Setting.STATE_URL))
                .as("settings that the page puts into the only folder that the unit may write to")
                .allSatisfy(setting -> assertThat(page)
                        .containsPattern("\\^" + setting.key() + " = .*\\|" + setting.key() + " = .*/var/lib/"
                                + unit.get("StateDirectory").get(0)));
    }
}
