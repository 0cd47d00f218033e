package io.saddlebag.hawtio;

import java.io.InputStream;
import java.util.Set;
import javax.management.ObjectName;
import org.jolokia.server.core.restrictor.policy.PolicyRestrictor;
import org.jolokia.server.core.service.api.Restrictor;
import org.jolokia.server.core.util.HttpMethod;
import org.jolokia.server.core.util.RequestType;

/** What {@code jolokia-access.xml} allows; beans of other domains are hidden, and no attribute is ever written. */
final class Restricted implements Restrictor {

    private static final Set<String> DOMAINS = Set.of("org.apache.camel", "org.apache.activemq.artemis", "java.lang");

    private final PolicyRestrictor policy;

    Restricted(InputStream policy) {
        this.policy = new PolicyRestrictor(policy);
    }

    @Override
    public boolean isHttpMethodAllowed(HttpMethod method) {
        return method == HttpMethod.POST;
    }

    @Override
    public boolean isTypeAllowed(RequestType type) {
        return policy.isTypeAllowed(type);
    }

    @Override
    public boolean isAttributeReadAllowed(ObjectName name, String attribute) {
        return DOMAINS.contains(name.getDomain()) && policy.isAttributeReadAllowed(name, attribute);
    }

    @Override
    public boolean isAttributeWriteAllowed(ObjectName name, String attribute) {
        return false;
    }

    @Override
    public boolean isOperationAllowed(ObjectName name, String operation) {
        return !name.isPattern() && DOMAINS.contains(name.getDomain()) && policy.isOperationAllowed(name, operation);
    }

    /** Who calls was let in before. */
    @Override
    public boolean isRemoteAccessAllowed(String... hosts) {
        return true;
    }

    @Override
    public boolean isOriginAllowed(String origin, boolean strict) {
        return false;
    }

    @Override
    public boolean isObjectNameHidden(ObjectName name) {
        return !DOMAINS.contains(name.getDomain());
    }
}
