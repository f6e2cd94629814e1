package io.contactroutes.request;

import static org.assertj.core.api.Assertions.assertThat;

import io.contactroutes.receipt.Receipt;
import io.contactroutes.sandbox.ProviderDouble;
import io.contactroutes.sandbox.Served;
import io.contactroutes.sandbox.fault.FaultScript;
import io.contactroutes.sandbox.fault.Response;
import io.contactroutes.sandbox.fault.ResponseFaults;
import io.contactroutes.state.SweepStatus;
import io.contactroutes.support.BundleFolder;
import io.contactroutes.support.LogCapture;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What BotPenguin answers with 400: a wrong token in one form, and refusals of other kinds. */
class SignInAnswerTest {

    private static final String WRONG_TOKEN = "{\"success\":false,\"message\":\"Argument passed in must be a single"
            + " String of 12 bytes or a string of 24 hex characters\",\"code\":400}";

    private static final String WRONG_FILTER = "{\"success\":false,\"message\":\"tags must be an array\",\"code\":400}";

    @TempDir
    private Path home;

    @Test
    void aWrongTokenIsASignInThatFailed() {
        Receipt receipt = last(WRONG_TOKEN, 1);

        assertThat(receipt.message()).contains("refused to sign in (400)");
    }

    /** From the third failure on, an account whose sign-in fails is left alone for a while. */
    @Test
    void anyOther400IsARefusedRequestAndMakesNoAccountWait() {
        Receipt receipt = last(WRONG_FILTER, 4);

        assertThat(receipt.status()).isEqualTo(SweepStatus.FAILED);
        assertThat(receipt.message()).contains("refuses the request (400)");
    }

    private Receipt last(String body, int sweeps) {
        List<Served> served = List.of(Served.of("eleapi", "botpenguin"));
        try (ProviderDouble provider = ProviderDouble.start(served);
                LogCapture log = LogCapture.open()) {
            provider.script("eleapi", FaultScript.always(ResponseFaults.answer("400", Response.json(400, body))));
            BundleFolder bundle = BundleFolder.withoutAccounts(home)
                    .withAccount("eleapi", "botpenguin", provider.parameters("eleapi"))
                    .with(BundleFolder.key("eleapi", "parallelPages"), "1");
            Receipt receipt = null;
            for (int sweep = 1; sweep <= sweeps; sweep++) {
                receipt = bundle.sweep().of("eleapi");
            }
            assertThat(provider.requests("eleapi").count()).isEqualTo(sweeps);
            assertThat(log.about("eleapi")).isNotEmpty();
            return receipt;
        }
    }
}
