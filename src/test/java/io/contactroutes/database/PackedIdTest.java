package io.contactroutes.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PackedIdTest {

    @ParameterizedTest
    @CsvSource({
        "65f1c0de0000000000000001, ff65f1c0de0000000000000001",
        "00000000000000ff, ff00000000000000ff",
        "123e4567-e89b-12d3-a456-426614174000, fe123e4567e89b12d3a456426614174000",
    })
    void digitsTakeHalfAByteEach(String id, String bytes) {
        assertThat(PackedId.of(id)).asHexString().isEqualToIgnoringCase(bytes);
        assertThat(PackedId.text(PackedId.of(id))).isEqualTo(id);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1",
                "00000000000000f",
                "00000000000000F0",
                "65F1C0DE0000000000000001",
                "65f1c0de00000000000000010",
                "65f1c0de000000000000000 ",
                "65f1c0de0000000000000001\n",
                "123E4567-e89b-12d3-a456-426614174000",
                "123e4567-e89b-12d3-a456-42661417400",
                "123e4567e-89b-12d3-a456-426614174000",
                "١٢٣٤٥٦٧٨١٢٣٤٥٦٧٨",
                "Ümit 🙂",
            })
    void othersStayAsTheyAre(String id) {
        assertThat(PackedId.of(id)).isEqualTo(id.getBytes(StandardCharsets.UTF_8));
        assertThat(PackedId.text(PackedId.of(id))).isEqualTo(id);
    }

    @Test
    void noTwoIdsHaveTheSameBytes() {
        Random random = new Random(7);
        Map<String, String> ids = new HashMap<>();
        for (int i = 0; i < 20_000; i++) {
            String digits = HexFormat.of().toHexDigits(random.nextLong());
            String uuid = new UUID(random.nextLong(), random.nextLong()).toString();
            for (String id :
                    new String[] {digits, digits.toUpperCase(), uuid, uuid.replace("-", ""), digits.substring(1)}) {
                byte[] packed = PackedId.of(id);
                assertThat(PackedId.text(packed)).isEqualTo(id);
                String same = ids.put(HexFormat.of().formatHex(packed), id);
                assertThat(same).isIn(null, id);
            }
        }
    }
}
