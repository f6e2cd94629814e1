package io.contactroutes.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.contactroutes.support.RouteTest;
import java.util.Map;
import org.apache.camel.Body;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;

class ContactRouteTest extends RouteTest {

    ContactRouteTest() {
        super("contact");
    }

    interface ContactMappers {
        void map(@Body Object contact);
    }

    @Override
    protected void neighbours(CamelContext context) {
        bean(context, "contactMappers", ContactMappers.class, null);
    }

    @Test
    void maps() {
        Exchange done = send("a contact", Map.of());

        assertThat(failure(done)).isNull();
        assertThat(steps()).containsExactly("contactMappers.map");
        assertThat(done.getMessage().getBody()).isEqualTo("a contact");
    }

    @Test
    void passesAFailureOn() {
        fail("contactMappers.map");

        assertThat(failure(send("a contact", Map.of()))).isEqualTo("contactMappers.map fails");
    }
}
