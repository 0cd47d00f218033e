package io.saddlebag.operations;

/** The paths of one capability in the operations API; see {@link OperationsApi}. */
public abstract class ApiPart {

    ApiPart() {}

    abstract void mount(ApiPaths paths);
}
