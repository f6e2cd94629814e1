package io.contactroutes.files;

import java.io.File;
import java.util.Map;
import org.apache.camel.Component;
import org.apache.camel.component.file.FileComponent;
import org.apache.camel.component.file.FileEndpoint;
import org.apache.camel.component.file.GenericFileEndpoint;
import org.apache.camel.component.file.GenericFileProducer;

/** Camel's file component with a {@code forceWrites} that forces: Camel 4.18.0 has the option and ignores it. */
@org.apache.camel.spi.annotations.Component("file")
public final class ForcedFileComponent extends FileComponent {

    @Override
    protected GenericFileEndpoint<File> buildFileEndpoint(String uri, String remaining, Map<String, Object> parameters)
            throws Exception {
        FileEndpoint plain = (FileEndpoint) super.buildFileEndpoint(uri, remaining, parameters);
        FileEndpoint endpoint = new ForcedFileEndpoint(uri, this);
        endpoint.setFile(plain.getFile());
        endpoint.setConfiguration(plain.getConfiguration());
        return endpoint;
    }

    private static final class ForcedFileEndpoint extends FileEndpoint {

        ForcedFileEndpoint(String uri, Component component) {
            super(uri, component);
        }

        @Override
        public GenericFileProducer<File> createProducer() throws Exception {
            GenericFileProducer<File> producer = super.createProducer();
            if (isForceWrites()) {
                producer.setOperations(new ForcedFileOperations(this));
            }
            return producer;
        }
    }
}
