package io.contactroutes.support;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;

/** A headless Chromium, as Debian's packages chromium and chromium-driver install it. */
public final class Browser {

    private static final Path CHROMIUM = installed("chromium");
    private static final Path DRIVER = installed("chromedriver");

    private Browser() {}

    /** Starts one; the test is skipped, and says so, where there is none. */
    public static ChromeDriver start() {
        Assumptions.assumeTrue(
                CHROMIUM != null && DRIVER != null,
                "Skipped: the status page is tested in Chromium only where Debian's packages chromium and chromium-driver are"
                        + " installed.");
        ChromeOptions options = new ChromeOptions();
        options.setBinary(CHROMIUM.toFile());
        options.addArguments("--headless=new", "--no-sandbox", "--disable-gpu", "--window-size=1100,900");
        ChromeDriverService service = new ChromeDriverService.Builder()
                .usingDriverExecutable(DRIVER.toFile())
                .usingAnyFreePort()
                .build();
        return new ChromeDriver(service, options);
    }

    private static Path installed(String program) {
        return Stream.of("/usr/bin", "/usr/local/bin")
                .map(folder -> Path.of(folder, program))
                .filter(Files::isExecutable)
                .findFirst()
                .orElse(null);
    }
}
