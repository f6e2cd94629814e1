package io.contactroutes.management;

import static io.contactroutes.support.Eventually.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.contactroutes.bundle.RunMode;
import io.contactroutes.lifecycle.OperatorRequests;
import io.contactroutes.sandbox.fault.FaultScript;
import io.contactroutes.sandbox.fault.ResponseFaults;
import io.contactroutes.state.State;
import io.contactroutes.support.AccountSweepTest;
import io.contactroutes.support.Browser;
import io.contactroutes.support.HeldResponses;
import io.contactroutes.support.LogGuard;
import io.contactroutes.support.LoopbackPort;
import io.contactroutes.support.Recording;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;

/** The status page over a real socket, and in a real browser where there is one. */
class StatusPageTest extends AccountSweepTest {

    private static final String TOKEN = "token-of-the-operator";

    private final HttpClient http = HttpClient.newHttpClient();
    private final int port = LoopbackPort.free();

    // --- the API ---

    @Test
    void tellsTheStatusOfAllAccounts() throws Exception {
        serveAccount(TOKEN);
        rig.sweep("a");

        await("the sweep", () -> accounts().at("/accounts/0/fresh").asBoolean());

        JsonNode account = accounts().at("/accounts/0");
        assertThat(account.path("account").asText()).isEqualTo("a");
        assertThat(account.at("/history/0/status").asText()).isEqualTo("complete");
        assertThat(accounts().path("acting").asBoolean()).isTrue();
    }

    @Test
    void runsNoScriptButItsOwnAndIsShownInNoFrame() throws Exception {
        serveAccount(TOKEN);

        HttpResponse<String> page = get("/");

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.headers().firstValue("Content-Type")).contains("text/html; charset=utf-8");
        assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
                .contains("default-src 'none'", "script-src 'sha256-", "frame-ancestors 'none'")
                .doesNotContain("unsafe");
        assertThat(page.body()).doesNotContain("http://", "https://", "src=");
    }

    @Test
    void actsOnlyWithTheTokenAndNotForAPageOfAnotherOrigin() throws Exception {
        serveAccount(TOKEN);
        rig.sweep("a");
        LogGuard.expect("a: pause on the status page was refused: wrong token.");
        LogGuard.expect("a: pause on the status page was refused: wrong token.");

        assertThat(post("/api/accounts/a/pause").statusCode()).isEqualTo(401);
        assertThat(post("/api/accounts/a/pause", "Authorization", "Bearer wrong")
                        .statusCode())
                .isEqualTo(401);
        assertThat(post("/api/accounts/a/pause", "Authorization", bearer(), "Origin", "http://elsewhere.example")
                        .statusCode())
                .isEqualTo(403);
        assertThat(post("/api/accounts/a/pause", "Authorization", bearer(), "Origin", "null")
                        .statusCode())
                .isEqualTo(403);
        assertThat(post("/api/accounts/a/pause", "Authorization", bearer(), "Sec-Fetch-Site", "cross-site")
                        .statusCode())
                .isEqualTo(403);
        assertThat(get("/api/accounts/a/pause").statusCode()).isEqualTo(405);
        assertThat(isPaused()).isFalse();

        HttpResponse<String> done =
                post("/api/accounts/a/pause", "Authorization", bearer(), "Origin", "http://127.0.0.1:" + port);

        assertThat(done.statusCode()).isEqualTo(200);
        assertThat(Recording.json(done.body()).path("message").asText()).startsWith("a: is paused.");
        assertThat(isPaused()).isTrue();
    }

    @Test
    void whatCannotBeDoneIsASentence() throws Exception {
        serveAccount(TOKEN);
        rig.sweep("a");

        HttpResponse<String> refused = post("/api/accounts/a/approve-deletes", "Authorization", bearer());

        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(Recording.json(refused.body()).path("error").asText()).isEqualTo("No deletes of a are held.");
        assertThat(post("/api/accounts/b/sweep", "Authorization", bearer()).statusCode())
                .isEqualTo(404);
        assertThat(post("/api/accounts/a/retire", "Authorization", bearer()).statusCode())
                .isEqualTo(404);
    }

    @Test
    void withoutATokenItOnlyReads() throws Exception {
        serveAccount("");
        rig.sweep("a");

        assertThat(accounts().path("acting").asBoolean()).isFalse();
        assertThat(post("/api/accounts/a/pause", "Authorization", "Bearer ").statusCode())
                .isEqualTo(403);
        assertThat(isPaused()).isFalse();
    }

    @Test
    void holdsNothingPersonalAndNoSecret() throws Exception {
        serveAccount(TOKEN);
        provider.contacts("a")
                .serve(3, "{\"id\": 4, \"name\": {\"first\": \"Marker\"}, \"email\": \"marker@example.com\"}");
        rig.sweep("a");

        assertThat(get("/api/accounts").body()).doesNotContain("Marker", "marker@", "sandbox-token", TOKEN);
        assertThat(get("/").body()).doesNotContain(TOKEN);
    }

    @Test
    void aPortThatIsTakenIsASentenceAndSweepsGoOn() throws IOException {
        try (ServerSocket taken = new ServerSocket()) {
            taken.bind(new InetSocketAddress("127.0.0.1", port));
            LogGuard.expect("Status page, health and metrics are off: nothing can listen on 127.0.0.1:" + port);
            serveAccount(TOKEN);

            assertThat(rig.sweep("a").isWhole()).isTrue();
        }
    }

    // --- in a browser ---

    @Test
    void showsHowFarASweepIsAndWhenTheAccountIsFresh() {
        serveAccount(TOKEN);
        HeldResponses held = new HeldResponses();
        provider.script("a", FaultScript.onPage(3, held.of(HeldResponses.HONEST)));
        ChromeDriver browser = Browser.start();
        try {
            CompletableFuture<?> sweep = CompletableFuture.supplyAsync(() -> rig.sweep("a"));
            browser.get(page());
            await("progress", () -> text(browser).contains("Sweeping: 20 of 40 contacts"));
            assertThat(browser.findElement(By.id("summary")).getText()).isEqualTo("1 of 1 accounts are not fresh: a.");
            assertThat(browser.findElement(By.tagName("progress")).getDomProperty("value"))
                    .isEqualTo("20");
            held.release();
            sweep.join();

            await("the end", () -> text(browser).contains("Fresh"));

            assertThat(browser.findElement(By.id("summary")).getText()).isEqualTo("All 1 accounts are fresh.");
            assertThat(browser.findElement(By.cssSelector(".history")).getDomAttribute("aria-label"))
                    .isEqualTo("1 of the last 1 sweeps were complete");
            opensTheLastSweepsWithTheKeyboard(browser);
            assertThat(browser.manage().logs().get("browser").getAll()).isEmpty();
        } finally {
            held.release();
            browser.quit();
        }
    }

    @Test
    void saysWhatIsWrong() {
        serveAccount(TOKEN);
        provider.script("a", FaultScript.always(ResponseFaults.status(404)));
        rig.sweep("a");
        ChromeDriver browser = Browser.start();
        try {
            browser.get(page());

            await("the sentence", () -> text(browser).contains("404"));

            assertThat(text(browser)).contains("Not fresh", "Never complete");
            assertThat(browser.getTitle()).isEqualTo("(1) Contact routes");
        } finally {
            browser.quit();
        }
    }

    @Test
    void actsAfterAConfirmationWithTheKeyboardAlone() {
        LogGuard.tolerate("deferred (stopping)"); // What resume begins may still run in the end.
        serveAccount(TOKEN);
        rig.sweep("a");
        LogGuard.expect("a: pause on the status page was refused: wrong token.");
        ChromeDriver browser = Browser.start();
        try {
            browser.get(page());
            await("the buttons", () -> text(browser).contains("Pause"));

            confirm(browser, "pause", "wrong");
            await("the refusal", () -> said(browser).startsWith("Wrong token"));
            assertThat(isPaused()).isFalse();
            browser.findElement(By.cssSelector("[data-action=pause]")).sendKeys(Keys.ENTER);
            browser.switchTo().activeElement().sendKeys(Keys.ESCAPE);
            assertThat(isPaused()).as("cancelled").isFalse();
            confirm(browser, "pause", TOKEN);
            await("the answer", () -> said(browser).startsWith("a: is paused."));

            await("the page", () -> text(browser).contains("Paused"));
            assertThat(isPaused()).isTrue();
            assertThat(browser.findElement(By.id("token")).getDomProperty("value"))
                    .as("no token stays in the page")
                    .isEmpty();
            confirm(browser, "resume", TOKEN);
            await("the sweep", () -> text(browser).contains("Fresh") && !isPaused());
        } finally {
            browser.quit();
        }
    }

    private void serveAccount(String token) {
        serve("chatwoot", 40);
        rig.set("camel.management.enabled", "true")
                .set("camel.management.port", String.valueOf(port))
                .set("contacts.management.token", token);
        rig.start(RunMode.untilStopped());
    }

    /** Presses the button, types the token and confirms, all with the keyboard. */
    private static void confirm(ChromeDriver browser, String action, String token) {
        retried(() -> browser.findElement(By.cssSelector("[data-action=" + action + "]"))
                .sendKeys(Keys.ENTER));
        await("the dialog", () -> browser.findElement(By.id("confirm")).isDisplayed());
        WebElement field = browser.findElement(By.id("token"));
        field.sendKeys(Keys.chord(Keys.CONTROL, "a"), token, Keys.TAB, Keys.TAB);
        browser.switchTo().activeElement().sendKeys(Keys.ENTER);
    }

    private static void opensTheLastSweepsWithTheKeyboard(ChromeDriver browser) {
        By last = By.cssSelector("details ol");
        retried(() -> browser.findElement(By.tagName("summary")).sendKeys(Keys.ENTER));
        WebElement list = browser.findElement(last);
        await("a redrawn page", () -> isGone(list));
        assertThat(browser.findElement(last).getText())
                .matches("\\S+ \\S+ UTC: complete \\(empty-page\\), \\S+ s, 40 created, 0 updated, 0 deleted");
        assertThat(browser.switchTo().activeElement().getTagName()).isEqualTo("summary");
    }

    private static boolean isGone(WebElement element) {
        try {
            element.isDisplayed();
            return false;
        } catch (StaleElementReferenceException e) {
            return true;
        }
    }

    /** The page draws its list anew every two seconds. */
    private static void retried(Runnable action) {
        await("a stable page", () -> {
            try {
                action.run();
                return true;
            } catch (StaleElementReferenceException e) {
                return false;
            }
        });
    }

    private static String text(ChromeDriver browser) {
        return browser.findElement(By.tagName("main")).getText();
    }

    private static String said(ChromeDriver browser) {
        return browser.findElement(By.id("said")).getText();
    }

    private boolean isPaused() {
        try (State state = rig.state()) {
            return OperatorRequests.paused(state).containsKey("a");
        }
    }

    private String page() {
        return "http://127.0.0.1:" + port + "/";
    }

    private static String bearer() {
        return "Bearer " + TOKEN;
    }

    private JsonNode accounts() {
        return Recording.json(get("/api/accounts").body());
    }

    private HttpResponse<String> get(String path) {
        return send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)));
    }

    private HttpResponse<String> post(String path, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .POST(HttpRequest.BodyPublishers.noBody());
        return send(headers.length == 0 ? request : request.headers(headers));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
