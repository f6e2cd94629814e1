package io.contactroutes.cli;

import java.util.Optional;
import picocli.CommandLine.IVersionProvider;

/** Reads the version of the bundle from its jar. */
final class Version implements IVersionProvider {

    @Override
    public String[] getVersion() {
        String version = Optional.ofNullable(Version.class.getPackage().getImplementationVersion())
                .orElse("(not packaged)");
        return new String[] {"contact-routes " + version};
    }
}
