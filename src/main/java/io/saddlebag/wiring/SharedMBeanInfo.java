package io.saddlebag.wiring;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import javax.management.modelmbean.InvalidTargetObjectTypeException;
import javax.management.modelmbean.ModelMBean;
import javax.management.modelmbean.ModelMBeanInfo;
import javax.management.modelmbean.RequiredModelMBean;
import org.apache.camel.CamelContext;
import org.apache.camel.api.management.ManagedInstance;
import org.apache.camel.api.management.ManagedResource;
import org.apache.camel.api.management.NotificationSenderAware;
import org.apache.camel.spi.ManagementMBeanAssembler;
import org.apache.camel.support.management.MBeanInfoAssembler;
import org.apache.camel.support.management.MixinRequiredModelMBean;
import org.apache.camel.support.management.NotificationSenderAdapter;
import org.apache.camel.support.service.ServiceSupport;

/**
 * Makes Camel's JMX beans as {@link org.apache.camel.support.management.DefaultManagementMBeanAssembler} does, but
 * describes each class once. Camel describes every bean anew, 26,000 attributes and operations for 265 beans, and the
 * daemon's resident memory grows by 80 MB. A description depends on the classes alone and a JMX bean keeps a copy of it,
 * so sharing changes nothing an operator sees.
 */
final class SharedMBeanInfo extends ServiceSupport implements ManagementMBeanAssembler {

    private record Classes(Class<?> bean, Optional<Class<?>> custom) {}

    private final CamelContext camel;
    private final MBeanInfoAssembler infos;
    private final Map<Classes, ModelMBeanInfo> known = new ConcurrentHashMap<>();

    SharedMBeanInfo(CamelContext camel) {
        this.camel = camel;
        this.infos = new MBeanInfoAssembler(camel);
    }

    @Override
    protected void doStart() {
        infos.start();
    }

    @Override
    protected void doStop() {
        infos.stop();
        known.clear();
    }

    @Override
    public ModelMBean assemble(MBeanServer server, Object bean, ObjectName name) throws JMException {
        Optional<Object> custom = custom(bean);
        boolean mask = Boolean.TRUE.equals(
                camel.getManagementStrategy().getManagementAgent().getMask());
        ModelMBean made;
        if (custom.isPresent()) {
            ModelMBeanInfo standard = info(bean, Optional.empty(), name);
            RequiredModelMBean mixin = new RequiredModelMBean(standard);
            manage(mixin, bean);
            made = new MixinRequiredModelMBean(info(bean, custom, name), mask, standard, mixin);
        } else {
            made = new MixinRequiredModelMBean(info(bean, custom, name), mask, null, null);
        }
        Object resource = custom.orElse(bean);
        manage(made, resource);
        if (resource instanceof NotificationSenderAware sender) {
            sender.setNotificationSender(new NotificationSenderAdapter(made));
        }
        return made;
    }

    /** What a component wants shown beside the usual, such as a JMS endpoint's options. */
    private static Optional<Object> custom(Object bean) {
        return bean instanceof ManagedInstance managed
                ? Optional.ofNullable(managed.getInstance())
                        .filter(instance -> instance.getClass().isAnnotationPresent(ManagedResource.class))
                : Optional.empty();
    }

    private ModelMBeanInfo info(Object bean, Optional<Object> custom, ObjectName name) throws JMException {
        Classes classes = new Classes(bean.getClass(), custom.map(Object::getClass));
        ModelMBeanInfo info = known.get(classes);
        if (info == null) {
            info = infos.getMBeanInfo(camel, bean, custom.orElse(null), name.toString());
            known.put(classes, info);
        }
        return info;
    }

    private static void manage(ModelMBean made, Object resource) throws JMException {
        try {
            made.setManagedResource(resource, "ObjectReference");
        } catch (InvalidTargetObjectTypeException e) {
            throw new JMException(e.getMessage());
        }
    }
}
